/**
 * kill -9 in the middle of the work, at random instants and at the named places of points.ts. Each start finds what the kill
 * before it left; what the log makes of that is looked at on a copy. `npm run proof -- kill` has the full count.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomFrom, wholeBelow } from '../harness/random.ts'
import { type Begun, damaged, NOTHING } from './begun.ts'
import { POINTS } from './points.ts'
import { openAfter, scratch, write } from './power-cut.ts'

/** Kills at random instants. */
const RUNS = Number(process.env['PROOF_RUNS'] ?? 2)
/** Kills at named places, which come in turn; a share has some of them. */
const NAMED = Math.max(5, Math.ceil(RUNS * 0.3))
const SEED = Number(process.env['PROOF_SEED'] ?? 20261124)
/** Starts of one folder, each in what the kill before it left. */
const STARTS = 4
/** ms from its first word on, within which a process is killed. */
const LIVES = 120

let home: string
beforeEach(() => {
  home = scratch()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Runs a scene until it is killed. @returns the entries that it had confirmed, and whether it died at the named place. @param after ms from its first word; null: it dies by itself. */
const killed = (dir: string, scene: string, seed: number, env: NodeJS.ProcessEnv, after: number | null) =>
  new Promise<{ confirmed: string[]; at: boolean }>((resolve, reject) => {
    const here = import.meta.dirname
    const words = ['--no-warnings', '--import', join(here, 'points.ts'), join(here, 'working.ts')]
    const child = spawn(process.execPath, [...words, dir, scene, String(seed)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GUIPING_SQLITE: 'better', ...env },
    })
    let [said, complained] = ['', '']
    child.stdout.on('data', (data) => {
      if (said === '' && after !== null) setTimeout(() => child.kill('SIGKILL'), after)
      said += data
    })
    child.stderr.on('data', (data) => {
      complained += data
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      // What was under way in the pipe had been confirmed too.
      const lines = said.split('\n').slice(0, -1)
      if (signal === 'SIGKILL')
        resolve({ confirmed: lines.map((line) => line.slice(1)), at: complained.includes('†') })
      else reject(new Error(`${scene} ended with ${code}: ${complained}`))
    })
  })

/** Starts again and again in one folder. @param env what the next start gets, and when it is killed from outside. */
const chain = (begun: Begun, name: string) => {
  const dir = join(home, name)
  mkdirSync(dir)
  write(dir, begun.stands)
  const confirmed = new Set(begun.confirmed)
  let starts = 0
  return {
    starts: () => starts,
    /** @returns what is wrong, or ''. */
    start: async (
      scene: string,
      seed: number,
      env: NodeJS.ProcessEnv,
      after: number | null,
    ): Promise<string> => {
      const died = await killed(dir, scene, seed * 100 + starts, env, after)
      for (const id of died.confirmed) confirmed.add(id)
      if (died.at) hits.set(String(env['PROOF_POINT']), 1 + (hits.get(String(env['PROOF_POINT'])) ?? 0))
      starts += 1
      const copy = join(home, `${name}-copy`)
      cpSync(dir, copy, { recursive: true })
      try {
        const { ids, verdict, why, waiting, findings } = openAfter(copy, Date.UTC(2030, 0, 1))
        const lost = [...confirmed].filter((id) => !ids.has(id)).length
        const doubled = [...ids.values()].filter((times) => times > 1).length
        const odd = findings.filter((code) => begun === NOTHING || code !== 'data/recovered')
        const whole = verdict === 'ok' && waiting === 0 && lost === 0 && doubled === 0 && odd.length === 0
        return whole ? '' : `${verdict} ${why}, lost ${lost}, doubled ${doubled}, ${waiting} waiting, ${odd}`
      } finally {
        rmSync(copy, { recursive: true })
        if (starts % STARTS === 0) rmSync(dir, { recursive: true })
      }
    },
  }
}

/** How often a process died at each named place. */
const hits = new Map<string, number>()

const names = Object.keys(POINTS)
/** Of a share, the places lie far apart. */
const STEP = 7

it.each(Object.entries(POINTS))(
  'the place "%s" is where the program passes, and nowhere else',
  (_, { file, at }) => {
    const source = readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8')
    expect(source.split(at.replace('†', ''))).toHaveLength(2)
  },
)

describe('kill -9 loses nothing that was confirmed, doubles nothing, and the chain verifies', () => {
  it(`at random instants: ${RUNS} (seed ${SEED})`, async () => {
    const random = randomFrom(SEED)
    const wrong: string[] = []
    let folder = chain(NOTHING, 'random-0')
    for (let n = 0; n < RUNS; n += 1) {
      if (folder.starts() === STARTS) folder = chain(NOTHING, `random-${n}`)
      const after = wholeBelow(random, LIVES)
      const found = await folder.start('mixed', n % 50, { PROOF_POINT: '' }, after)
      if (found) wrong.push(`run ${n}, ${after} ms: ${found}`)
      if (RUNS >= 1000 && n % 100 === 99) console.log(`${n + 1} at random, ${wrong.length} wrong`)
    }
    expect(wrong).toEqual([])
  })
  it(`at ${names.length} named places: ${NAMED} (seed ${SEED})`, async () => {
    const random = randomFrom(SEED + 1)
    const wrong: string[] = []
    const broken = RUNS < 1000 ? [damaged(true)] : [damaged(false), damaged(true)]
    let folder = chain(NOTHING, 'named-0')
    for (let n = 0; n < NAMED; n += 1) {
      const name = names[(n * STEP) % names.length] as string
      const point = POINTS[name] as (typeof POINTS)[string]
      if (folder.starts() === STARTS) folder = chain(NOTHING, `named-${n}`)
      const begun = broken[n % broken.length] ?? NOTHING
      const where = point.damaged ? chain(begun, `damaged-${n}`) : folder
      const nth = 1 + wholeBelow(random, point.within)
      const env = { PROOF_POINT: name, PROOF_NTH: String(nth) }
      const found = await where.start(point.scene, n % 50, env, null)
      if (found) wrong.push(`${name}, passing ${nth}: ${found}`)
      if (RUNS >= 1000 && n % 100 === 99) console.log(`${n + 1} at named places, ${wrong.length} wrong`)
    }
    expect(wrong).toEqual([])
    // A place that nobody comes by proves nothing.
    if (NAMED >= 10 * names.length) expect(names.filter((name) => !hits.has(name))).toEqual([])
    console.log(
      `died at ${[...hits.values()].reduce((a, b) => a + b, 0)} of ${NAMED} named places that were set`,
    )
  })
})
