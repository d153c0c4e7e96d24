/**
 * The program: opens the data folder, puts the parts together, and is the same under every host. Bytes come in at the
 * keypad, presses go to the counter, entries to the log, from there to the hall and, as views, to the pages.
 */
import { join } from 'node:path'
import { noteDamage } from '../db/recover/damage-note.ts'
import { guarded } from '../db/sqlite.ts'
import type { Clock } from '../shared/clock.ts'
import { sentence } from '../shared/errors.ts'
import { type Fault, ok, type Result } from '../shared/result.ts'
import type { Push } from '../shared/views.ts'
import type { Reply } from '../shared/wire.ts'
import type { Http } from '../sync/http.ts'
import { watchClock } from './clock-watch.ts'
import { answer } from './commands.ts'
import { compose } from './compose.ts'
import { openDisplay } from './display/tablet-doors.ts'
import { watchHands } from './hands.ts'
import type { BackUp } from './log/backups.ts'
import type { LogChecks } from './log/log-watch.ts'
import { openFolder } from './open-folder.ts'
import type { Host, Parts } from './parts.ts'
import type { Start } from './programs/start.ts'
import { installerSchema, type Unseen } from './session/installers.ts'
import { VERSION } from './version.ts'
import { within } from './within.ts'

/** Why an app stops that is started again at once on the same folder. */
export const REOPEN = 'reopen'

export interface App {
  readonly dir: string
  readonly boot: string
  readonly parts: Parts
  /** Opens a session without roles for a page. */
  openSession(): string
  /** Opens the session of a customer's screen, which only the program itself may do. */
  openDisplay(): string
  request(session: string, method: string, input: unknown): Promise<Reply>
  subscribe(session: string, listener: (push: Push) => void): () => void
  /** The last page of a session was closed: the technician's and the IT role end. */
  leave(session: string): void
  /** The PC is about to sleep, or awake again. */
  sleep(asleep: boolean): void
  /** Closes everything in order: keypad, delivery, log, lock. */
  stop(why: string): Promise<void>
}

export interface AppOptions {
  dir: string
  clock: Clock
  host: Host
  http: Http
  /** Folder with profiles/ and sample/. */
  resources: string
  /** Folder of the built pages, for the tablet; left out where there are none. */
  pages?: string | null
  practice: boolean
  /** Where first passwords are kept until they are written down. */
  unseen?: Unseen
  /** Starts what choosing an item starts; left out: really. */
  startPlan?: Start
  /** Makes a copy of the log; left out: on a worker; null: no copies, as in practice. */
  backUp?: BackUp | null
  /** Looks at the whole log in the background; left out: on a worker. */
  logChecks?: LogChecks
  /** Takes a line for the operating system's log; left out: the real one. */
  osLog?: (line: string) => void
  report: Parts['report']
}

/** How long a quit waits for the last entries to go out; what does not is delivered at the next start. */
const LAST_DELIVERY_MS = 2_000

/** Once: the log that goes on from a damaged one has every page that it needs. */
const startAnew = (options: AppOptions, fault: Fault): Promise<Result<App>> | Result<App> => {
  const noted = noteDamage(options.dir, String(fault.params?.['why'] ?? ''))
  return noted.ok ? startApp(options) : noted
}

/** Opens `dir` and starts. Every failure leaves the folder as it was, unlocked. */
export const startApp = async (options: AppOptions): Promise<Result<App>> => {
  const { dir, clock } = options
  const opened = await openFolder(options)
  if (!opened.ok) return opened
  const { close, ...folder } = opened.value
  // A page that the start did not look at may be among those that the views need.
  const composed = guarded(join(dir, 'log.db'), () => ok(compose(options, folder)))
  if (!composed.ok) {
    await close()
    return composed.error.code === 'data/damaged' ? startAnew(options, composed.error) : composed
  }
  const parts = composed.value
  const { counter, keypad, loan, deliverer, hub, sessions, settings, practice } = parts
  const { display, displayBook, tablet } = parts
  const watch = watchClock(clock, (offsetMs) =>
    counter.record({ kind: 'clock.observed', ...parts.stamp(), source: 'jump', offsetMs }),
  )
  const { untouchedMs } = options.host
  const leaveHands = untouchedMs
    ? watchHands({
        clock,
        untouchedMs,
        idleLockMs: () => settings.roster().policy.idleLockMs,
        active: () => counter.run({ type: 'active' }),
      })
    : () => {}

  const stop = async (why: string) => {
    watch.stop()
    leaveHands()
    parts.logWatch.stop()
    parts.sealing.stop()
    // The counter waits for the next start: the copy comes with its first hour.
    await parts.backups?.stop(why !== REOPEN)
    parts.space.stop()
    await tablet.stop()
    await parts.offer.stop()
    display.stop()
    parts.tasks?.stop()
    parts.hotkeys.stop()
    await parts.programs.stop()
    parts.uploads.drop()
    sessions.close()
    counter.stop()
    await loan.end(null)
    await keypad.stop()
    // An export that is ended is no entry; its half file goes.
    await parts.exports.end()
    parts.verifying.stop()
    parts.asides.stop()
    await parts.logPages.close()
    counter.record({ kind: 'app.stopped', ...parts.stamp(), why })
    parts.sealing.now()
    deliverer.deliverNow()
    await within(clock, LAST_DELIVERY_MS, deliverer.idle())
    await deliverer.stop()
    await close()
  }

  const { kind } = options.host
  const started = counter.record({ kind: 'app.started', ...parts.stamp(), version: VERSION, host: kind })
  if (!started.ok) {
    await stop('start')
    return started
  }
  for (const fault of parts.log.findings) {
    counter.record({ kind: 'incident', ...parts.stamp(), code: fault.code, detail: sentence(fault) })
    options.report(fault, 'log')
  }
  if (counter.state().shift) counter.run({ type: 'lock', why: 'restart' })
  if (practice && !settings.enrolment()) {
    const enrolled = await deliverer.enrol(practice.hallUrl, practice.enrolmentCode())
    if (!enrolled.ok) {
      await stop('start')
      return enrolled
    }
  }
  const configured = await keypad.use(settings.config().keypad)
  // A profile that is gone must not keep the counter closed: the light says so and ratings wait for the pad.
  if (!configured.ok) options.report(configured.error, 'keypad')
  options.host.screen?.(displayBook.now().screen)
  void tablet.use(displayBook.now().tablet)
  // Where it cannot listen, it tries again, and the page says so.
  void parts.offer.use(practice ? null : settings.config().offer)
  parts.hotkeys.apply()
  const programs = parts.sessions.open()
  parts.sessions.grant(programs, 'program', null)
  await parts.programs.start((method, input) => answer(parts, programs, method, input))

  let stopping: Promise<void> | null = null
  return ok({
    dir,
    boot: parts.boot,
    parts,
    openSession: sessions.open,
    openDisplay: () => openDisplay(parts),
    request: async (session, method, input) =>
      stopping
        ? {
            ok: false,
            error: { code: 'request/not-ready', message: sentence({ code: 'request/not-ready' }) },
          }
        : answer(parts, session, method, input),
    subscribe: hub.subscribe,
    leave: (session) => {
      for (const role of installerSchema.options) sessions.revoke(session, role)
    },
    sleep: (asleep) => {
      counter.run({ type: asleep ? 'suspend' : 'awake' })
      if (asleep) {
        loan.sleep()
        return
      }
      loan.wake()
      parts.hotkeys.apply()
      deliverer.deliverNow()
    },
    stop: (why) => {
      stopping ??= stop(why)
      return stopping
    },
  })
}
