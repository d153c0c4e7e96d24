import { hash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_HEAD, entryHash } from '../../src/db/chain/chain.ts'
import { APPLICATION_ID } from '../../src/db/log/header.ts'
import { readLog } from '../../src/db/log/open.ts'
import { insertEntry } from '../../src/db/log/rows.ts'
import { formatOf, KNOWN_VERSION, MIGRATIONS, migrate } from '../../src/db/migrations/migrate.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let k: Kit
let path: string
beforeEach(() => {
  k = kit()
  path = join(k.dir, 'log.db')
})
afterEach(() => k.end())

/** SHA-256 of every step as it was released. A step that is changed would leave two formats with one number. */
const FROZEN: Record<number, string> = {
  10: '5519f2c65323f5df',
  20: 'b8c87d89b6a0edd7',
  30: '3359ddbe3c09045e',
  40: 'c9733555f24ef0b9',
  50: '11d95f5b98cf20c8',
  60: 'f011190db7b30e5f',
}

it('a released step is never changed, and a new one is frozen here with its hash', () => {
  const now = Object.fromEntries(
    MIGRATIONS.map(({ version, sql }) => [version, hash('sha256', sql).slice(0, 16)]),
  )
  expect(now).toEqual(FROZEN)
})

/** A log as the program of format `version` made it, with one entry. @returns its id. */
const madeBy = (version: number): string => {
  const logId = uuidV7(k.clock.now())
  const at = { at: k.clock.now(), mono: k.clock.mono(), by: null, boot: 'old' }
  const body = JSON.stringify({
    ...{ v: 1, kind: 'log.opened', id: uuidV7(at.at), ...at },
    ...{ log_id: logId, alg: 'sha256', station: '7', continues: null },
  })
  const db = must(loadSqlite()).open(path)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  migrate(
    db,
    MIGRATIONS.filter((step) => step.version <= version),
  )
  const prev = EMPTY_HEAD.hash
  insertEntry(db)({ logId, seq: 1, body, prev, hash: entryHash(logId, 1, prev, body) })
  db.close()
  return logId
}

describe('a log of every released format', () => {
  it.each(MIGRATIONS.map(({ version }) => version))(
    '%i opens, goes on, verifies, and is kept as it was',
    (version) => {
      const id = madeBy(version)
      const log = k.log()
      expect(log.id).toBe(id)
      serve(k, log, [5, null])
      expect(log.verify()).toMatchObject({ ok: true })
      expect(log.today('A01', 0)).toMatchObject({ rated: 1, unrated: 1 })
      log.close()
      const copy = `${path}.format-${version}`
      expect(existsSync(copy)).toBe(version < KNOWN_VERSION)
      if (version === KNOWN_VERSION) return
      // The copy is a log of its own that an older program can open.
      const old = must(loadSqlite()).open(copy, { readonly: true })
      expect(formatOf(old)).toBe(version)
      expect(old.prepare('select count(*) from entry').pluck().get()).toBe(1)
      old.close()
      must(readLog(k.dir)).close()
      k.log('boot-2').close()
      expect(readdirSync(k.dir).filter((name) => name.startsWith('log.db.format'))).toEqual([
        `log.db.format-${version}`,
      ])
    },
  )
  it('whose copy was cut off half-way is copied again', () => {
    madeBy(10)
    copyFileSync(path, `${path}.format-10.new`)
    k.log().close()
    expect(readdirSync(k.dir).filter((name) => name.includes('format'))).toEqual(['log.db.format-10'])
  })
})
