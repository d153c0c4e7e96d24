/** Goes on after a restart of the program, from what the log says was open. */
import type { Item } from '../shared/people.ts'
import { type CounterState, type Matter, type Now, type Pause, type Shift, signedOut } from './state.ts'

/** What was open when the program stopped, as the log's projections know it. */
export interface OpenWork {
  shift: Shift & { paused: Pick<Pause, 'reason'> | null }
  matter:
    | (Pick<Matter, 'id' | 'reference' | 'openedAt' | 'servedMs'> & {
        item: { code: string; name: string }
        /** Id of the ask that was open, or null. */
        ask: string | null
      })
    | null
}

/**
 * The shift goes on locked: whoever started the program is not thereby the clerk (a `lock` with the reason `restart`
 * puts it on record). The matter is in hand again with the time it had. An ask that was open is dead, for nobody knows
 * what was pressed meanwhile: a press that still comes for it is too late and names it, and asking again makes a new
 * one. A pause goes on, and its length counts from now: stops of the program are in nobody's time.
 */
export const restore = (
  open: OpenWork,
  now: Now,
  items: (code: string) => Item | undefined,
): CounterState => {
  const { matter } = open
  const { paused, id, staff, openedAt } = open.shift
  return {
    ...signedOut(),
    shift: { id, staff, openedAt },
    locked: true,
    paused: paused && { reason: paused.reason, sinceMono: now.mono },
    matter: matter && {
      id: matter.id,
      item: { ...matter.item, limitMs: items(matter.item.code)?.limitMs ?? null },
      reference: matter.reference,
      openedAt: matter.openedAt,
      servedMs: matter.servedMs,
      runningSinceMono: paused ? null : now.mono,
    },
    lastAsk: matter?.ask ? { id: matter.ask, matter: matter.id, ended: 'unrated' } : null,
    lastItem: matter?.item.code ?? null,
  }
}
