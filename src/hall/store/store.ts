/** The hall's own store: one SQLite file, opened once, its parts prepared together. */

import { ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { type Counters, prepareCounters } from './counters.ts'
import { prepareIncidents } from './facts.ts'
import { type Logs, prepareLogs } from './logs.ts'
import { type Offers, prepareOffers } from './offers.ts'
import { lockFolder, openDatabase, prepareFolder } from './open.ts'
import { prepareRoster, type RosterStore } from './roster.ts'
import { prepareSettings, type Settings } from './settings.ts'
import { prepareSums, type Sums } from './sums.ts'
import { prepareVerifier, type Verifier } from './verify.ts'

export interface Store {
  settings: Settings
  counters: Counters
  logs: Logs
  offers: Offers
  roster: RosterStore
  sums: Sums
  verifier: Verifier
  close(): void
}

const prepareStore = (db: Db, release: () => void): Store => {
  const settings = prepareSettings(db)
  const counters = prepareCounters(db)
  return {
    settings,
    counters,
    offers: prepareOffers(db),
    logs: prepareLogs(db, prepareIncidents(db)),
    roster: prepareRoster(db, settings),
    sums: prepareSums(db),
    verifier: prepareVerifier(db, counters),
    close: () => {
      db.close()
      release()
    },
  }
}

/** For the server: makes what is missing and holds the folder alone (data/in-use for a second server). */
export const openServerStore = async (dir: string): Promise<Result<Store>> => {
  const folder = prepareFolder(dir)
  if (!folder.ok) return folder
  const lock = await lockFolder(dir)
  if (!lock.ok) return lock
  const db = await openDatabase(dir, true)
  if (db.ok) return ok(prepareStore(db.value, lock.value))
  lock.value()
  return db
}

/** For commands beside a running server: data/no-log where no server ever ran. */
export const openToolStore = async (dir: string): Promise<Result<Store>> => {
  const db = await openDatabase(dir, false)
  return db.ok ? ok(prepareStore(db.value, () => {})) : db
}
