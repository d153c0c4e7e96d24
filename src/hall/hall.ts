/** The hall server (大厅服务器): takes the logs of all counters, proves them, and gives staff and items out. */
import { makeVerifier, randomCode } from '../keys/password.ts'
import type { Clock } from '../shared/clock.ts'
import type { Roster } from '../shared/people.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { openKeys } from './keys-file.ts'
import { isLoopback, listen, makeServer, type Tls } from './server.ts'
import { storageFault } from './store/open.ts'
import { openServerStore, type Store } from './store/store.ts'
import type { CounterSums } from './store/sums.ts'
import type { HallLogReport } from './store/verify.ts'

export type { HallLogReport } from './store/verify.ts'

export interface HallOptions {
  /** The data folder; made where it is missing. */
  data: string
  /** Plain HTTP for loopback addresses only. */
  host: string
  /** 0: any free port. */
  port: number
  clock: Clock
  version: string
  tls?: Tls
  /** Replaces the stored staff, items and policy. */
  roster?: Roster
  /** Takes internal errors; the default writes them to stderr. */
  report?: (error: unknown) => void
}

export interface HallCounts {
  entries: number
  rated: number
  unrated: number
  counters: Pick<CounterSums, 'counter' | 'station' | 'entries' | 'rated' | 'unrated'>[]
}

export interface Hall {
  url: string
  /** Ed25519, SPKI DER in base64: what counters pin. */
  publicKey: string
  /** Only in the run that made it: to be shown once. */
  adminPassword: string | null
  /** A one-time enrolment code for one counter, valid for 30 minutes. @param replaces the counter (id) whose PC it takes the place of. Throws where the disk takes nothing. */
  makeCode(replaces?: string): string
  hasRoster(): boolean
  setRoster(roster: Roster): Result<void>
  /** Checks every log from its first entry; costs some µs an entry. */
  verify(): HallLogReport[]
  counts(): HallCounts
  /** Ends all connections and gives port and folder back. */
  close(): Promise<void>
}

/** A password for the hall's page, in clear and as verifier. */
export const makeAdmin = async (): Promise<{ password: string; verifier: string }> => {
  const password = randomCode(3)
  return { password, verifier: await makeVerifier(password) }
}

const sumUp = (store: Store): HallCounts => {
  const counters = store.sums
    .counters()
    .map(({ counter, station, entries, rated, unrated }) => ({ counter, station, entries, rated, unrated }))
  const sum = (of: (row: (typeof counters)[number]) => number) => counters.reduce((n, row) => n + of(row), 0)
  return {
    entries: sum((row) => row.entries),
    rated: sum((row) => row.rated),
    unrated: sum((row) => row.unrated),
    counters,
  }
}

const serve = async (options: HallOptions, store: Store): Promise<Result<Hall>> => {
  const { data, host, port, clock, version } = options
  const keys = openKeys(data, store.settings.get('hall-key'))
  if (!keys.ok) return keys
  store.settings.set('hall-key', keys.value.publicKey)
  if (options.roster) {
    const set = store.roster.set(options.roster)
    if (!set.ok) return set
  }
  const tls = options.tls ?? null
  const report = options.report ?? ((error) => process.stderr.write(`${String(error)}\n`))
  const parts = { store, clock, version, keys: keys.value, tls, report }
  const server = makeServer(parts)
  if (!server.ok) return server
  const app = server.value
  const admin = store.settings.get('admin') === null ? await makeAdmin() : null
  const url = await listen(app, host, port, tls !== null)
  if (!url.ok) return url
  try {
    // Only now: a start that failed would have made a password that nobody ever saw.
    if (admin) store.settings.set('admin', admin.verifier)
  } catch (error) {
    await app.close()
    throw error
  }

  return ok({
    url: url.value,
    publicKey: keys.value.publicKey,
    adminPassword: admin?.password ?? null,
    makeCode: (replaces) => store.counters.makeCode(clock.now(), replaces),
    hasRoster: () => store.roster.filled(),
    setRoster: (roster) => {
      try {
        return store.roster.set(roster)
      } catch (error) {
        return { ok: false, error: storageFault(error, data) }
      }
    },
    verify: () => store.verifier.all(),
    counts: () => sumUp(store),
    close: async () => {
      await app.close()
      store.close()
    },
  })
}

/**
 * Starts a hall server.
 * @returns hall/insecure for an address other than loopback without TLS; data/… for the folder and its database
 * (which stay as they were); data/in-use, host/port-in-use, hall/cannot-listen, hall/bad-tls, request/bad-input.
 */
export const startHall = async (options: HallOptions): Promise<Result<Hall>> => {
  const { host, tls, data } = options
  if (!tls && !isLoopback(host)) return fail('hall/insecure', { host })
  const store = await openServerStore(data)
  if (!store.ok) return store
  try {
    const hall = await serve(options, store.value)
    if (!hall.ok) store.value.close()
    return hall
  } catch (error) {
    store.value.close()
    return { ok: false, error: storageFault(error, data) }
  }
}
