/** Where counters offer their logs, as their own entries say. */
import { isIP } from 'node:net'
import { isKind, parseBody } from '../../shared/entries.ts'
import type { Db } from '../../sqlite/port.ts'

export interface OfferOf {
  station: string
  offer: { address: string | null; port: number | null; fingerprint: string | null }
}

export interface Offers {
  /** What every counter said last, by window; a counter that never said anything offers nothing. */
  latest(): OfferOf[]
}

const NOTHING = { address: null, port: null, fingerprint: null }

export const prepareOffers = (db: Db): Offers => {
  const counters = db.prepare<[], { id: string; station: string }>(
    'SELECT id, station FROM counter ORDER BY length(station), station',
  )
  const said = db
    .prepare<[string], string>(
      `SELECT e.body FROM entry e JOIN log l ON l.id = e.log
       WHERE l.counter = ? AND e.kind = 'log.offered' ORDER BY e.got_at DESC, e.seq DESC LIMIT 1`,
    )
    .pluck()
  return {
    latest: () =>
      counters.all().map(({ id, station }) => {
        const body = said.get(id)
        const read = body === undefined ? null : parseBody(body)
        const entry = read?.ok && isKind(read.entry, 'log.offered') ? read.entry : NOTHING
        const { address, port, fingerprint } = entry
        // What is no address would be a line of its own in the list.
        const found = address !== null && isIP(address) > 0
        return { station, offer: found ? { address, port, fingerprint } : NOTHING }
      }),
  }
}
