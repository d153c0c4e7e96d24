/** Wires the parts to each other. Nothing is opened here; the pieces call back into `parts` only later. */
import { restore } from '../counter/restore.ts'
import { signedOut } from '../counter/state.ts'
import { createAttempts } from '../keys/attempts.ts'
import { uuidV7 } from '../keys/uuid.ts'
import { DISPLAY } from '../shared/display.ts'
import { CONSULTATION } from '../shared/people.ts'
import { ok } from '../shared/result.ts'
import type { AppOptions } from './app.ts'
import { clockTrouble, contactRecorder } from './clock-watch.ts'
import { createCounterRunner } from './counter-runner.ts'
import { createDeliverer } from './deliverer.ts'
import { createDisplay } from './display/display.ts'
import { tabletDoors } from './display/tablet-doors.ts'
import { keepTablet } from './display/tablet-keeper.ts'
import { composeHotkeys } from './hotkeys/compose.ts'
import { createHub } from './hub.ts'
import { openFavourites } from './items/favourites.ts'
import { createItemFinder } from './items/item-finder.ts'
import { usualItems } from './items/usual-item.ts'
import { createKeypad } from './keypad.ts'
import { composeKeypadTools } from './keypad-tools.ts'
import { createUploads } from './lists/uploads.ts'
import { composeLogCare } from './log/care.ts'
import { createOffer } from './offer/offer.ts'
import { type OpenFolder, readProfiles } from './open-folder.ts'
import type { Parts } from './parts.ts'
import { createTasks } from './practice/tasks.ts'
import { createProgramDoors } from './programs/doors.ts'
import { createLauncher } from './programs/launcher.ts'
import { storedReference } from './programs/reference.ts'
import { startPlan } from './programs/start.ts'
import { rosterBook } from './roster.ts'
import { rememberRefusals } from './session/refusals.ts'
import { createSessions } from './session/sessions.ts'
import { createStamps } from './stamps.ts'
import { sectionView } from './views.ts'

/** @returns the running parts of what `opened` holds. */
export const compose = (options: AppOptions, opened: OpenFolder): Parts => {
  const { clock, host } = options
  const { log, settings } = opened
  const { profileFault: firstFault, mac, programBook, ...folder } = opened
  const profiles = new Map(folder.profiles)
  let profileFault = firstFault
  const roster = rosterBook(settings.roster)
  const items = createItemFinder({
    items: roster.items,
    favourites: openFavourites(options.dir),
    recent: log.recentItems,
  })
  const { stamp, byRole } = createStamps(clock, () => counter.state().shift?.staff.number ?? null)

  const attempts = createAttempts(clock)
  rememberRefusals(log, attempts, clock.now())
  const stored = (given: string) => storedReference(given, settings.roster().policy.references, mac)

  const hub = createHub({
    roles: (session) => sessions.roles(session),
    view: (section, roles) => sectionView(parts, section, roles),
  })
  const sessions = createSessions(clock, () => {
    hub.changed('host', 'counter', 'today')
    hotkeyTests.look()
  })
  const work = log.openWork()
  const usual = usualItems(() => counter.state().shift?.id ?? null, log.usualItem)
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
      usualItem: usual,
      recorded: (id) => {
        const row = log.matter(id)
        return row && { ...row, item: row.item.code }
      },
    }),
    storedReference: stored,
    pad: (moment) => {
      const staff = counter.state().shift?.staff
      const clerk = staff ? { ...staff, stars: roster.staff(staff.number)?.stars ?? null } : null
      void keypad.perform(moment, { clerk, language: settings.config().language })
    },
    // After the pages have been told: signing and sending are not in the clerk's way.
    deliver: () => void clock.after(0, () => deliverer.deliverNow()),
    recorded: () => hub.changed('delivery'),
    changed: () => {
      // The clerk needs the pad, and the day's bytes are levels.
      if (counter.state().shift) void loan.end({ code: 'pad/shift-open' })
      hub.changed('counter', 'today', 'host', ...displaySection())
      hotkeyTests.look()
      programs.stateChanged()
    },
  })
  const { hotkeys, hotkeyTests } = composeHotkeys({
    ...options,
    settings,
    shiftOpen: () => counter.state().shift !== null,
    roles: (session) => sessions.roles(session),
    changed: () => hub.changed('host'),
  })
  const keypad = createKeypad({
    clock,
    profiles,
    onPress: (press) => counter.run({ type: 'press', press }).ok,
    onOnline: (port, profile, identity) => {
      const known = identity && `${identity.by}:${identity.value}`
      counter.record({ kind: 'device.online', ...stamp(), port, profile, identity: known })
      counter.run({ type: 'pad', online: true })
    },
    onLost: (port, why) => {
      counter.record({ kind: 'device.lost', ...stamp(), port, why })
      counter.run({ type: 'pad', online: display.online() })
    },
    onLearnt: (learnt) => {
      const set = settings.config().keypad
      const same =
        set?.port === learnt.port && set.profile === learnt.profile && set.address === learnt.address
      if (same && set.identity === undefined) storeKeypad(learnt)
    },
    changed: () => hub.changed('pad'),
  })
  const display = createDisplay({
    clock,
    state: counter.state,
    practice: opened.practice !== null,
    policy: () => settings.roster().policy,
    settings: settings.config,
    hasKeypad: () => settings.config().keypad !== null,
    staff: roster.staff,
    onPress: (press) => counter.run({ type: 'press', press }),
    onOnline: () => {
      counter.record({ kind: 'device.online', ...stamp(), port: DISPLAY, profile: DISPLAY, identity: null })
      counter.run({ type: 'pad', online: true })
    },
    onLost: (why) => {
      counter.record({ kind: 'device.lost', ...stamp(), port: DISPLAY, why })
      counter.run({ type: 'pad', online: keypad.view().state === 'online' })
    },
    changed: () => hub.changed('pad', ...displaySection()),
  })
  /** Nobody is told of the customer's screen where there is none. */
  const displaySection = () => (display.here() || opened.practice ? (['display'] as const) : [])
  const storeKeypad: Parts['storeKeypad'] = (chosen) => {
    const saved = settings.saveConfig({ ...settings.config(), keypad: chosen })
    if (!saved.ok) return saved
    counter.record({ kind: 'config.changed', ...byRole(), role: 'technician', what: ['keypad'] })
    display.settle()
    hub.changed('host', 'pad')
    return ok(undefined)
  }
  const tools = composeKeypadTools({
    ...{ options, keypad, profiles, settings, storeKeypad },
    shiftOpen: () => counter.state().shift !== null,
    reloadProfiles: () => parts.reloadProfiles(),
  })
  const { loan } = tools
  const deliverer = createDeliverer({
    log,
    clock,
    settings,
    http: options.http,
    changed: () => hub.changed('delivery'),
    onRoster: () => {
      // The policy may have brought another time for the lock.
      counter.run({ type: 'tick' })
      display.settle()
      hub.changed('host', 'counter', 'today')
    },
    onContact: contactRecorder((offsetMs) =>
      counter.record({ kind: 'clock.observed', ...stamp(), source: 'hall', offsetMs }),
    ),
    onIncident: (code, detail) => counter.record({ kind: 'incident', ...stamp(), code, detail }),
    onEnrolled: (enrolment) => {
      const { url, counter: name, hallKey } = enrolment
      const { series, epoch } = log.sealKey()
      const seals = { series, epoch }
      counter.record({ kind: 'log.enrolled', ...byRole(), hall: url, counter: name, hallKey, seals })
    },
  })

  const programs = createProgramDoors({
    book: programBook,
    clock,
    dir: options.dir,
    language: () => settings.config().language,
    report: options.report,
  })
  const launcher = createLauncher({
    clock,
    settings: () => programBook.settings().launch,
    values: () => {
      const { matter, shift } = counter.state()
      if (!matter || !shift) return null
      return {
        item: matter.item.code,
        reference: matter.reference ?? '',
        station: settings.config().station,
        staff: shift.staff.number,
      }
    },
    start: options.startPlan ?? startPlan,
    changed: () => hub.changed('host'),
    report: options.report,
  })

  const care = composeLogCare({
    ...{ options, log, settings, stamp, practice: opened.practice !== null },
    signedOut: () => counter.state().shift === null,
    record: counter.record,
    atRest: () => counter.state().shift === null || counter.state().matter === null,
    changed: () => hub.changed('host'),
  })
  const parts: Parts = {
    ...folder,
    dir: options.dir,
    resources: options.resources,
    clock,
    host,
    ...care,
    offer: createOffer({
      ...{ dir: options.dir, clock, log, settings, record: counter.record, stamp: byRole },
      report: options.report,
    }),
    roster,
    items,
    uploads: createUploads(clock),
    sessions,
    counter,
    keypad,
    ...tools,
    storeKeypad,
    profiles,
    reloadProfiles: () => {
      const read = readProfiles(options)
      profileFault = read.ok ? null : read.error
      hub.changed('host')
      if (!read.ok) return read
      profiles.clear()
      for (const [name, profile] of read.value) profiles.set(name, profile)
      return ok(undefined)
    },
    deliverer,
    hub,
    attempts,
    usualItem: usual,
    tasks:
      opened.practice &&
      createTasks({
        dir: options.dir,
        clock,
        log,
        practice: opened.practice,
        staff: () => counter.state().shift?.staff ?? null,
        nameOf: (number) => staffOf(number).name,
        deliver: () => deliverer.deliverNow(),
      }),
    display,
    tablet: keepTablet({
      dir: options.dir,
      clock,
      pages: options.pages ?? null,
      doors: tabletDoors(() => parts),
    }),
    programs,
    launcher,
    storedReference: stored,
    stamp,
    byRole,
    hotkeys,
    hotkeyTests,
    report: options.report,
    trouble: () =>
      counter.trouble() ??
      care.space.trouble() ??
      care.backups?.trouble() ??
      clockTrouble(clock.now()) ??
      profileFault ??
      hotkeys.fault() ??
      launcher.trouble() ??
      // What this start found of the log is told to people as long as the program runs: an entry alone reaches nobody.
      log.findings[0] ??
      null,
  }
  return parts
}
