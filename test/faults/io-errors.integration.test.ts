/**
 * Writes that find the disk full and fsyncs that fail, one after the other and for longer: the real log and SQLite in a
 * process whose system calls strace lets fail. `npm run proof -- io-errors` goes through every call.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openAfter, scratch } from './power-cut.ts'
import { type Fault, failing, straceFault } from './strace.ts'

/** Faults of each kind; as many as there are calls, where this is more. */
const RUNS = Number(process.env['PROOF_RUNS'] ?? 1)
const SHARE = RUNS < 1000
const LATER = Date.UTC(2026, 11, 1)

const fault = straceFault()
const why = fault === null ? '' : ` — skipped, strace does not work here: ${fault}`

const WRITES = 'pwrite64,write,ftruncate,fallocate'
const FSYNCS = 'fsync,fdatasync'

const KINDS: Record<string, Omit<Fault, 'when'> & { when(n: number): string }> = {
  'one write finds the disk full': { calls: WRITES, error: 'ENOSPC', when: (n) => `${n}` },
  'the disk is full for 20 writes': { calls: WRITES, error: 'ENOSPC', when: (n) => `${n}..${n + 19}` },
  'the disk is full from then on': { calls: WRITES, error: 'ENOSPC', when: (n) => `${n}+` },
  'one fsync fails': { calls: FSYNCS, error: 'EIO', when: (n) => `${n}` },
  'every fsync fails from then on': { calls: FSYNCS, error: 'EIO', when: (n) => `${n}+` },
}

/** The work on a new folder with calls failing; then a start on a disk that is well again. */
const run = (fault: Fault) => {
  const home = scratch()
  try {
    const dir = join(home, 'data')
    mkdirSync(dir)
    const { said, calls, failed } = failing(
      dir,
      [...['--no-warnings', join(import.meta.dirname, 'working.ts'), dir, 'refused', '1']],
      fault,
    )
    const opened = openAfter(dir, LATER)
    const ids = said.map((line) => line.slice(1))
    return {
      ...{ calls, failed, confirmed: ids.length },
      lost: ids.filter((id) => !opened.ids.has(id)).length,
      doubled: [...opened.ids].filter(([, times]) => times > 1).length,
      verdict: opened.verdict,
      waiting: opened.waiting,
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

describe.skipIf(fault !== null)(`an entry that was confirmed is there once${why}`, () => {
  it.each(Object.entries(KINDS))('when %s, at whatever call', (name, { when, ...kind }) => {
    const { calls, confirmed } = run({ ...kind, when: '' })
    expect(confirmed).toBeGreaterThan(20)
    const step = Math.max(1, Math.floor(calls / RUNS))
    const first = SHARE ? Math.ceil(step / 2) : 1
    let [runs, hit, most] = [0, 0, 0]
    for (let n = first; n <= calls; n += step) {
      const { failed, confirmed: had, ...rest } = run({ ...kind, when: when(n) })
      runs += 1
      hit += failed > 0 ? 1 : 0
      most = Math.max(most, had)
      expect({ n, ...rest, calls: 0 }).toEqual({
        n,
        lost: 0,
        doubled: 0,
        verdict: 'ok',
        waiting: 0,
        calls: 0,
      })
    }
    // The last calls of a run may be fewer than in the one that counted them.
    expect(hit).toBeGreaterThan(0.9 * runs)
    console.log(`${name}: ${runs} of ${calls} calls, at most ${most} of ${confirmed} confirmed`)
  })
})
