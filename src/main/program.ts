/** The running program as hosts see it: one app that may be exchanged for another (practice on and off). */
import { join } from 'node:path'
import { ok, type Result } from '../shared/result.ts'
import type { Push } from '../shared/views.ts'
import { type App, type AppOptions, REOPEN, startApp } from './app.ts'
import type { Doors } from './browser/server.ts'
import type { Host } from './parts.ts'
import type { Unseen } from './session/installers.ts'

export interface Program extends Doors {
  app(): App
  /** The session of the window on the second screen: a customer's screen and nothing else. */
  displaySession(): string
  stop(why: string): Promise<void>
}

export interface ProgramOptions extends Omit<AppOptions, 'host'> {
  host: Omit<Host, 'switchPractice' | 'reopen'>
  /** Called after the app was exchanged. */
  onSwitch?: () => void
}

/** The one session of whoever shows the door's token; no page can have this name. */
const PROGRAM = 'program'
/** The log is opened again at most so often, and what cannot be opened is tried again so soon, ms. */
const REOPEN_MS = 10 * 60_000
const RETRY_MS = 5_000
/** That of the window on the second screen, likewise. */
const DISPLAY = 'display'

/** Sessions of pages outlive an exchange of the app: the page keeps its cookie and loses its roles. */
export const startProgram = async (options: ProgramOptions): Promise<Result<Program>> => {
  const unseen: Unseen = new Map()
  const start = (practice: boolean) =>
    startApp({
      ...options,
      unseen,
      dir: practice ? join(options.dir, 'practice') : options.dir,
      practice,
      host: {
        ...options.host,
        switchPractice: (on) => void exchange(on),
        reopen: () => reopen(),
      },
    })

  const listeners = new Set<{ page: string; listener: (push: Push | null) => void; leave: () => void }>()
  /** Page session → session of the present app. */
  const pages = new Map<string, string>()

  const first = await start(options.practice)
  if (!first.ok) return first
  let app = first.value
  let exchanging: Promise<void> | null = null

  const sessionOf = (page: string): string => {
    const known = pages.get(page)
    if (known !== undefined && app.parts.sessions.known(known)) return known
    const fresh = page === DISPLAY ? app.openDisplay() : app.openSession()
    pages.set(page, fresh)
    if (page === PROGRAM) app.parts.sessions.grant(fresh, 'program', null)
    return fresh
  }
  const openSession = () => {
    const page = app.openSession()
    pages.set(page, page)
    return page
  }
  const follow = (entry: { page: string; listener: (push: Push | null) => void; leave: () => void }) => {
    entry.leave = app.subscribe(sessionOf(entry.page), entry.listener)
  }

  const take = (next: App) => {
    app = next
    for (const entry of listeners) {
      entry.leave()
      follow(entry)
      entry.listener(null)
    }
    options.onSwitch?.()
  }
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    exchanging ??= work().finally(() => {
      exchanging = null
    })
    return exchanging
  }
  const exchange = (practice: boolean) =>
    inTurn(async () => {
      await app.stop('practice')
      const next = await start(practice)
      // Practice that cannot start must not leave the counter without a program: the real one comes back.
      const back = next.ok ? next : await start(!practice)
      if (!next.ok) options.report(next.error, 'practice')
      if (back.ok) take(back.value)
      else options.report(back.error, 'start')
    })

  const { clock } = options
  let reopenedAt = Number.NEGATIVE_INFINITY
  let cancelReopen = () => {}
  const again = (after: number) => {
    cancelReopen()
    cancelReopen = clock.after(after, () => {
      reopenedAt = clock.mono()
      void inTurn(async () => {
        const practice = app.parts.practice !== null
        await app.stop(REOPEN)
        const next = await start(practice)
        if (next.ok) return take(next.value)
        options.report(next.error, 'reopen')
        again(RETRY_MS)
      })
    })
  }
  /** Whatever takes the log away again is said meanwhile, and ratings are confirmed from the side file. */
  const reopen = () => again(Math.max(0, reopenedAt + REOPEN_MS - clock.mono()))

  return ok({
    app: () => app,
    openSession,
    known: (page) => page !== PROGRAM && page !== DISPLAY && pages.has(page),
    displaySession: () => DISPLAY,
    programSession: () => PROGRAM,
    request: (page, method, input) => app.request(sessionOf(page), method, input),
    subscribe: (page, listener) => {
      const entry = { page, listener, leave: () => {} }
      listeners.add(entry)
      follow(entry)
      return () => {
        listeners.delete(entry)
        entry.leave()
        // Whoever closes the page has left: the next one at this browser asks for the password again.
        if (![...listeners].some((other) => other.page === page)) app.leave(sessionOf(page))
      }
    },
    stop: async (why) => {
      await exchanging
      cancelReopen()
      await app.stop(why)
    },
  })
}
