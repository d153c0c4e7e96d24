/**
 * Both SQLite drivers behind one port: the same answers, the same error codes, and each opens the other's files.
 * The whole of test/db runs on the second driver too (vitest project `second-driver`).
 */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { betterSqlite } from '../../src/sqlite/better-sqlite.ts'
import { chooseDriver, probeBetterSqlite } from '../../src/sqlite/choose.ts'
import { nodeSqlite } from '../../src/sqlite/node-sqlite.ts'
import { tempDir } from '../harness/temp-dir.ts'

const DRIVERS = [betterSqlite(), nodeSqlite()] as const
const codeOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
  return 'nothing thrown'
}

describe.each(DRIVERS)('$name', (driver) => {
  const fresh = () => {
    const path = join(tempDir(), 'a.db')
    const db = driver.open(path)
    db.pragma('journal_mode = wal')
    db.exec('create table t (id integer primary key, body text, bytes blob) strict')
    return { path, db }
  }

  it('gives rows, first columns, arrays and blobs as Buffer', () => {
    const { db } = fresh()
    const insert = db.prepare<[number, string, Buffer]>('insert into t values (?, ?, ?)')
    insert.run(1, '很好', Buffer.from('ff68', 'hex'))
    insert.run(2, '差', Buffer.alloc(0))
    const all = db.prepare<[], { id: number; bytes: Buffer }>('select * from t order by id').all()
    expect(all.map(({ bytes }) => bytes.toString('hex'))).toEqual(['ff68', ''])
    expect(db.prepare('select body from t where id = ?').pluck().get(1)).toBe('很好')
    expect(db.prepare('select body from t where id = ?').pluck().get(9)).toBeUndefined()
    expect(db.prepare('select id, body from t order by id').raw().all()).toEqual([
      [1, '很好'],
      [2, '差'],
    ])
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('rolls a transaction back, and only the inner one where the outer goes on', () => {
    const { db } = fresh()
    const insert = db.prepare<[number]>('insert into t (id) values (?)')
    const count = db.prepare('select count(*) from t').pluck()
    const failing = db.transaction(() => {
      insert.run(1)
      throw new Error('no')
    })
    expect(() => failing()).toThrow('no')
    expect(count.get()).toBe(0)
    db.transaction(() => {
      insert.run(2)
      expect(() => failing()).toThrow('no')
      insert.run(3)
    }).immediate()
    expect(count.get()).toBe(2)
    db.close()
  })

  it('lets a read be broken off and the statement be used again', () => {
    const { db } = fresh()
    for (const id of [1, 2, 3]) db.prepare<[number]>('insert into t (id) values (?)').run(id)
    const ids = db.prepare<[], { id: number }>('select id from t order by id')
    for (const { id } of ids.iterate()) if (id === 2) break
    expect([...ids.iterate()].map(({ id }) => id)).toEqual([1, 2, 3])
    db.close()
  })

  it('says with the same codes what went wrong', () => {
    const { db, path } = fresh()
    db.exec('insert into t (id) values (1)')
    expect(codeOf(() => db.exec('insert into t (id) values (1)'))).toMatch(/^SQLITE_CONSTRAINT/)
    db.exec('begin immediate')
    const other = driver.open(path, { timeout: 0 })
    expect(codeOf(() => other.exec('begin immediate'))).toMatch(/^SQLITE_BUSY/)
    other.close()
    db.exec('rollback')
    db.close()
    const reader = driver.open(path, { readonly: true })
    expect(codeOf(() => reader.exec('insert into t (id) values (2)'))).toMatch(/^SQLITE_READONLY/)
    reader.close()
    const nowhere = join(path, 'b.db')
    expect(codeOf(() => driver.open(`${path}.none`, { fileMustExist: true }))).toMatch(/^SQLITE_CANTOPEN/)
    expect(codeOf(() => driver.open(nowhere))).not.toBe('nothing thrown')
    writeFileSync(`${path}.text`, 'no database at all, but long enough to look like one. '.repeat(20))
    const text = driver.open(`${path}.text`)
    expect(codeOf(() => text.pragma('user_version', { simple: true }))).toBe('SQLITE_NOTADB')
    text.close()
  })

  it('copies a database in use into a new file', async () => {
    const { db, path } = fresh()
    db.exec(`insert into t (id, body) values (1, 'x')`)
    await db.backup(`${path}.copy`)
    const copy = driver.open(`${path}.copy`, { readonly: true })
    expect(copy.prepare('select body from t').pluck().all()).toEqual(['x'])
    copy.close()
    db.close()
  })

  it('opens what the other driver wrote, and reads its write-ahead log', () => {
    const { db, path } = fresh()
    db.exec(`insert into t (id, body, bytes) values (1, '窗口', x'00ff')`)
    db.close()
    for (const other of DRIVERS) {
      const again = other.open(path)
      expect(again.prepare('select body, hex(bytes) from t').raw().all()).toEqual([['窗口', '00FF']])
      again.close()
    }
  })
})

describe('the choice', () => {
  it('takes the second driver where the first one’s binary throws or kills its process', () => {
    const dir = tempDir()
    const throwing = join(dir, 'throws.cjs')
    writeFileSync(throwing, `throw new Error('GLIBC_2.34 not found')`)
    const crashing = join(dir, 'crashes.cjs')
    writeFileSync(crashing, `process.kill(process.pid, 'SIGSEGV')`)
    chmodSync(dir, 0o700)
    for (const library of [throwing, crashing, join(dir, 'missing.cjs')]) {
      const driver = chooseDriver(process.versions, () => probeBetterSqlite(library))
      expect(driver.ok && driver.value.name).toBe('node:sqlite')
    }
  })
  it('takes the first driver where its binary works', () => {
    const driver = chooseDriver()
    expect(driver.ok && driver.value.name).toBe('better-sqlite3')
  })
})
