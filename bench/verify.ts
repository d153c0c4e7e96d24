/** Verifying a log: every hash, seal, time and table, against nothing but reading its rows. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFileReadonly } from '../src/db/log/file.ts'
import { openLog } from '../src/db/log/open.ts'
import { everyEntry } from '../src/db/log/rows.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import { matterDrafts } from './append.ts'
import { type Figure, median } from './figure.ts'

const ENTRIES = 200_000
const MATTERS_A_COMMIT = 250
/** Short matters, so that a commit lasts less than what a stamp may be late. */
const MATTER_MS = 10
const ROUNDS = 3

/** Entries/s of `work`. */
const rate = (work: () => number): number => {
  const start = systemClock.mono()
  return (work() * 1000) / (systemClock.mono() - start)
}

export const run = async (): Promise<Figure> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const begin = systemClock.now()
  let mono = 0
  const clock = { ...systemClock, now: () => begin + mono, mono: () => mono }
  const opened = openLog({ dir, clock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!opened.ok) throw new Error(opened.error.code)
  const log = opened.value
  const db = openFileReadonly(log.path)
  if (!db.ok) throw new Error(db.error.code)
  try {
    while (log.head().seq < ENTRIES) {
      const drafts = Array.from({ length: MATTERS_A_COMMIT }, () => {
        mono += MATTER_MS
        return matterDrafts(clock.now(), mono)
      })
      if (!log.append(drafts.flat()).ok) throw new Error('append failed')
    }
    const read = () => [...everyEntry(db.value)].length
    const verify = () => {
      const report = log.verify()
      if (report.verdict !== 'ok') throw new Error(report.problem)
      return report.entries
    }
    const rounds = Array.from({ length: ROUNDS }, () => ({ bare: rate(read), ours: rate(verify) }))
    return {
      name: 'verifying a log of 200,000 entries, on one thread',
      ratio: median(rounds.map(({ bare, ours }) => ours / bare)),
      baseline: `${Math.round(median(rounds.map(({ bare }) => bare)))} rows/s read and nothing more`,
      ours: String(Math.round(median(rounds.map(({ ours }) => ours)))),
      unit: 'entries/s',
      aim: '200,000 entries/s',
    }
  } finally {
    db.value.close()
    log.close()
    rmSync(dir, { recursive: true, force: true })
  }
}
