/**
 * A working day on the real program: eight hours on a clock that is moved, 400 matters over a TCP keypad, a page that
 * listens. `npm run proof -- day` runs all of it; `npm test` a tenth. Memory is judged after the collector has run.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { startEmulator } from '../../src/device/emulator/emulator.ts'
import type { Level } from '../../src/shared/levels.ts'
import { must, profileNamed } from '../device/help.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { manyItems } from '../harness/many-items.ts'
import { ask, logged, signedIn, testApp, testRoster } from '../harness/test-app.ts'

const DAY_MS = 8 * 3_600_000
const FULL = 400
const MATTERS = Number(process.env['PROOF_RUNS'] ?? FULL / 10)
/** Moved by so much at a time, so that heartbeats and their answers really cross the wire. */
const STEP_MS = 1_000
const MATTER_MS = DAY_MS / FULL
const SAMPLES = 16
const LEVELS: readonly Level[] = [5, 4, 5, 3, 5, 2, 5, 1]
/** Heap and buffers may not be this much larger in the last quarter of a whole day than in the second. MB. */
const MOST_GROWTH = 1

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const used = (): number => {
  collect()
  collect()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return (heapUsed + external + arrayBuffers) / 1_048_576
}
const turn = () => new Promise<void>((done) => setImmediate(done))
const until = async (what: string, fits: () => boolean) => {
  for (let tries = 0; !fits(); tries += 1) {
    if (tries > 200_000) throw new Error(`waited in vain: ${what}`)
    await turn()
  }
}
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

it(`a day of ${MATTERS} matters: each is closed once, each press counts once, and memory stays flat`, async () => {
  const clock = fakeClock()
  const app = await testApp({ clock, roster: { ...(await testRoster()), items: manyItems(5_000) } })
  const { keypad, counter } = app.parts
  const pad = must(await startEmulator({ profile: profileNamed('ff68'), on: { tcp: 0 }, clock }))
  must(await keypad.use({ port: pad.port, profile: 'ff68', address: null }))
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= STEP_MS) {
      clock.advance(Math.min(left, STEP_MS))
      for (let turns = 0; turns < 4; turns += 1) await turn()
    }
  }
  await until('keypad', () => keypad.view().state === 'online')
  const page = await signedIn(app)
  let pushes = 0
  app.subscribe(page, () => {
    pushes += 1
  })
  const state = () => {
    const { matter, ask: open } = counter.state()
    return open ? 'asked' : matter ? 'serving' : 'idle'
  }
  const samples: { matter: number; mb: number }[] = []
  const rated: Level[] = []

  for (let matter = 0; matter < MATTERS; matter += 1) {
    if (matter % Math.ceil(MATTERS / SAMPLES) === 0) samples.push({ matter, mb: used() })
    expect(
      await ask(app, page, 'items.search', { text: ['zzs', 'SW-01', '印花', 'qysds'][matter % 4] }),
    ).toBe('ok')
    expect(await ask(app, page, 'counter.next')).toBe('ok')
    await pass(MATTER_MS - 10_000)
    pad.forget()
    expect(await ask(app, page, 'counter.next')).toBe('ok')
    await until('asked', () => state() === 'asked' && pad.lights().at(-1) === 'ask')
    await pass(3_000)
    // Every tenth citizen leaves without a press.
    if (matter % 10 === 9) expect(await ask(app, page, 'counter.unrated', { reason: 'left' })).toBe('ok')
    else {
      const level = LEVELS[matter % LEVELS.length] ?? 5
      pad.press(level)
      rated.push(level)
      await until('rated', () => state() === 'idle')
    }
    await pass(7_000)
  }
  samples.push({ matter: MATTERS, mb: used() })
  expect(await ask(app, page, 'session.sign-out')).toBe('ok')

  const closed = logged(app, 'matter.closed')
  expect(closed).toHaveLength(MATTERS)
  const counted = logged(app, 'key.pressed').filter(({ verdict }) => verdict === 'counted')
  expect(counted.map(({ level }) => level)).toEqual(rated)
  expect(logged(app, 'key.pressed')).toHaveLength(rated.length)
  expect(logged(app, 'device.lost')).toEqual([])
  expect(app.parts.log.verify().ok).toBe(true)
  expect(pushes).toBeGreaterThan(MATTERS * 3)

  const quarter = (n: number) =>
    median(
      samples
        .filter(({ matter }) => matter > (MATTERS * (n - 1)) / 4 && matter <= (MATTERS * n) / 4)
        .map(({ mb }) => mb),
    )
  const growth = quarter(4) - quarter(2)
  const line = samples.map(({ matter, mb }) => `${matter}: ${mb.toFixed(2)}`).join('  ')
  console.log(`MB after the collector, by matter: ${line}`)
  console.log(
    `last quarter against the second: ${growth >= 0 ? '+' : ''}${growth.toFixed(2)} MB; log ${app.parts.log.head().seq} entries`,
  )
  // A tenth of a day says little about growth: buffers of fixed length are still filling.
  if (MATTERS >= FULL) expect(growth).toBeLessThan(MOST_GROWTH)
  await pad.stop()
}, 600_000)
