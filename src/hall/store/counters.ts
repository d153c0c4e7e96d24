/** The counters the hall knows, and the one-time codes that let one in. */
import { createHash, randomUUID } from 'node:crypto'
import { randomCode } from '../../keys/password.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { SealKey } from '../../shared/seal.ts'
import type { Db } from '../../sqlite/port.ts'

/** A code is good for this long and for one counter. */
export const CODE_MS = 30 * 60_000

export interface Counter {
  id: string
  station: string
  publicKey: string
}

export interface Counters {
  /** A new one-time code; only its hash is stored. @param replaces the counter whose PC is replaced by the one that uses it. */
  makeCode(now: number, replaces?: string): string
  /** Whether a code still waits for its counter. */
  codeWaits(code: string, now: number): boolean
  /**
   * Uses up a code. A counter that comes back with the key it had stays the same counter: its logs remain its own. One that takes
   * another's place becomes that counter: the key of the PC before counts no more.
   * @returns the counter's id; hall/wrong-code for a code that is wrong, used or too old; hall/other-counter for a PC that is
   * a counter already and would take the place of another.
   */
  enrol(code: string, station: string, publicKey: string, seal: SealKey | null, now: number): Result<string>
  /** The earliest known key of each series that this counter sealed with. */
  sealKeys(id: string): SealKey[]
  find(id: string): Counter | null
  all(): Counter[]
  /** Counters with this id or station. */
  named(name: string): Counter[]
  /** The window is called otherwise from now on. */
  rename(id: string, station: string): void
  /** @param offsetMs the hall's clock minus the counter's. */
  touch(id: string, now: number, offsetMs: number): void
}

const hashOf = (code: string) => createHash('sha256').update(code.trim().toLowerCase()).digest('hex')

export const prepareCounters = (db: Db): Counters => {
  const addCode = db.prepare<[string, number, string | null]>(
    'INSERT INTO code(hash, expires_at, replaces) VALUES (?, ?, ?)',
  )
  const waits = db.prepare<[string, number], { replaces: string | null }>(
    'SELECT replaces FROM code WHERE hash = ? AND counter IS NULL AND expires_at > ?',
  )
  const useCode = db.prepare<[string, string]>('UPDATE code SET counter = ? WHERE hash = ?')
  const forgetCodes = db.prepare<[number]>('DELETE FROM code WHERE expires_at <= ?')
  const byKey = db.prepare<[string], { id: string; station: string }>(
    'SELECT id, station FROM counter WHERE public_key = ?',
  )
  const byId = db.prepare<[string], Counter>(
    'SELECT id, station, public_key AS publicKey FROM counter WHERE id = ?',
  )
  const every = db.prepare<[], Counter>(
    'SELECT id, station, public_key AS publicKey FROM counter ORDER BY length(station), station',
  )
  const byName = db.prepare<[string, string], Counter>(
    'SELECT id, station, public_key AS publicKey FROM counter WHERE id = ? OR station = ?',
  )
  const upsert = db.prepare<[string, string, string, number]>(
    `INSERT INTO counter(id, station, public_key, enrolled_at) VALUES (?, ?, ?, ?)
     ON CONFLICT(id) DO UPDATE SET
       station = excluded.station, public_key = excluded.public_key, enrolled_at = excluded.enrolled_at`,
  )
  const keepSeal = db.prepare<[string, string, number, string]>(
    'INSERT INTO seal_key(counter, series, epoch, key) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const sealsOf = db.prepare<[string], SealKey>('SELECT series, epoch, key FROM seal_key WHERE counter = ?')
  const setStation = db.prepare<[string, string]>('UPDATE counter SET station = ? WHERE id = ?')
  const contact = db.prepare<[number, number, string]>(
    'UPDATE counter SET contact_at = ?, offset_ms = ? WHERE id = ?',
  )

  return {
    makeCode: (now, replaces) => {
      const code = randomCode(2)
      db.transaction(() => {
        forgetCodes.run(now)
        addCode.run(hashOf(code), now + CODE_MS, replaces ?? null)
      }).immediate()
      return code
    },
    codeWaits: (code, now) => waits.get(hashOf(code), now) !== undefined,
    enrol: (code, station, publicKey, seal, now) =>
      db
        .transaction(() => {
          const hash = hashOf(code)
          const waiting = waits.get(hash, now)
          if (!waiting) return fail('hall/wrong-code')
          const own = byKey.get(publicKey)
          const { replaces } = waiting
          if (own && replaces !== null && own.id !== replaces)
            return fail('hall/other-counter', { station: own.station })
          const id = own?.id ?? replaces ?? randomUUID()
          upsert.run(id, station, publicKey, now)
          useCode.run(id, hash)
          if (seal) keepSeal.run(id, seal.series, seal.epoch, seal.key)
          return ok(id)
        })
        .immediate(),
    sealKeys: (id) => sealsOf.all(id),
    all: () => every.all(),
    named: (name) => byName.all(name, name),
    find: (id) => byId.get(id) ?? null,
    rename: (id, station) => {
      setStation.run(station, id)
    },
    touch: (id, now, offsetMs) => {
      contact.run(now, offsetMs, id)
    },
  }
}
