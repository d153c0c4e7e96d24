/** Opens everything that a data folder holds, in the one order in which each failure leaves the rest untouched. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { takeLock } from '../db/lock.ts'
import { openLog } from '../db/log/open.ts'
import { prepareFolder } from '../db/open-folder.ts'
import { loadProfiles } from '../device/profiles/load.ts'
import { uuidV7 } from '../keys/uuid.ts'
import { type Fault, ok, type Result } from '../shared/result.ts'
import type { AppOptions } from './app.ts'
import { openSettings, type Settings } from './data/settings.ts'
import { openDisplayBook } from './display/book.ts'
import { giveUpReserve, keepReserve } from './log/reserve.ts'
import { sealLine } from './log/sealing.ts'
import { freeBytes } from './log/space-watch.ts'
import { createOsLog } from './os-log.ts'
import type { Parts } from './parts.ts'
import { type Practice, startPractice } from './practice.ts'
import { openProgramBook, type ProgramBook } from './programs/programs.ts'
import type { Mac } from './programs/reference.ts'
import { openReferenceMac } from './programs/reference-key.ts'
import { openInstallers } from './session/installers.ts'
import { openPasswords } from './session/passwords.ts'
import { VERSION } from './version.ts'

export type OpenFolder = Pick<
  Parts,
  'boot' | 'log' | 'settings' | 'installers' | 'passwords' | 'profiles' | 'practice' | 'displayBook'
> & {
  programBook: ProgramBook
  /** Hashes what must not be stored. */
  mac: Mac
  /** What is wrong with the site's own profile files, or null. */
  profileFault: Fault | null
}

/** The profiles that ship and the site's own, from the disk as it is now. */
export const readProfiles = ({ resources, dir }: Pick<AppOptions, 'resources' | 'dir'>) =>
  loadProfiles([join(resources, 'profiles'), join(dir, 'profiles')])

/** The data folder, with room to start on a full disk too. */
const roomFor = (dir: string): Result<void> => {
  const folder = prepareFolder(dir)
  const full = !folder.ok && folder.error.code === 'data/disk-full'
  return full && giveUpReserve(dir) ? prepareFolder(dir) : folder
}

/** Takes the folder's lock and opens settings, passwords, profiles and log; in practice also what stands in for the hall. */
export const openFolder = async (
  options: AppOptions,
): Promise<Result<OpenFolder & { close(): Promise<void> }>> => {
  const { dir, clock } = options
  const boot = randomBytes(8).toString('hex')
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  const giveUp = async <T extends { ok: false }>(failure: T): Promise<T> => {
    await close()
    return failure
  }

  const folder = roomFor(dir)
  if (!folder.ok) return folder
  const lock = takeLock(dir)
  if (!lock.ok) return lock
  closers.push(lock.value.release)
  const settings = openSettings(dir)
  if (!settings.ok) return giveUp(settings)
  const installers = await openInstallers(dir, options.unseen)
  if (!installers.ok) return giveUp(installers)
  const mac = openReferenceMac(dir)
  if (!mac.ok) return giveUp(mac)
  const passwords = openPasswords(dir)
  if (!passwords.ok) return giveUp(passwords)
  const displayBook = openDisplayBook(dir, clock)
  if (!displayBook.ok) return giveUp(displayBook)
  const programBook = openProgramBook(dir, clock)
  if (!programBook.ok) return giveUp(programBook)
  const all = readProfiles(options)
  // A wrong file of the site must not keep the counter closed: what ships serves, and every page says what is wrong.
  const profiles = all.ok ? all : loadProfiles([join(options.resources, 'profiles')])
  if (!profiles.ok) return giveUp(profiles)
  const osLog = options.osLog ?? createOsLog((error) => options.report(error, 'os-log'))
  const log = openLog({
    ...{ dir, clock, boot, newId: uuidV7 },
    station: settings.value.config().station,
    onSealed: (sealed, erased) => {
      if (!erased.ok) options.report(erased.error, 'seal')
      osLog(sealLine(sealed))
    },
  })
  if (!log.ok) return giveUp(log)
  keepReserve(dir, freeBytes(dir))
  closers.push(() => {
    const closed = log.value.close()
    if (!closed.ok) options.report(closed.error, 'log')
  })
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
    closers.push(practice.value.stop)
    const settled = settlePractice(settings.value, practice.value)
    if (!settled.ok) return giveUp(settled)
  }
  return ok({
    boot,
    log: log.value,
    settings: settings.value,
    installers: installers.value,
    passwords: passwords.value,
    displayBook: displayBook.value,
    profiles: profiles.value,
    programBook: programBook.value,
    mac: mac.value,
    profileFault: all.ok ? null : all.error,
    practice: practice.value,
    close,
  })
}

/** Points the practice folder at its emulated keypad and its hall, which have new ports at every start. */
const settlePractice = (settings: Settings, practice: Practice): Result<void> => {
  const keypad = { port: practice.emulator.port, profile: 'ff68', address: null }
  const saved = settings.saveConfig({ ...settings.config(), keypad })
  const enrolment = settings.enrolment()
  return saved.ok && enrolment ? settings.saveEnrolment({ ...enrolment, url: practice.hallUrl }) : saved
}
