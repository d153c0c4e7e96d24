import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog, readLog } from '../../src/db/log/open.ts'
import { KNOWN_VERSION, MIGRATIONS, migrate } from '../../src/db/migrations/migrate.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { chooseDriver, loadSqlite } from '../../src/sqlite/choose.ts'
import type { Db } from '../../src/sqlite/port.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let k: Kit
let path: string
beforeEach(() => {
  k = kit()
  path = join(k.dir, 'log.db')
})
afterEach(() => k.end())

/** A log with some work in it, closed: everything stands in the one file. */
const worked = () => {
  const log = k.log()
  serve(k, log, [5, null, 1])
  log.close()
}

/** Both doors refuse with `code`, and the file is byte for byte what it was. */
const refusedUntouched = (code: string) => {
  const before = readFileSync(path)
  expect(k.open()).toMatchObject({ ok: false, error: { code } })
  expect(readLog(k.dir)).toMatchObject({ ok: false, error: { code } })
  expect(readFileSync(path).equals(before)).toBe(true)
}

const edit = (work: (db: Db) => void) => {
  const db = must(loadSqlite()).open(path)
  work(db)
  db.close()
}

describe('a file that is not a log we can open is refused with its reason and left as it is', () => {
  it('something else than SQLite', () => {
    writeFileSync(path, 'a shopping list, long enough to be looked at. '.repeat(10))
    refusedUntouched('data/not-a-log')
  })
  it('the database of another application', () => {
    edit((db) => db.exec('create table bookmarks (url text)'))
    refusedUntouched('data/not-a-log')
  })
  it('a folder in its place', () => {
    mkdirSync(path)
    expect(k.open()).toMatchObject({ ok: false, error: { code: 'data/not-a-log' } })
  })
  it('a newer format', () => {
    worked()
    edit((db) => db.pragma(`user_version = ${KNOWN_VERSION + 10}`))
    refusedUntouched('data/newer')
    expect(k.open()).toMatchObject({ error: { params: { found: KNOWN_VERSION + 10, known: KNOWN_VERSION } } })
  })
  it('a newer format that stands in the write-ahead log only', () => {
    worked()
    const db = k.raw()
    db.pragma('wal_autocheckpoint = 0')
    db.pragma(`user_version = ${KNOWN_VERSION + 10}`)
    refusedUntouched('data/newer')
  })
})

describe('formats', () => {
  const formatTen = () => {
    edit((db) => {
      db.pragma('application_id = 0x47504c47')
      migrate(db, MIGRATIONS.slice(0, 1))
    })
  }
  it('are brought up to date in one step, or not at all', () => {
    edit((db) => {
      migrate(db, MIGRATIONS.slice(0, 1))
      expect(() =>
        migrate(db, [...MIGRATIONS, { version: 999, sql: 'create table x (y); nonsense' }]),
      ).toThrow('syntax')
      expect(db.pragma('user_version', { simple: true })).toBe(10)
      expect(db.prepare(`select count(*) from sqlite_schema where name = 'matter'`).pluck().get()).toBe(0)
      migrate(db)
      expect(db.pragma('user_version', { simple: true })).toBe(KNOWN_VERSION)
    })
  })
  it('that are older are not changed by reading', () => {
    formatTen()
    const before = readFileSync(path)
    expect(readLog(k.dir)).toMatchObject({ ok: false, error: { code: 'data/older' } })
    expect(readFileSync(path).equals(before)).toBe(true)
  })
  it('have numbers that grow', () => {
    const versions = MIGRATIONS.map(({ version }) => version)
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    expect(new Set(versions).size).toBe(versions.length)
  })
})

describe('opening', () => {
  it('an empty folder for reading says that there is no log, and makes none', () => {
    expect(readLog(k.dir)).toMatchObject({ ok: false, error: { code: 'data/no-log' } })
    expect(existsSync(path)).toBe(false)
  })
  it('begins again when the first start was cut off while the log was being made', () => {
    writeFileSync(`${path}.new`, 'half a database')
    writeFileSync(`${path}.new-wal`, 'half a journal')
    expect(k.log().verify()).toMatchObject({ ok: true, entries: 1 })
    expect(existsSync(`${path}.new`)).toBe(false)
    expect(existsSync(`${path}.new-wal`)).toBe(false)
  })
  it('on a Node that is too old is refused before the native part is loaded', () => {
    expect(chooseDriver({ napi: '9', node: '20.0.0' })).toEqual({
      ok: false,
      error: { code: 'host/node-too-old', params: { found: '20.0.0' } },
    })
    expect(chooseDriver({ node: '18.0.0' })).toMatchObject({ ok: false })
  })
  it('in a folder that is a file, or not there, is a fault, not a crash', () => {
    const file = join(k.dir, 'file')
    writeFileSync(file, '')
    for (const dir of [file, join(k.dir, 'none')]) {
      const opened = openLog({ dir, clock: k.clock, boot: 'b', station: '1', newId: uuidV7 })
      expect(opened).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^data\//) } })
    }
  })
})

describe('a log whose file is taken away under the program', () => {
  it('takes nothing more; the side file does, and the log is written back as it was when it closes', () => {
    const log = k.log()
    expect(log.stillThere()).toBe(true)
    rmSync(path)
    expect(log.stillThere()).toBe(false)
    const id = uuidV7(k.clock.now())
    expect(log.append([{ kind: 'app.suspended', id, ...k.at() }])).toEqual({ ok: true, value: [] })
    expect(log.waiting()).toMatchObject({ entries: 1, why: { code: 'data/io' } })
    expect(log.head().seq).toBe(1)
    expect(log.close().ok).toBe(true)
    const next = k.log('boot-2')
    expect(next.id).toBe(log.id)
    expect(next.entries(1, 10, 1e6).filter(({ body }) => body.includes(id))).toHaveLength(1)
    expect(next.verify()).toMatchObject({ verdict: 'ok' })
  })
  it('is noticed when its -wal alone, or the whole folder, is moved, and good again when it is back', () => {
    const log = k.log()
    for (const one of [`${path}-wal`, k.dir]) {
      renameSync(one, `${one}.away`)
      expect(log.stillThere()).toBe(false)
      renameSync(`${one}.away`, one)
      expect(log.stillThere()).toBe(true)
    }
  })
  it('notices a replaced file too', () => {
    const log = k.log()
    copyFileSync(path, `${path}.copy`)
    renameSync(`${path}.copy`, path)
    expect(log.stillThere()).toBe(false)
  })
})

describe('reading beside the running program', () => {
  it('sees what is committed, verifies it, and changes nothing', () => {
    const log = k.log()
    serve(k, log, [5])
    const reader = must(readLog(k.dir))
    expect(reader.head()).toEqual(log.head())
    serve(k, log, [4])
    expect(reader.head()).toEqual(log.head())
    expect(reader.verify()).toEqual(log.verify())
    expect(reader.acked()).toBe(0)
    reader.close()
    serve(k, log, [3])
    expect(log.verify().ok).toBe(true)
  })
})
