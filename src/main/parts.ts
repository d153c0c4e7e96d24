/** What the commands work on: the parts that app.ts puts together. */
import type { Log } from '../db/log/log.ts'
import type { Bridges } from '../device/detect/bridges.ts'
import type { Attempts } from '../keys/attempts.ts'
import type { Clock } from '../shared/clock.ts'
import type { Config } from '../shared/config.ts'
import type { Action } from '../shared/hotkeys/actions.ts'
import type { HotkeyPause, Reach } from '../shared/hotkeys/view.ts'
import type { Profile } from '../shared/profile.ts'
import type { Fault, Result } from '../shared/result.ts'
import type { HostView } from '../shared/views.ts'
import type { Captures } from './captures.ts'
import type { PadCheck } from './check.ts'
import type { CounterRunner } from './counter-runner.ts'
import type { Settings } from './data/settings.ts'
import type { Deliverer } from './deliverer.ts'
import type { Detection } from './detection.ts'
import type { DisplayBook } from './display/book.ts'
import type { Display } from './display/display.ts'
import type { TabletKeeper } from './display/tablet-keeper.ts'
import type { HotkeyKeeper } from './hotkeys/keeper.ts'
import type { HotkeyTests } from './hotkeys/tests.ts'
import type { Hub } from './hub.ts'
import type { ItemFinder } from './items/item-finder.ts'
import type { Keypad } from './keypad.ts'
import type { Learning } from './learning.ts'
import type { Uploads } from './lists/uploads.ts'
import type { Asides } from './log/aside.ts'
import type { Backups } from './log/backups.ts'
import type { Exports } from './log/exports.ts'
import type { Keeping } from './log/keeping.ts'
import type { LogWatch } from './log/log-watch.ts'
import type { LogPages } from './log/pages.ts'
import type { Sealing } from './log/sealing.ts'
import type { SpaceWatch } from './log/space-watch.ts'
import type { Verifying } from './log/verify.ts'
import type { Offer } from './offer/offer.ts'
import type { PortLoan } from './port-loan.ts'
import type { Tasks } from './practice/tasks.ts'
import type { Practice } from './practice.ts'
import type { ProgramDoors } from './programs/doors.ts'
import type { Launcher } from './programs/launcher.ts'
import type { RosterBook } from './roster.ts'
import type { Installers } from './session/installers.ts'
import type { Passwords } from './session/passwords.ts'
import type { Sessions } from './session/sessions.ts'
import type { Stamps } from './stamps.ts'
import type { WireMonitor } from './wire-monitor.ts'

/** A key that may be registered, as Electron writes it. */
export interface WantedKey {
  action: Action
  keys: string
}

/** What a host can do; it says so and pages never ask for its name. */
export interface Host {
  kind: 'electron' | 'browser' | 'cli'
  capabilities: HostView['capabilities']
  /** Registers these hotkeys in place of the present ones. @returns how far each reaches, in their order. */
  hotkeys(keys: readonly WantedKey[]): Reach[]
  /** No hotkey fires until `null` comes; then they are registered again. */
  hotkeysPaused(pause: HotkeyPause | null): void
  /** Brings the page to the front. */
  show(): void
  /** Shows or closes the window on the second screen; left out where there are no windows. */
  screen?(on: boolean): void
  /** Lets the bar have the focus while somebody types in it; left out where it is a page like any other. */
  typeInBar?(on: boolean): void
  /** ms since anybody last touched this PC's keyboard or mouse, in whatever program; left out where nobody can tell. */
  untouchedMs?(): number
  /** Starts the program again with or without practice, after the present answer has gone out. */
  switchPractice(on: boolean): void
  /** Starts the program again as it is, because its log is not what it was. */
  reopen(): void
}

export interface Parts extends Stamps {
  dir: string
  /** Folder of what ships: profiles/, export/ … */
  resources: string
  clock: Clock
  host: Host
  log: Log
  /** The log as hall IT reads it and takes it out, on workers. */
  logPages: LogPages
  exports: Exports
  /** Copies of the logs that were moved aside. */
  asides: Asides
  /** Whether the log is whole, when somebody asks. */
  verifying: Verifying
  /** The log as hall IT fetches it over the network. */
  offer: Offer
  keeping: Keeping
  settings: Settings
  roster: RosterBook
  items: ItemFinder
  uploads: Uploads
  profiles: ReadonlyMap<string, Profile>
  installers: Installers
  passwords: Passwords
  sessions: Sessions
  attempts: Attempts
  counter: CounterRunner
  keypad: Keypad
  check: PadCheck
  wire: WireMonitor
  captures: Captures
  loan: PortLoan
  /** What is known of USB bridges; a fault where that file is wrong. */
  bridges: Result<Bridges>
  detection: Detection
  learning: Learning
  /** The customer's screen, what is set up for it, and the tablet's page. */
  display: Display
  displayBook: DisplayBook
  tablet: TabletKeeper
  deliverer: Deliverer
  sealing: Sealing
  logWatch: LogWatch
  /** null in practice: nothing there is worth a copy. */
  backups: Backups | null
  space: SpaceWatch
  practice: Practice | null
  /** The guided tasks of practice; null outside it. */
  tasks: Tasks | null
  programs: ProgramDoors
  launcher: Launcher
  /** What a reference may be stored as, e.g. to find its matter; null for nothing. */
  storedReference(given: string): string | null
  hub: Hub
  /** Code of the item that this window does most; null: none yet. */
  usualItem(): string | null
  /** Keeps which keypad this counter has, and writes it down in the log. */
  storeKeypad(keypad: Config['keypad']): Result<void>
  /** Reads the profile files again. A file that is wrong is said, and the profiles stay as they were. */
  reloadProfiles(): Result<void>
  /** Random name of this start of the program. */
  boot: string
  hotkeys: HotkeyKeeper
  hotkeyTests: HotkeyTests
  /** Internals for the program log; never for a page. */
  report(error: unknown, where: string): void
  trouble(): Fault | null
}
