/** Puts tables of staff, items, reasons and policy in the place of a site's own: all of it, or nothing. */
import { CONSULTATION, type Policy, type Roster } from '../../shared/people.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { type Changes, changesOf, namesOf } from './changes.ts'
import { readItems } from './items.ts'
import { KIND_NAMES, type Kind, type Sorted } from './kinds.ts'
import { readPolicy } from './policy.ts'
import type { Problem } from './problems.ts'
import { readReasons } from './reasons.ts'
import { makeVerifiers, mergeStaff, readStaff, withoutPassword } from './staff.ts'

/** The site's lists, wherever they are kept. */
export interface Lists {
  get(): Roster
  /** Replaces all of it by what `make` makes of what is there; nobody else writes in between. */
  change(make: (present: Roster) => Result<Roster>): Result<void>
}

/** What changes in each list; null for a list that was not given. */
export type Imported = Record<Kind, Changes | null>

export type ImportResult = { ok: true; value: Imported } | { ok: false; error: Fault; problems: Problem[] }

const refused = (problems: Problem[]): ImportResult => ({
  ok: false,
  error: { code: 'hall/import-refused', params: { count: problems.length } },
  problems,
})

const readAll = ({ staff, items, reasons, policy }: Sorted) => ({
  staff: staff && { ...readStaff(staff), sheet: staff },
  items: items && readItems(items),
  reasons: reasons && readReasons(reasons),
  policy: policy && readPolicy(policy),
})
type Read = ReturnType<typeof readAll>

const missing = ({ staff }: Read, present: Roster): Problem[] =>
  staff ? withoutPassword(staff.sheet, staff.rows, present.staff) : []

const problemsOf = (read: Read, present: Roster): Problem[] => {
  const ofStaff = [...(read.staff?.problems ?? []), ...missing(read, present)]
  return [
    ...ofStaff.toSorted((a, b) => a.line - b.line),
    ...[read.items, read.reasons, read.policy].flatMap((one) => one?.problems ?? []),
  ]
}

/** A table with a header row alone would remove everybody: nobody means that. Policy names only what it changes. */
const empty = (sheets: Sorted): Result<void> => {
  for (const kind of KIND_NAMES) {
    const sheet = sheets[kind]
    if (sheet && sheet.rows.length < 2)
      return fail('hall/import-empty', {
        file: sheet.sheet === null ? sheet.file : `${sheet.file} ${sheet.sheet}`,
      })
  }
  return ok(undefined)
}

const settingsOf = (policy: Policy) =>
  Object.entries(policy)
    .filter(([name]) => name !== 'unratedReasons')
    .map(([name, value]) => ({ name, value }))

const changed = (read: Read, before: Roster, after: Roster): Imported => ({
  staff: read.staff ? changesOf(before.staff, after.staff, ({ number }) => number) : null,
  items: read.items ? changesOf(before.items, after.items, ({ code }) => code) : null,
  reasons: read.reasons
    ? changesOf(before.policy.unratedReasons, after.policy.unratedReasons, ({ code }) => code)
    : null,
  policy: read.policy
    ? changesOf(settingsOf(before.policy), settingsOf(after.policy), ({ name }) => name)
    : null,
})

const merged = (read: Read, verifiers: ReadonlyMap<string, string>, present: Roster): Roster => ({
  staff: read.staff ? mergeStaff(read.staff.rows, verifiers, present.staff) : present.staff,
  items: read.items?.items ?? present.items,
  policy: {
    ...present.policy,
    ...read.policy?.policy,
    ...(read.reasons && { unratedReasons: read.reasons.reasons }),
  },
})

/** hall/import-removes for a table that lacks staff or items that are there, as one that was meant to add a few does. */
const keepsAll = ({ staff, items }: Imported): Result<void> => {
  // 咨询 is always there, whatever the table says.
  const listed = (items?.removed ?? []).filter((code) => code !== CONSULTATION.code)
  const gone = { staff: staff?.removed ?? [], items: listed }
  return gone.staff.length + gone.items.length === 0
    ? ok(undefined)
    : fail('hall/import-removes', { staff: namesOf(gone.staff), items: namesOf(gone.items) })
}

/** @returns what an import would change, without the work of it: a password that is given counts as a new one. */
export const previewImport = (present: Roster, sheets: Sorted): ImportResult => {
  const read = readAll(sheets)
  const problems = problemsOf(read, present)
  if (problems.length > 0) return refused(problems)
  const some = empty(sheets)
  if (!some.ok) return { ...some, problems: [] }
  const given = (read.staff?.rows ?? []).filter(({ password }) => password !== '')
  const verifiers = new Map(given.map(({ number }) => [number, 'new']))
  return { ok: true, value: changed(read, present, merged(read, verifiers, present)) }
}

/**
 * Each given table is the whole list: what it does not name is removed, staff and items only where `remove` says so;
 * 咨询 stays, and so does a setting that the table of policy does not name. Everything is checked before anything is
 * written, and written at once. Passwords are hashed here and kept nowhere.
 * @returns what changed; hall/import-refused with what is wrong by sheet, line and column, hall/import-removes,
 * hall/import-empty, or request/bad-input for more rows than a roster holds.
 */
export const importLists = async (
  lists: Lists,
  sheets: Sorted,
  { remove }: { remove: boolean },
): Promise<ImportResult> => {
  const present = lists.get()
  const preview = previewImport(present, sheets)
  if (!preview.ok) return preview
  const may = (imported: Imported) => (remove ? ok(undefined) : keepsAll(imported))
  const allowed = may(preview.value)
  if (!allowed.ok) return { ...allowed, problems: [] }
  const read = readAll(sheets)
  const made = read.staff ? await makeVerifiers(read.staff.rows, present.staff) : new Map<string, string>()
  let before = present
  const written = lists.change((roster) => {
    before = roster
    // Hashing takes time; another import may have removed or added somebody meanwhile.
    const gone = missing(read, roster).length
    if (gone > 0) return fail('hall/import-refused', { count: gone })
    const after = merged(read, made, roster)
    const still = may(changed(read, roster, after))
    return still.ok ? ok(after) : still
  })
  return written.ok ? { ok: true, value: changed(read, before, lists.get()) } : { ...written, problems: [] }
}
