import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { makeVerifier } from '../../src/keys/password.ts'
import { type App, type AppOptions, startApp } from '../../src/main/app.ts'
import { systemClock } from '../../src/main/clock.ts'
import { PAGE_HOTKEYS } from '../../src/main/hotkeys/page-keys.ts'
import type { Host } from '../../src/main/parts.ts'
import { DEFAULT_POLICY, type Roster } from '../../src/shared/people.ts'
import type { Result } from '../../src/shared/result.ts'
import { fetchHttp } from '../../src/sync/http.ts'
import { tempDir } from './temp-dir.ts'

const root = join(import.meta.dirname, '..', '..')

export const testHost: Host = {
  kind: 'cli',
  capabilities: { globalHotkeys: 'none', bar: 'page', tray: false, alwaysOnTop: false },
  ...PAGE_HOTKEYS,
  show: () => {},
  switchPractice: () => {},
  reopen: () => {},
}

export const CLERKS = [
  { number: '1001', name: '张甲', password: 'apple-pear' },
  { number: '1002', name: '李乙', password: 'plum-peach' },
] as const

/** scrypt is slow on purpose: once for all tests of a file. */
const verifiers = Promise.all(CLERKS.map(({ password }) => makeVerifier(password)))

/** A roster with two clerks and two items. */
export const testRoster = async (): Promise<Roster> => ({
  staff: (await verifiers).map((verifier, index) => ({
    number: CLERKS[index]?.number ?? '',
    name: CLERKS[index]?.name ?? '',
    verifier,
    first: false,
  })),
  items: [
    { code: 'A01', name: '增值税申报', limitMs: 900_000, weight: 1 },
    { code: 'B02', name: '发票代开', limitMs: null, weight: 1 },
  ],
  policy: DEFAULT_POLICY,
})

export interface Settings extends Partial<Omit<AppOptions, 'dir'>> {
  dir?: string
  /** null: the hall has given no list yet. */
  roster?: Roster | null
}

/** A check that is still running. */
const never = () => new Promise<never>(() => {})

export const tryApp = async (settings: Settings = {}): Promise<Result<App> & { dir: string }> => {
  const dir = settings.dir ?? tempDir()
  const roster = settings.roster === undefined ? await testRoster() : settings.roster
  if (roster) writeFileSync(join(dir, 'roster.json'), JSON.stringify(roster))
  const started = await startApp({
    // Copies and the system's log are the subject of their own tests.
    ...{ backUp: null, osLog: () => {}, logChecks: { pages: never, entries: never } },
    clock: systemClock,
    host: testHost,
    http: fetchHttp,
    resources: join(root, 'resources'),
    practice: false,
    report: (error, where) => console.error(where, error),
    ...settings,
    dir,
  })
  if (started.ok) onTestFinished(() => started.value.stop('test'))
  return { ...started, dir }
}

/** A running app on its own folder, with a clerk who may sign in. */
export const testApp = async (settings: Settings = {}): Promise<App> => {
  const started = await tryApp(settings)
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value
}

/** The reply's code, or `ok`. */
export const ask = async (
  app: App,
  session: string,
  method: string,
  input: unknown = {},
): Promise<string> => {
  const reply = await app.request(session, method, input)
  return reply.ok ? 'ok' : reply.error.code
}

/** Opens a session and signs the first clerk in. */
export const signedIn = async (app: App): Promise<string> => {
  const session = app.openSession()
  const { number, password } = CLERKS[0]
  const reply = await ask(app, session, 'session.sign-in', { number, password })
  if (reply !== 'ok') throw new Error(reply)
  return session
}

/** The bodies of the app's log, parsed. */
export const logged = (app: App, kind?: string): Record<string, unknown>[] =>
  app.parts.log
    .entries(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
    .filter((entry) => kind === undefined || entry['kind'] === kind)
