/** `guiping demo`: the main job, unattended, on real parts: hall server, two counters, emulated keypads, real bytes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Hall, startHall } from '../hall/hall.ts'
import { sampleRoster } from '../hall/sample.ts'
import { systemClock } from '../main/clock.ts'
import { VERSION } from '../main/version.ts'
import type { Result } from '../shared/result.ts'
import { type DemoCounter, startCounter } from './demo/counter.ts'
import { type DemoResult, table, tally } from './demo/result.ts'
import { until } from './demo/until.ts'
import { EXIT, printJson, printText, stop } from './io.ts'
import { jsonOption, wholeNumber } from './options.ts'
import { resources } from './paths.ts'

/** The rating window of the demo, ms. */
const WINDOW_MS = 1_000
/** At the first counter the hall stops before this matter and comes back before that one. */
const HALL_STOPS = { before: 2, back: 6 }

export const demoCommand = (): Command =>
  new Command('demo')
    .description('在真实部件上无人值守地跑一遍主流程 · the main job, unattended, on real parts')
    .option(
      '--matters <number>',
      '两个窗口共办几件 · matters to serve, at two counters',
      wholeNumber(1, 100_000),
      20,
    )
    .addOption(jsonOption())
    .action(async ({ matters, json }: { matters: number; json?: boolean }) => {
      const dir = mkdtempSync(join(tmpdir(), 'guiping-demo-'))
      try {
        const result = await demo(dir, matters)
        if (!result.ok) return stop(result.error)
        if (json) printJson(result.value)
        else printText(table(result.value))
        process.exitCode = result.value.ok ? EXIT.done : EXIT.no
      } finally {
        rmSync(dir, { recursive: true, force: true })
      }
    })

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw Object.assign(new Error(result.error.code), { fault: result.error })
  return result.value
}

/** Runs it all in `dir`. @returns what was counted, or why it could not run. */
const demo = async (dir: string, matters: number): Promise<Result<DemoResult>> => {
  const began = performance.now()
  const sample = await sampleRoster(join(resources, 'sample'))
  if (!sample.ok) return sample
  const { roster, people } = sample.value
  const policy = { ...roster.policy, windowMs: WINDOW_MS }
  const openHall = (port: number) =>
    startHall({
      data: join(dir, 'hall'),
      host: '127.0.0.1',
      port,
      clock: systemClock,
      version: VERSION,
      roster: { ...roster, policy },
    })
  const first = await openHall(0)
  if (!first.ok) return first
  let hall: Hall = first.value
  const { url } = hall
  const counters: DemoCounter[] = []
  try {
    const pty = { pty: join(dir, 'keypad-1') }
    const setups = [
      { station: '1', profile: 'ff68', on: pty },
      { station: '2', profile: 'line', on: { tcp: 0 } },
    ] as const
    for (const [index, setup] of setups.entries()) {
      const clerk = people[index]
      if (!clerk) throw new Error('demo: too few sample people')
      const options = { ...setup, dir: join(dir, `counter-${setup.station}`), resources, clerk }
      const started = await startCounter({ ...options, hall: { url, code: hall.makeCode() } })
      // Without socat there are no pseudo-terminals: then the first keypad is on TCP too, and the table says so.
      const usable =
        !started.ok && started.error.code === 'pad/no-socat'
          ? await startCounter({ ...options, on: { tcp: 0 }, hall: { url, code: hall.makeCode() } })
          : started
      if (!usable.ok) return usable
      counters.push(usable.value)
    }
    const half = Math.ceil(matters / 2)
    const hallStops = async (index: number) => {
      if (index === HALL_STOPS.before) await hall.close()
      if (index === HALL_STOPS.back) hall = value(await openHall(Number(new URL(url).port)))
    }
    const wrong = await Promise.all([
      counters[0]?.serve(half, hallStops),
      counters[1]?.serve(matters - half, async () => {}),
    ])
    if (half > HALL_STOPS.before && half <= HALL_STOPS.back)
      hall = value(await openHall(Number(new URL(url).port)))
    await delivered(counters)
    return { ok: true, value: compare(counters, hall, matters, wrong.flat() as string[], began) }
  } finally {
    for (const counter of counters) await counter.close()
    await hall.close()
  }
}

/** Until the hall has acknowledged the last entry of every counter. */
const delivered = async (counters: readonly DemoCounter[]): Promise<void> => {
  for (const { app } of counters) {
    app.parts.deliverer.deliverNow()
    await until('delivery', () => app.parts.log.acked() === app.parts.log.head().seq, 60_000)
  }
}

const compare = (
  counters: readonly DemoCounter[],
  hall: Hall,
  matters: number,
  wrong: string[],
  began: number,
): DemoResult => {
  const logs = counters.map(({ app }) => app.parts.log)
  const counted = tally(logs)
  const atHall = hall.counts()
  const counterEntries = logs.reduce((sum, log) => sum + log.head().seq, 0)
  const verified = logs.every((log) => log.verify().ok) && hall.verify().every((report) => report.ok)
  const thanks = counters.reduce((sum, counter) => sum + counter.thanks(), 0)
  const checks: [agrees: boolean, what: string][] = [
    [wrong.length === 0, wrong.join(', ')],
    [counted.matters === matters, `matters ${counted.matters} of ${matters}`],
    [counted.rated + counted.unrated === counted.matters, 'a matter without an end'],
    [counted.presses.counted === counted.rated, 'ratings and counted presses'],
    [thanks === counted.rated, `thanks ${thanks}, ratings ${counted.rated}`],
    [atHall.entries === counterEntries, 'entries at the hall'],
    [atHall.rated === counted.rated && atHall.unrated === counted.unrated, 'ratings at the hall'],
    [verified, 'chains'],
  ]
  const disagreements = checks.filter(([agrees]) => !agrees).map(([, what]) => what)
  return {
    ...counted,
    counterEntries,
    hallEntries: atHall.entries,
    verified,
    ok: disagreements.length === 0,
    disagreements,
    keypads: counters.map(({ keypad }) => keypad.replace(tmpdir(), '')),
    seconds: (performance.now() - began) / 1000,
  }
}
