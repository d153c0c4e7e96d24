import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFile } from '../../src/db/log/file.ts'
import { logOf } from '../../src/db/log/log.ts'
import { prepareFolder } from '../../src/db/open-folder.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { fillDisk, skipReason, smallDisk } from '../harness/small-disk.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

const long = (from: Kit): EntryDraft => ({
  kind: 'incident',
  ...from.at(),
  code: 'x',
  detail: '满'.repeat(500),
})

/** Appends until the database says no and the side file takes over. @returns how many entries it took, and the fault. */
const fill = (from: Kit, log: ReturnType<Kit['log']>) => {
  for (let taken = 0; taken < 10_000; taken += 1) {
    const written = log.append([long(from)])
    const { entries, why } = log.waiting()
    if (!written.ok || entries > 0) return { taken, why }
  }
  throw new Error('the disk never filled')
}

/** Goes on until the side file is full too. @returns how many more were confirmed, and the fault. */
const fillSide = (from: Kit, log: ReturnType<Kit['log']>) => {
  for (let taken = 0; taken < 10_000; taken += 1) {
    const written = log.append([long(from)])
    if (!written.ok) return { taken, error: written.error }
  }
  throw new Error('the side file never filled')
}

const confirmed = (log: ReturnType<Kit['log']>) =>
  log.entries(1, 100_000, 1e9).filter(({ body }) => body.includes('满')).length

describe('a full disk', () => {
  it('changes nothing in the log and loses nothing; with room again what waited is taken in', () => {
    const before = k.log()
    serve(k, before, [5])
    before.close()
    const path = join(k.dir, 'log.db')
    const db = must(openFile(path))
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 20}`)
    const log = must(
      logOf(db, path, { dir: k.dir, clock: k.clock, station: '7', boot: 'boot-2', newId: uuidV7 }),
    )
    const { why, taken } = fill(k, log)
    expect(why?.code).toBe('data/disk-full')
    expect(taken).toBeGreaterThan(0)
    const head = log.head()
    expect(must(log.append([long(k), long(k)]))).toEqual([])
    expect(log.head()).toEqual(head)
    expect(log.waiting().entries).toBe(3)
    expect(log.verify()).toMatchObject({ ok: true, entries: head.seq })
    db.pragma(`max_page_count = ${pages + 1000}`)
    k.clock.advance(2_000)
    // Three that waited, the note about them, and the new one.
    expect(must(log.append([long(k)]))[0]?.seq).toBe(head.seq + 5)
    expect(confirmed(log)).toBe(taken + 4)
    expect(log.verify().ok).toBe(true)
    log.close()
  })
})

const small = smallDisk('1m')
const why = skipReason(small)

describe.skipIf('why' in small)(`a real disk of 1 MiB that is full${why}`, () => {
  it('is told apart from one that is not writable; every acknowledged entry is there afterwards', () => {
    if ('why' in small) return
    const data = join(small.dir, 'data')
    const own = kit(data)
    try {
      must(prepareFolder(data))
      const log = own.log()
      const { why, taken } = fill(own, log)
      expect(['data/disk-full', 'data/io']).toContain(why?.code)
      const side = fillSide(own, log)
      // The room that was set aside is there although the disk is full: 500 entries of a working day are shorter.
      expect(side.taken).toBeGreaterThan(100)
      const head = log.head()
      expect(log.verify()).toMatchObject({ ok: true, entries: head.seq })
      // The log leaves a few bytes; the folder's own probe wants more than there is.
      const room = fillDisk(small.dir)
      expect(prepareFolder(data)).toMatchObject({ ok: false, error: { code: 'data/disk-full' } })
      room()
      log.close()
      const again = own.log('boot-2')
      expect(confirmed(again)).toBeLessThanOrEqual(taken + 1 + side.taken)
      expect(again.verify().ok).toBe(true)
    } finally {
      own.end()
      small.unmount()
    }
  })
})

describe('the data folder', () => {
  it('is made, for its owner alone, and left without traces of the probe', () => {
    const dir = join(k.dir, 'a', 'b')
    must(prepareFolder(dir))
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(readdirSync(dir)).toEqual([])
    must(prepareFolder(dir))
  })
  it('that is a file, or lies in one, is not writable', () => {
    const file = join(k.dir, 'file')
    writeFileSync(file, '')
    for (const dir of [file, join(file, 'below')])
      expect(prepareFolder(dir)).toMatchObject({
        ok: false,
        error: { code: 'data/not-writable', params: { path: dir } },
      })
  })
  it('where nobody may make files is not writable, whatever its permission bits say to root', () => {
    expect(prepareFolder('/proc/self')).toMatchObject({ ok: false })
    mkdirSync(join(k.dir, 'ro'), { mode: 0o500 })
    const asRoot = process.getuid?.() === 0
    expect(prepareFolder(join(k.dir, 'ro')).ok).toBe(asRoot)
  })
})
