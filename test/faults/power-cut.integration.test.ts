/**
 * The power goes at any instant: only what was fsynced is left for certain. Real processes, the real log and SQLite, every
 * file operation recorded by strace. `npm run proof -- power-cut` has the full count.
 */
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../harness/random.ts'
import { type Begun, damaged, NOTHING } from './begun.ts'
import { cutRun, type Outcome, type Run, record } from './power-cut.ts'
import { straceFault } from './strace.ts'

const RUNS = Number(process.env['PROOF_RUNS'] ?? 48)
/** A share shows that it works; the count is the proof. */
const SHARE = RUNS < 1000
const SEED = Number(process.env['PROOF_SEED'] ?? 20261124)

const fault = straceFault()
const why = fault === null ? '' : ` — skipped, strace does not work here: ${fault}`

/** The PC starts again long after the last scene. */
const LATER = Date.UTC(2026, 11, 1)

interface Tally {
  cuts: number
  /** Cuts after which a confirmed entry was missing. */
  losing: number
  wrong: string[]
}

const count = (into: Tally, scene: string, outcomes: readonly Outcome[], recovers: boolean): void => {
  for (const { at, cut, lost, doubled, opened, threw } of outcomes) {
    into.cuts += 1
    if (lost.length > 0) into.losing += 1
    const odd = opened?.findings.filter((code) => !(recovers && code === 'data/recovered')) ?? []
    const whole = opened?.verdict === 'ok' && opened.waiting === 0 && odd.length === 0
    if (lost.length === 0 && doubled.length === 0 && whole) continue
    const found = opened
      ? `${opened.verdict} ${opened.why}, ${opened.waiting} waiting, ${odd.join(' ')}`
      : threw
    const counts = `lost ${lost.length}, doubled ${doubled.length}`
    const line = `${scene}, operation ${at}, ${cut}: ${counts}, ${found}`
    into.wrong.push(line)
    if (!SHARE && into.wrong.length < 6) console.log(line)
  }
}

/** One scene on a folder, cut `cuts` times. @returns the run, and one of the folders that the cuts left. */
const played = async (
  begun: Begun,
  scene: string,
  seed: number,
  cuts: number,
  into: Tally,
  build?: string,
) => {
  const run = await record(begun.stands, scene, seed, build)
  const { outcomes, last } = cutRun(run, cuts, randomFrom(seed), begun.confirmed, LATER)
  const recovers = begun.stands.size > 0 && run.ops.some(({ path }) => path.startsWith('quarantine'))
  count(into, scene, outcomes, recovers)
  return { ended: endOf(begun, run), cut: last }
}

const endOf = ({ confirmed }: Begun, run: Run): Begun => ({
  stands: run.end,
  confirmed: new Set([...confirmed, ...run.confirmed.map(({ id }) => id)]),
})

/** A first start, work beside, the start after it, a start from what a cut left, and two recoveries. */
const round = async (seed: number, cuts: number, into: Tally): Promise<void> => {
  const day = await played(NOTHING, 'day', seed, cuts, into)
  const beside = await played(day.ended, 'beside', seed + 1, cuts, into)
  if (!SHARE) {
    const next = await played(beside.ended, 'few', seed + 2, cuts, into)
    await played(next.cut, 'closed', seed + 3, cuts, into)
  }
  for (const inWal of SHARE ? [true] : [true, false])
    await played(damaged(inWal), 'few', seed + 4 + Number(inWal), cuts, into)
}

describe.skipIf(fault !== null)(`a power cut at any instant${why}`, () => {
  it(`loses no confirmed entry and doubles none, and the chain verifies: ${RUNS} cuts (seed ${SEED})`, async () => {
    const found: Tally = { cuts: 0, losing: 0, wrong: [] }
    const cuts = Math.min(25, Math.ceil(RUNS / 3))
    for (let n = 0; found.cuts < RUNS; n += 1) {
      const seed = (SEED % 1000) + n * 10
      // Long enough for checkpoints, after which the write-ahead log begins anew.
      if (!SHARE && n % 4 === 0) await played(NOTHING, 'long', seed + 9, 4 * cuts, found)
      await round(seed, cuts, found)
      if (!SHARE) console.log(`${found.cuts} cuts, ${found.wrong.length} wrong`)
    }
    expect(found.wrong).toEqual([])
  })
  const builds = [
    ['synchronous=NORMAL', 'normal', 'day'],
    ['a side file without fsync', 'side-unsynced', 'beside'],
  ] as const
  it.each(builds.slice(0, SHARE ? 1 : 2))(
    'is seen by this proof: a build with %s loses confirmed entries',
    async (_, build, scene) => {
      const found: Tally = { cuts: 0, losing: 0, wrong: [] }
      await played(NOTHING, scene, SEED % 1000, SHARE ? 12 : 200, found, build)
      if (!SHARE) console.log(`${build}: entries lost in ${found.losing} of ${found.cuts} cuts`)
      expect(found.losing).toBeGreaterThan(0)
    },
  )
})
