/** Goes on after a restart of the program, from what the log says was open. */
import type { Item } from '../shared/people.ts'
import { type CounterState, type Matter, type Now, type Pause, type Shift, signedOut } from './state.ts'

type OpenMatter = Pick<Matter, 'id' | 'reference' | 'openedAt' | 'servedMs'> & {
  item: { code: string; name: string }
  /** The first matter of its visit where that is another. */
  visit: string | null
}

/** What was open when the program stopped, as the log's projections know it. */
export interface OpenWork {
  shift: Shift & { paused: Pick<Pause, 'reason'> | null }
  /** The matter in hand; `ask`: id of the ask that was open, or null. */
  matter: (OpenMatter & { ask: string | null }) | null
  /** Earlier matters of its visit, oldest first. */
  waiting: OpenMatter[]
  /** Code of the item used last in this shift. */
  lastItem: string | null
  /** Matters of this shift whose reason the clerk still owes. */
  unexplained: string[]
}

/**
 * The shift goes on locked: whoever started the program is not thereby the clerk (a `lock` with the reason `restart`
 * puts it on record). The matter is in hand again with the time it had, and can no longer be taken back. An ask that
 * was open is dead, for nobody knows what was pressed meanwhile: a press that still comes for it is too late and names
 * it, and asking again makes a new one. A pause goes on, and its length counts from now: stops of the program are in
 * nobody's time.
 */
export const restore = (
  open: OpenWork,
  now: Now,
  items: (code: string) => Item | undefined,
): CounterState => {
  const { matter } = open
  const { paused, id, staff, openedAt } = open.shift
  const again = (one: OpenMatter, runningSinceMono: number | null): Matter => ({
    id: one.id,
    item: { ...one.item, limitMs: items(one.item.code)?.limitMs ?? null },
    reference: one.reference,
    visit: one.visit ?? one.id,
    openedAt: one.openedAt,
    undoUntilMono: null,
    servedMs: one.servedMs,
    runningSinceMono,
  })
  return {
    ...signedOut(),
    shift: { id, staff, openedAt },
    locked: true,
    paused: paused && { reason: paused.reason, sinceMono: now.mono },
    matter: matter && again(matter, paused ? null : now.mono),
    waiting: open.waiting.map((one) => again(one, null)),
    lastAsk: matter?.ask ? { id: matter.ask, matter: matter.id, ended: 'unrated' } : null,
    lastItem: open.lastItem,
    unexplained: open.unexplained,
    activeMono: now.mono,
  }
}
