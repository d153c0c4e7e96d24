/**
 * Verifying a log: every hash, seal, time and table, against nothing but reading its rows; as the running program does it,
 * and as `guiping log verify` does, whose second thread begins once and is not counted. `node bench/verify.ts 1000000`: another log.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFileReadonly } from '../src/db/log/file.ts'
import { openLog } from '../src/db/log/open.ts'
import { everyEntry } from '../src/db/log/rows.ts'
import { startLogWorker } from '../src/db/work/client.ts'
import { verifyOnTwo } from '../src/db/work/verify-on-two.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import type { VerifyReport } from '../src/shared/commands/installer.ts'
import { matterDrafts } from './append.ts'
import { type Figure, median, tableOf } from './figure.ts'

const ENTRIES = 200_000
const AIM = '200,000 entries/s'
const MATTERS_A_COMMIT = 250
/** Short matters, so that a commit lasts less than what a stamp may be late. */
const MATTER_MS = 10
const ROUNDS = 3

/** Entries/s of `work`. */
const rate = async (work: () => number | Promise<number>): Promise<number> => {
  const start = systemClock.mono()
  return ((await work()) * 1000) / (systemClock.mono() - start)
}

const whole = ({ verdict, problem, entries }: VerifyReport): number => {
  if (verdict !== 'ok') throw new Error(problem)
  return entries
}

const count = (entries: Iterable<unknown>): number => {
  let found = 0
  for (const _ of entries) found += 1
  return found
}

export const run = async (entries = ENTRIES): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const begin = systemClock.now()
  let mono = 0
  const clock = { ...systemClock, now: () => begin + mono, mono: () => mono }
  const opened = openLog({ dir, clock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!opened.ok) throw new Error(opened.error.code)
  const log = opened.value
  const db = openFileReadonly(log.path)
  if (!db.ok) throw new Error(db.error.code)
  const worker = startLogWorker()
  try {
    while (log.head().seq < entries) {
      const drafts = Array.from({ length: MATTERS_A_COMMIT }, () => {
        mono += MATTER_MS
        return matterDrafts(clock.now(), mono)
      })
      if (!log.append(drafts.flat()).ok) throw new Error('append failed')
    }
    const rounds: { bare: number; one: number; two: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({
        bare: await rate(() => count(everyEntry(db.value))),
        one: await rate(() => whole(log.verify())),
        two: await rate(async () => {
          const report = await verifyOnTwo(log, worker, 'en-US', {})
          if (!report.ok) throw new Error(report.error.code)
          return whole(report.value)
        }),
      })
    const bare = `${Math.round(median(rounds.map((round) => round.bare)))} rows/s read and nothing more`
    return (['one', 'two'] as const).map((threads) => ({
      name: `verifying a log of ${entries} entries, on ${threads} thread${threads === 'two' ? 's' : ''}`,
      ratio: median(rounds.map((round) => round[threads] / round.bare)),
      baseline: bare,
      ours: String(Math.round(median(rounds.map((round) => round[threads])))),
      unit: 'entries/s',
      aim: AIM,
    }))
  } finally {
    await worker.end()
    db.value.close()
    log.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(tableOf(await run(Number(process.argv[2] ?? ENTRIES))))
