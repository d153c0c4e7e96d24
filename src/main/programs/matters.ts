/**
 * Matters as other programs handle them: every request may be repeated. A reference names one matter for the length of
 * a shift; the log remembers it, so that this holds over a restart too.
 */

import type { Did } from '../../counter/counter.ts'
import type { MatterByReference } from '../../db/log/by-reference.ts'
import type { ProgramAnswer, ProgramMatter, ProgramState } from '../../shared/programs.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'
import { counterView } from '../views.ts'

type Known = Pick<MatterByReference, 'id' | 'item' | 'outcome' | 'reason'> & { reference: string | null }

const asSeen = (parts: Parts, { id, item, reference, outcome, reason }: Known): ProgramMatter => {
  const { matter, ask } = parts.counter.state()
  const open = ask && matter?.id === id ? 'asked' : 'serving'
  return { id, item, reference, state: outcome === 'open' ? open : outcome, reason }
}

/** The matter in hand, as one that can still be answered about after it is closed. */
const inHand = (parts: Parts): Known | null => {
  const { matter } = parts.counter.state()
  if (!matter) return null
  const { id, item, reference } = matter
  return { id, item: { code: item.code, name: item.name }, reference, outcome: 'open', reason: null }
}

/** The matter of this shift that was opened with `reference`. */
const known = (parts: Parts, reference: string | undefined): Known | null => {
  // What is due happens first: a rating window that has ended must not look open.
  parts.counter.run({ type: 'tick' })
  const { shift } = parts.counter.state()
  const stored = reference === undefined ? null : parts.storedReference(reference)
  if (!shift || stored === null) return null
  // Its entry may wait beside a log that cannot be written, where no question to the log finds it.
  const present = inHand(parts)
  if (present?.reference === stored) return present
  return parts.log.matterByReference(shift.staff.number, shift.id, stored)
}

const already = (parts: Parts, did: Did['did'], matter: Known): Result<ProgramAnswer> =>
  ok({ did, already: true, matter: asSeen(parts, matter) })

/** Opens a matter, or answers how the one stands that was opened with this reference before. */
export const openMatter = (
  parts: Parts,
  { item, reference }: { item?: string | undefined; reference?: string | undefined },
): Result<ProgramAnswer> => {
  const before = known(parts, reference)
  if (before) return already(parts, 'opened', before)
  const opened = parts.counter.run({ type: 'open', item, reference })
  if (!opened.ok) return opened
  const matter = inHand(parts)
  if (!matter) throw new Error('opened, and nothing in hand')
  return ok({ did: opened.value.did, already: false, matter: asSeen(parts, matter) })
}

type Named = { reference?: string | undefined }

/** Asks for the rating of the matter in hand; asked or closed already, it is not asked again. */
export const askFor = (parts: Parts, { reference }: Named): Result<ProgramAnswer> => {
  const named = known(parts, reference)
  if (reference !== undefined && parts.counter.state().shift && !named)
    return fail('program/unknown-reference')
  if (named && asSeen(parts, named).state !== 'serving') return already(parts, 'asked', named)
  const matter = named ?? inHand(parts)
  const asked = parts.counter.run({ type: 'ask' })
  if (!asked.ok) return asked
  if (!matter) throw new Error('asked, and nothing in hand')
  return ok({ did: asked.value.did, already: false, matter: asSeen(parts, matter) })
}

/** Closes the matter in hand without a rating; closed already, it stays as it was. */
export const closeFor = (
  parts: Parts,
  { reference, reason }: Named & { reason: string },
): Result<ProgramAnswer> => {
  const named = known(parts, reference)
  if (reference !== undefined && parts.counter.state().shift && !named)
    return fail('program/unknown-reference')
  if (named && named.outcome !== 'open') return already(parts, 'closed', named)
  const matter = named ?? inHand(parts)
  const closed = parts.counter.run({ type: 'unrated', reason })
  if (!closed.ok) return closed
  if (!matter) throw new Error('closed, and nothing was in hand')
  return ok({
    did: closed.value.did,
    already: false,
    matter: asSeen(parts, { ...matter, outcome: 'unrated', reason }),
  })
}

/** The counter as a program may see it. */
export const stateFor = (parts: Parts): ProgramState => {
  const { state, locked, next, matter, ask } = counterView(parts)
  return {
    station: parts.settings.config().station,
    state,
    locked,
    next,
    matter: matter && {
      id: matter.id,
      item: matter.item,
      reference: matter.reference,
      state: ask ? 'asked' : 'serving',
      reason: null,
      servedMs: matter.servedMs,
    },
    leftMs: ask?.leftMs ?? null,
  }
}
