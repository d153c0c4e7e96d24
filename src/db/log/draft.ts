/** From a draft to the line of JSON that is stored and uploaded. */
import { ENTRY_FIELDS, type EntryDraft, envelopeSchema, firstIssue } from '../../shared/entries.ts'

/** What the log adds to a draft. */
export interface Stamp {
  /** Random name of this start of the program. */
  boot: string
  /** A new UUIDv7 for a time in ms UTC. */
  newId(at: number): string
}

/** A draft with everything the log adds: what is written down. */
export type Entry = EntryDraft & { v: 1; id: string; boot: string }

/** Words about a fault may name a path of any length: what an entry has no room for is cut, and its code still says what it was. */
const MOST_WORDS = 512
const fitting = (draft: EntryDraft): EntryDraft =>
  draft.kind === 'incident' ? { ...draft, detail: draft.detail.slice(0, MOST_WORDS).toWellFormed() } : draft

/**
 * Stamps and checks a draft. Fields stand in a fixed order: the envelope's, then the kind's as in ENTRY_FIELDS.
 * @throws TypeError for a draft that does not fit its kind: a mistake of the program, never of a person.
 */
export const makeEntry = (draft: EntryDraft, { boot, newId }: Stamp): Entry => {
  const { kind, id, at, mono, by } = draft
  const schema = ENTRY_FIELDS[kind]
  if (!schema) throw new TypeError(`no such kind of entry: ${kind}`)
  const fields = schema.safeParse(fitting(draft))
  if (!fields.success) throw new TypeError(`bad ${kind}: ${firstIssue(fields.error)}`)
  const envelope = envelopeSchema.safeParse({ v: 1, kind, id: id ?? newId(at), at, mono, boot, by })
  if (!envelope.success) throw new TypeError(`bad ${kind}: ${firstIssue(envelope.error)}`)
  return { ...envelope.data, ...fields.data } as Entry
}
