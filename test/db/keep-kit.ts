/** Logs of months in seconds, delivered now and then, and let go as the program does it. */
import { join } from 'node:path'
import { type KeepFacts, keepLimit, type Received } from '../../src/db/keep/limit.ts'
import { type Cut, type Plan, planLeaving } from '../../src/db/keep/plan.ts'
import type { Log } from '../../src/db/log/log.ts'
import type { LogReader } from '../../src/db/log/reader.ts'
import type { StoredEntry } from '../../src/shared/entries.ts'
import type { Level } from '../../src/shared/levels.ts'
import { ok, type Result } from '../../src/shared/result.ts'
import { type Hand, type Kit, must, serve } from './log-kit.ts'

export const DAY = 86_400_000
/** Where the fake clock begins; monotonic time since then is what really passed. */
const START = Date.UTC(2026, 4, 3, 1)

/** What the time really is, whatever the PC's clock says. */
export const trueNow = (kit: Kit): number => START + kit.clock.mono()
export const trueTime = ({ body }: StoredEntry): number => START + JSON.parse(body).mono

export const all = (log: LogReader): StoredEntry[] => log.entries(1, 1_000_000, 1e9)

/** A whole day of work, sealed at its end. */
export const day = (kit: Hand, log: Log, levels: readonly (Level | null)[]): void => {
  const shift = serve(kit, log, levels)
  must(log.append([{ kind: 'shift.closed', ...kit.at(), shift, why: 'clerk' }]))
  must(log.seal('end'))
}

/** The hall has all of it and signs for it. */
export const deliver = (kit: Kit, log: Log, received: Received[]): void => {
  const { seq } = log.head()
  must(log.setAcked(seq))
  received.push({ seq, at: trueNow(kit) })
}

/** @param piece how many entries leave at once, if shifts allow. */
export const plans = (
  kit: Kit,
  log: Log,
  received: readonly Received[],
  facts: Partial<KeepFacts> = {},
  piece?: number,
): Result<Plan> => {
  const limit = keepLimit({
    ...{ months: 6, now: kit.clock.now(), hall: true, acked: log.acked(), received },
    ...facts,
  })
  return limit.ok ? planLeaving(log.query({}), limit.value, piece) : limit
}

export const plan = (...args: Parameters<typeof plans>): Result<Cut> => {
  const found = plans(...args)
  return found.ok ? ok(found.value.cut) : found
}

export const letGo = (kit: Kit, log: Log, cut: Cut) => {
  const { seq, hash } = log.head()
  const archive = { file: join(kit.dir, 'archive', 'copy.db'), seq, head: hash }
  return log.letGo(cut, { who: 'it', why: '满期', archive })
}

/** Ten days of work, one every thirty days, each delivered. @returns receipts. */
export const tenMonths = (kit: Kit, log: Log): Received[] => {
  const received: Received[] = []
  for (let month = 0; month < 10; month += 1) {
    day(kit, log, [5, 1, null])
    deliver(kit, log, received)
    kit.clock.advance(30 * DAY)
  }
  day(kit, log, [4])
  deliver(kit, log, received)
  return received
}
