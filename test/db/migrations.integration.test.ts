import { hash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { olderBytes } from '../../src/db/log/header.ts'
import { readLog } from '../../src/db/log/open.ts'
import { formatOf, KNOWN_VERSION, MIGRATIONS } from '../../src/db/migrations/migrate.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { skipReason, smallDisk } from '../harness/small-disk.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'
import { ENTRIES, madeBy } from './older-kit.ts'

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
  70: 'fb178674bc877ab9',
}

it('a released step is never changed, and a new one is frozen here with its hash', () => {
  const now = Object.fromEntries(
    MIGRATIONS.map(({ version, sql }) => [version, hash('sha256', sql).slice(0, 16)]),
  )
  expect(now).toEqual(FROZEN)
})

/** Where a database says how long its pages are. Source: https://sqlite.org/fileformat2.html, "Page Size". */
const PAGE_SIZE_AT = 16

describe('a log of every released format', () => {
  it.each(MIGRATIONS.map(({ version }) => version))(
    '%i opens, goes on, verifies, and is kept as it was',
    (version) => {
      const id = madeBy(path, k.clock, version)
      expect(olderBytes(path) > 0).toBe(version < KNOWN_VERSION)
      const log = k.log()
      expect(log.id).toBe(id)
      serve(k, log, [5, null])
      expect(log.verify()).toMatchObject({ ok: true })
      expect(log.entries(1, ENTRIES, 1e9)).toHaveLength(ENTRIES)
      expect(log.today('A01', 0)).toMatchObject({ rated: 1, unrated: 1 })
      log.close()
      expect(olderBytes(path)).toBe(0)
      const copy = `${path}.format-${version}`
      expect(existsSync(copy)).toBe(version < KNOWN_VERSION)
      if (version === KNOWN_VERSION) return
      // The copy is a log of its own that an older program can open.
      const old = must(loadSqlite()).open(copy, { readonly: true })
      expect(formatOf(old)).toBe(version)
      expect(old.prepare('select count(*) from entry').pluck().get()).toBe(ENTRIES)
      old.close()
      must(readLog(k.dir)).close()
      k.log('boot-2').close()
      expect(readdirSync(k.dir).filter((name) => name.startsWith('log.db.format'))).toEqual([
        `log.db.format-${version}`,
      ])
    },
  )
  it.each(MIGRATIONS.map(({ version }) => version))(
    '%i has its tables where a fresh log has them: without its first page it is still read',
    (version) => {
      const id = madeBy(path, k.clock, version)
      const log = k.log()
      serve(k, log, [5, null])
      log.close()
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.fill(0, 0, bytes.readUInt16BE(PAGE_SIZE_AT)))
      const next = k.log('boot-2')
      const [found] = next.findings
      expect(found).toMatchObject({ code: 'data/recovered', params: { lost: 0 } })
      expect(next.today('A01', 0)).toMatchObject({ rated: 1, unrated: 1 })
      const [first] = next.entries(1, 1, 1e9)
      expect(JSON.parse(first?.body ?? '')).toMatchObject({ continues: { log_id: id } })
    },
  )
  it('opens at once also where the disk has no room to write it anew', ({ skip }) => {
    const disk = smallDisk('10100k')
    if ('why' in disk) return skip(skipReason(disk))
    onTestFinished(disk.unmount)
    const small = kit(disk.dir)
    madeBy(join(disk.dir, 'log.db'), small.clock, 60, 8_000)
    const log = small.log()
    onTestFinished(() => void log.close())
    expect(existsSync(join(disk.dir, 'seal.json'))).toBe(true)
    serve(small, log, [5])
    expect(log.waiting().entries).toBe(0)
    expect(log.findings).toEqual([])
    expect(log.verify()).toMatchObject({ ok: true })
  })
  it('whose copy was cut off half-way is copied again', () => {
    madeBy(path, k.clock, 10)
    copyFileSync(path, `${path}.format-10.new`)
    k.log().close()
    expect(readdirSync(k.dir).filter((name) => name.includes('format'))).toEqual(['log.db.format-10'])
  })
})
