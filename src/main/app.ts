/**
 * The program: opens the data folder, puts the parts together, and is the same under every host. Bytes come in at the
 * keypad, presses go to the counter, entries to the log, from there to the hall and, as views, to the pages.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { restore } from '../counter/restore.ts'
import { signedOut } from '../counter/state.ts'
import { takeLock } from '../db/lock.ts'
import { openLog } from '../db/log/log.ts'
import { prepareFolder } from '../db/open-folder.ts'
import { loadProfiles } from '../device/profiles/load.ts'
import { createAttempts } from '../keys/attempts.ts'
import { uuidV7 } from '../keys/uuid.ts'
import type { Clock } from '../shared/clock.ts'
import { CONSULTATION } from '../shared/people.ts'
import { ok, type Result } from '../shared/result.ts'
import type { Push } from '../shared/views.ts'
import type { Reply } from '../shared/wire.ts'
import type { Http } from '../sync/http.ts'
import { clockTrouble, watchClock } from './clock-watch.ts'
import { answer } from './commands.ts'
import { createCounterRunner } from './counter-runner.ts'
import { openSettings, type Settings } from './data/settings.ts'
import { createDeliverer } from './deliverer.ts'
import { createHub } from './hub.ts'
import { createKeypad } from './keypad.ts'
import type { Host, Parts } from './parts.ts'
import { type Practice, startPractice } from './practice.ts'
import { rosterBook } from './roster.ts'
import { openInstallers } from './session/installers.ts'
import { createSessions } from './session/sessions.ts'
import { VERSION } from './version.ts'
import { sectionView } from './views.ts'

export interface App {
  readonly dir: string
  readonly boot: string
  readonly parts: Parts
  /** Opens a session without roles for a page. */
  openSession(): string
  request(session: string, method: string, input: unknown): Promise<Reply>
  subscribe(session: string, listener: (push: Push) => void): () => void
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
  practice: boolean
  report: Parts['report']
}

/** How long a quit waits for the last entries to go out; what does not is delivered at the next start. */
const LAST_DELIVERY_MS = 2_000

/** Opens `dir` and starts. Every failure leaves the folder as it was, unlocked. */
export const startApp = async (options: AppOptions): Promise<Result<App>> => {
  const { dir, clock } = options
  const boot = randomBytes(8).toString('hex')
  const opened: (() => unknown)[] = []
  const giveUp = async <T extends { ok: false }>(failure: T): Promise<T> => {
    for (const close of opened.reverse()) await close()
    return failure
  }

  const folder = prepareFolder(dir)
  if (!folder.ok) return folder
  const lock = takeLock(dir)
  if (!lock.ok) return lock
  opened.push(lock.value.release)
  const settings = openSettings(dir)
  if (!settings.ok) return giveUp(settings)
  const installers = await openInstallers(dir)
  if (!installers.ok) return giveUp(installers)
  const profiles = loadProfiles([join(options.resources, 'profiles'), join(dir, 'profiles')])
  if (!profiles.ok) return giveUp(profiles)
  const log = openLog({ dir, clock, boot, station: settings.value.config().station, newId: uuidV7 })
  if (!log.ok) return giveUp(log)
  opened.push(() => log.value.close())
  const practice = options.practice
    ? await startPractice({
        dir,
        clock,
        version: VERSION,
        profile: profiles.value.get('ff68'),
        samples: join(options.resources, 'sample'),
      })
    : ok(null)
  if (!practice.ok) return giveUp(practice)
  if (practice.value) {
    opened.push(practice.value.stop)
    const settled = settlePractice(settings.value, practice.value)
    if (!settled.ok) return giveUp(settled)
  }

  const parts = compose(options, {
    boot,
    log: log.value,
    settings: settings.value,
    installers: installers.value,
    profiles: profiles.value,
    practice: practice.value,
  })
  const { counter, keypad, deliverer, hub, sessions } = parts
  const watch = watchClock(clock, (offsetMs) =>
    counter.record({ kind: 'clock.observed', ...parts.stamp(), source: 'jump', offsetMs }),
  )

  const started = counter.record({
    kind: 'app.started',
    ...parts.stamp(),
    version: VERSION,
    host: options.host.kind,
  })
  if (!started.ok) return giveUp({ ok: false, error: started.error })
  const { shift } = counter.state()
  if (shift) counter.run({ type: 'lock', why: 'restart' })
  if (practice.value && !settings.value.enrolment()) {
    const enrolled = await deliverer.enrol(practice.value.hallUrl, practice.value.enrolmentCode())
    if (!enrolled.ok) return giveUp(enrolled)
  }
  const configured = await keypad.use(settings.value.config().keypad)
  // A profile that is gone must not keep the counter closed: the light says so and ratings wait for the pad.
  if (!configured.ok) options.report(configured.error, 'keypad')
  parts.applyHotkeys()

  let stopping: Promise<void> | null = null
  const stop = async (why: string) => {
    watch.stop()
    sessions.close()
    counter.stop()
    await keypad.stop()
    counter.record({ kind: 'app.stopped', ...parts.stamp(), why })
    deliverer.deliverNow()
    await Promise.race([deliverer.idle(), new Promise<void>((late) => clock.after(LAST_DELIVERY_MS, late))])
    await deliverer.stop()
    await practice.value?.stop()
    log.value.close()
    lock.value.release()
  }

  return ok({
    dir,
    boot,
    parts,
    openSession: sessions.open,
    request: async (session, method, input) =>
      stopping
        ? { ok: false, error: { code: 'request/not-ready', message: '' } }
        : answer(parts, session, method, input),
    subscribe: hub.subscribe,
    sleep: (asleep) => {
      counter.run({ type: asleep ? 'suspend' : 'awake' })
      if (!asleep) {
        parts.applyHotkeys()
        deliverer.deliverNow()
      }
    },
    stop: (why) => {
      stopping ??= stop(why)
      return stopping
    },
  })
}

type Opened = Pick<Parts, 'boot' | 'log' | 'settings' | 'installers' | 'profiles' | 'practice'>

/** Wires the parts to each other. Nothing is opened here; the pieces call back into `parts` only later. */
const compose = (options: AppOptions, opened: Opened): Parts => {
  const { clock, host } = options
  const { log, settings } = opened
  const roster = rosterBook(settings.roster)
  const hotkeys: { now: ReturnType<Parts['hotkeys']> } = { now: [] }
  const stamp = () => ({
    at: clock.now(),
    mono: clock.mono(),
    by: counter.state().shift?.staff.number ?? null,
  })

  const hub = createHub({
    roles: (session) => sessions.roles(session),
    view: (section, roles) => sectionView(parts, section, roles),
  })
  const sessions = createSessions(clock, () => hub.changed('host', 'counter', 'today'))
  const work = log.openWork()
  const staffOf = (number: string) => ({ number, name: roster.staff(number)?.name ?? number })
  const counter = createCounterRunner({
    log,
    clock,
    initial: work
      ? restore(
          { ...work, shift: { ...work.shift, staff: staffOf(work.shift.staff) } },
          { at: clock.now(), mono: clock.mono() },
          roster.item,
        )
      : signedOut(),
    context: () => ({
      newId: () => uuidV7(clock.now()),
      policy: settings.roster().policy,
      items: roster.item,
      defaultItem: CONSULTATION,
    }),
    pad: (command) => void keypad.send(command),
    // After the pages have been told: signing and sending are not in the clerk's way.
    deliver: () => void clock.after(0, () => deliverer.deliverNow()),
    recorded: () => hub.changed('delivery'),
    changed: () => hub.changed('counter', 'today', 'host'),
  })
  const keypad = createKeypad({
    clock,
    profiles: opened.profiles,
    onPress: (press) => counter.run({ type: 'press', press }).ok,
    onOnline: (port, profile) => {
      counter.record({ kind: 'device.online', ...stamp(), port, profile, identity: null })
      counter.run({ type: 'pad', online: true })
    },
    onLost: (port, why) => {
      counter.record({ kind: 'device.lost', ...stamp(), port, why })
      counter.run({ type: 'pad', online: false })
    },
    changed: () => hub.changed('pad'),
  })
  const deliverer = createDeliverer({
    log,
    clock,
    settings,
    http: options.http,
    changed: () => hub.changed('delivery'),
    onRoster: () => hub.changed('host', 'counter', 'today'),
    onContact: contactRecorder((offsetMs) =>
      counter.record({ kind: 'clock.observed', ...stamp(), source: 'hall', offsetMs }),
    ),
    onIncident: (code, detail) => counter.record({ kind: 'incident', ...stamp(), code, detail }),
    onEnrolled: (enrolment) => {
      const { url, counter: name, hallKey } = enrolment
      counter.record({ kind: 'log.enrolled', ...stamp(), hall: url, counter: name, hallKey })
    },
  })

  const parts: Parts = {
    ...opened,
    dir: options.dir,
    clock,
    host,
    roster,
    sessions,
    counter,
    keypad,
    deliverer,
    hub,
    attempts: createAttempts(clock),
    stamp,
    hotkeys: () => hotkeys.now,
    applyHotkeys: () => {
      const wanted = settings.config().hotkeys
      const keys = (['next', 'unrated', 'show'] as const).map((action) => ({
        action,
        keys: wanted[action],
        reach: 'page' as const,
      }))
      hotkeys.now = host.hotkeys(keys)
      hub.changed('host')
    },
    report: options.report,
    trouble: () => counter.trouble() ?? clockTrouble(clock.now()),
  }
  return parts
}

/** The hall's clock is worth an entry when the offset moved by more than this. */
const OFFSET_MS = 2_000

const contactRecorder = (record: (offsetMs: number) => void) => {
  let last: number | null = null
  return (offsetMs: number) => {
    if (last !== null && Math.abs(offsetMs - last) <= OFFSET_MS) return
    last = offsetMs
    record(Math.round(offsetMs))
  }
}

/** Points the practice folder at its emulated keypad and its hall, which have new ports at every start. */
const settlePractice = (settings: Settings, practice: Practice): Result<void> => {
  const keypad = { port: practice.emulator.port, profile: 'ff68', address: null }
  const saved = settings.saveConfig({ ...settings.config(), keypad })
  const enrolment = settings.enrolment()
  return saved.ok && enrolment ? settings.saveEnrolment({ ...enrolment, url: practice.hallUrl }) : saved
}
