/** When the clerk's page speaks to the citizen: as an ask opens, and when it has been rated. */
import type { Phrase } from '../../shared/spoken.ts'
import type { Snapshot } from '../../shared/views.ts'

/** The ask whose citizen is being spoken to, and the matter it belongs to. */
export interface Heard {
  ask: string | null
  matter: string | null
}

type Seen = Pick<Snapshot, 'host' | 'counter' | 'today'>

/** @returns where a page begins: what was open before it came is not said again. */
export const hearFirst = ({ counter }: Seen): Heard => ({
  ask: counter.ask?.id ?? null,
  matter: counter.ask ? (counter.matter?.id ?? null) : null,
})

/** @returns what to remember, and what to say now; null: nothing. That it was rated is no secret, the level is. */
export const whatToSay = (
  heard: Heard,
  { host, counter, today }: Seen,
): { heard: Heard; say: Phrase | null } => {
  const { ask, matter } = counter
  if (ask) {
    const now = { ask: ask.id, matter: matter?.id ?? null }
    return { heard: now, say: host.speaks && ask.id !== heard.ask ? 'ask' : null }
  }
  if (heard.matter === null) return { heard: { ...heard, matter: null }, say: null }
  // The counter's push comes before the day's: the answer is in the second.
  const outcome = today?.matters.find(({ id }) => id === heard.matter)?.outcome
  if (outcome === undefined || outcome === 'open') return { heard, say: null }
  return { heard: { ...heard, matter: null }, say: host.speaks && outcome === 'rated' ? 'thanks' : null }
}
