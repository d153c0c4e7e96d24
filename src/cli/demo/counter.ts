/** One counter of the demo: the real program on its own folder, an emulated keypad, and a clerk who works by commands. */
import { type Emulator, startEmulator } from '../../device/emulator/emulator.ts'
import { loadProfiles } from '../../device/profiles/load.ts'
import { type App, startApp } from '../../main/app.ts'
import { systemClock } from '../../main/clock.ts'
import { PAGE_HOTKEYS } from '../../main/hotkeys/page-keys.ts'
import type { Installer } from '../../main/session/installers.ts'
import type { Input, Method } from '../../shared/commands.ts'
import { settingsOf } from '../../shared/config.ts'
import { isKind, parseBody } from '../../shared/entries.ts'
import { fail, type Result } from '../../shared/result.ts'
import { fetchHttp } from '../../sync/http.ts'
import { CITIZENS, LEVELS_GIVEN, type Scene } from './citizens.ts'
import { until } from './until.ts'

export interface CounterSetup {
  dir: string
  station: string
  profile: string
  /** Where the emulated keypad is: a TCP port, or a path for a pseudo-terminal. */
  on: { tcp: number } | { pty: string }
  hall: { url: string; code: string }
  clerk: { number: string; password: string }
  resources: string
}

export interface DemoCounter {
  app: App
  keypad: string
  /** Serves `count` matters. @returns the citizens whose matter did not end as it must. */
  serve(count: number, before: (index: number) => Promise<void>): Promise<string[]>
  /** Thanks that the keypad was told: one for each counted press. */
  thanks(): number
  close(): Promise<void>
}

/** Sends a command as a page would; the demo cannot go on after a refusal. */
const command = async <M extends Method>(
  app: App,
  session: string,
  method: M,
  input: Input<M>,
): Promise<void> => {
  const reply = await app.request(session, method, input)
  if (!reply.ok) throw new Error(`demo: ${method}: ${reply.error.message}`)
}

export const startCounter = async (setup: CounterSetup): Promise<Result<DemoCounter>> => {
  const profiles = loadProfiles([`${setup.resources}/profiles`])
  if (!profiles.ok) return profiles
  const profile = profiles.value.get(setup.profile)
  if (!profile)
    return fail('profile/unknown', { profile: setup.profile, known: [...profiles.value.keys()].join(' ') })
  const pad = await startEmulator({ profile, on: setup.on, clock: systemClock })
  if (!pad.ok) return pad
  const started = await startApp({
    dir: setup.dir,
    clock: systemClock,
    practice: false,
    resources: setup.resources,
    http: fetchHttp,
    report: (error, where) => console.error(where, error),
    host: {
      kind: 'cli',
      capabilities: { globalHotkeys: 'none', bar: 'page', tray: false, alwaysOnTop: false },
      ...PAGE_HOTKEYS,
      show: () => {},
      switchPractice: () => {},
      reopen: () => {},
    },
  })
  if (!started.ok) {
    await pad.value.stop()
    return started
  }
  const app = started.value
  await install(app, setup, pad.value.port)
  const session = app.openSession()
  const { number, password } = setup.clerk
  await command(app, session, 'session.sign-in', { number, password })
  const told = commandCounter(pad.value)
  const state = () => app.parts.counter.state()

  return {
    ok: true,
    value: {
      app,
      keypad: pad.value.port,
      thanks: () => told.count('thanks'),
      serve: async (count, before) => {
        const wrong: string[] = []
        for (let index = 0; index < count; index += 1) {
          const citizen = CITIZENS[index % CITIZENS.length]
          const level = LEVELS_GIVEN[index % LEVELS_GIVEN.length]
          if (!citizen || !level) continue
          await before(index)
          await until('the keypad', () => app.parts.keypad.view().state === 'online')
          await command(app, session, 'counter.next', {})
          const matter = state().matter?.id
          const presses = pressesFrom(app.parts.log)
          const scene: Scene = {
            pad: pad.value,
            level,
            told: (what) => told.next(what),
            ask: () => command(app, session, 'counter.next', {}),
            closed: () => until('the end of the matter', () => state().matter?.id !== matter),
            logged: (more) => until('a press in the log', () => presses() >= more),
          }
          await citizen.act(scene)
          const row = app.parts.log.today(setup.clerk.number, 0).matters.find(({ id }) => id === matter)
          if (citizen.outcome && row?.outcome !== citizen.outcome)
            wrong.push(`${setup.station}: ${citizen.name}`)
        }
        await command(app, session, 'session.sign-out', {})
        return wrong
      },
      close: async () => {
        await app.stop('demo')
        await pad.value.stop()
      },
    },
  }
}

/** What a technician does once: keypad and hall. */
const install = async (app: App, setup: CounterSetup, port: string): Promise<void> => {
  const session = app.openSession()
  const role: Installer = 'technician'
  const password = app.parts.installers.firstPasswords()?.[role] ?? ''
  await command(app, session, 'session.role', { role, password })
  const settings = settingsOf(app.parts.settings.config())
  await command(app, session, 'config.set', { ...settings, station: setup.station })
  await command(app, session, 'device.connect', { port, profile: setup.profile, address: null })
  await command(app, session, 'hall.enrol', setup.hall)
  await until('the roster', () => app.parts.settings.roster().staff.length > 0)
}

/** @returns how many presses came into the log since this was called. */
const pressesFrom = (log: App['parts']['log']): (() => number) => {
  const from = log.head().seq + 1
  return () =>
    log.entries(from, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).filter(({ body }) => {
      const parsed = parseBody(body)
      return parsed.ok && isKind(parsed.entry, 'key.pressed')
    }).length
}

/** Counts what the keypad was told, and lets a citizen wait for the next time. */
const commandCounter = (pad: Emulator) => {
  const counts = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()
  pad.onCommand((what) => {
    counts.set(what, (counts.get(what) ?? 0) + 1)
    for (const wake of waiting.get(what) ?? []) wake()
    waiting.delete(what)
  })
  return {
    count: (what: string) => counts.get(what) ?? 0,
    next: (what: string) =>
      new Promise<void>((resolve) => {
        waiting.set(what, [...(waiting.get(what) ?? []), resolve])
      }),
  }
}
