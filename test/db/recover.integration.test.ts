import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '../../src/db/log/log.ts'
import { readLog } from '../../src/db/log/open.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve, shiftOpened } from './log-kit.ts'

let k: Kit
let path: string
beforeEach(() => {
  k = kit()
  path = join(k.dir, 'log.db')
})
afterEach(() => k.end())

const bodies = (log: Log) => log.entries(1, 100_000, 1e9).map(({ body }) => JSON.parse(body))
const ratingsOf = (log: Log) =>
  bodies(log)
    .filter(({ kind, verdict }) => kind === 'key.pressed' && verdict === 'counted')
    .map(({ id }) => id)

const PAGE = 2048

const overwrite = (at: number, bytes: Buffer) => {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

/** A day's log on the disk, of which the hall has the first half. @returns its ratings after that. */
const worked = () => {
  const log = k.log()
  serve(k, log, Array(60).fill(5))
  must(log.setAcked(log.head().seq))
  serve(k, log, Array(60).fill(4))
  must(log.seal('end'))
  const given = ratingsOf(log)
  const unsent = ratingsOf(log).slice(60)
  const { id } = log
  k.raw().exec('pragma wal_checkpoint(truncate)')
  log.close()
  return { id, given, unsent }
}

const pages = () => Math.floor(statSync(path).size / PAGE)

/** The page where a table or an index begins. */
const rootOf = (name: string): number => {
  const db = k.raw()
  const page = Number(db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(name))
  db.close()
  return page
}

const DAMAGE: Record<string, () => void> = {
  'a page in the middle is zeros': () => overwrite(PAGE * Math.floor(pages() / 2), Buffer.alloc(PAGE)),
  'some bytes in many pages are wrong': () => {
    for (let page = 20; page < pages(); page += 9)
      overwrite(page * PAGE + 100, Buffer.from('damage!'.repeat(9)))
  },
  'the second half is cut off': () => truncateSync(path, PAGE * Math.floor(pages() / 2)),
  'the page where the entries begin is garbage': () => {
    const page = rootOf('entry')
    overwrite((page - 1) * PAGE, Buffer.alloc(PAGE, 0xa5))
  },
  'the file is empty': () => truncateSync(path, 0),
  'the file is all zeros': () => writeFileSync(path, Buffer.alloc(statSync(path).size)),
}

describe('a damaged log', () => {
  it.each(Object.entries(DAMAGE))(
    '%s: the counter works on, nothing counts twice, what was lost is said',
    (_, damage) => {
      const { id, given, unsent } = worked()
      damage()
      const size = statSync(path).size
      // What the check of every page finds while the counter works, where the start did not meet it.
      must(noteDamage(k.dir, 'check'))
      const log = k.log('boot-2')
      // The damaged file is kept as it was.
      const [folder = ''] = readdirSync(join(k.dir, 'quarantine'))
      expect(statSync(join(k.dir, 'quarantine', folder, 'log.db')).size).toBe(size)
      // The new log goes on from the old one, and says what became of it.
      const [first] = bodies(log)
      expect(first).toMatchObject({ kind: 'log.opened', continues: { log_id: id } })
      const recovered = log.findings.find(({ code }) => code === 'data/recovered')
      expect(recovered?.params).toMatchObject({ path: expect.stringContaining('quarantine') })
      // What could be read and the hall lacks is carried once; what could not is counted as lost.
      const carried = ratingsOf(log)
      expect(new Set(carried).size).toBe(carried.length)
      // How far the hall had it may be lost too: then all is carried, and the hall counts an id once.
      expect(given).toEqual(expect.arrayContaining(carried))
      if (carried.length < unsent.length) expect(Number(recovered?.params?.['lost'])).toBeGreaterThan(0)
      expect(log.verify()).toMatchObject({ ok: true, verdict: 'ok' })
      serve(k, log, [1])
      log.close()
      const again = k.log('boot-3')
      expect(again.findings).toEqual([])
      expect(ratingsOf(again)).toHaveLength(carried.length + 1)
    },
  )
  it('keeps the clerk at the matter that was open, also when the hall had it already', () => {
    const log = k.log()
    const shift = shiftOpened(k)
    must(log.append([shift]))
    const opened = matterOpened(k, (shift as unknown as { shift: string }).shift)
    const ask = asked(k, opened.matter)
    must(log.append([opened, ask]))
    must(log.setAcked(log.head().seq))
    serve(k, log, Array(80).fill(5))
    k.raw().exec('pragma wal_checkpoint(truncate)')
    log.close()
    // An index page: the entries themselves can all be read.
    truncateSync(path, statSync(path).size - PAGE)
    must(noteDamage(k.dir, 'check'))
    const next = k.log('boot-2')
    expect(existsSync(join(k.dir, 'quarantine'))).toBe(true)
    expect(bodies(next).filter(({ matter }) => matter === opened.matter).length).toBeLessThanOrEqual(2)
    expect(next.verify().ok).toBe(true)
  })
  it.each([
    ['of a clock that was years ahead', '2099-01-01T000000000Z', true],
    ["that is Windows' own", 'Thumbs.db', false],
    ['that was made and then not used', '2099-01-01T000000000Z', false],
  ])('is carried on although a name %s stands last in quarantine/', (_, name, finished) => {
    const { unsent } = worked()
    mkdirSync(join(k.dir, 'quarantine', name), { recursive: true })
    if (finished) writeFileSync(join(k.dir, 'quarantine', name, 'carried'), '')
    must(noteDamage(k.dir, 'check'))
    const log = k.log('boot-2')
    expect(log.findings.map(({ code }) => code)).toContain('data/recovered')
    expect(ratingsOf(log)).toEqual(unsent)
  })
  it('whose recovery a power cut ended is recovered at the next start, and nothing is carried twice', () => {
    const { unsent } = worked()
    overwrite(PAGE * (pages() - 3), Buffer.alloc(PAGE))
    must(noteDamage(k.dir, 'check'))
    const whole = k.log('boot-2')
    const carried = ratingsOf(whole)
    expect(carried.length).toBeGreaterThan(0)
    expect(unsent).toEqual(expect.arrayContaining(carried))
    whole.close()
    const [folder = ''] = readdirSync(join(k.dir, 'quarantine'))
    // After the carrying and before its note: all is found again, and known by its ids.
    rmSync(join(k.dir, 'quarantine', folder, 'carried'))
    const noted = k.log('boot-3')
    expect(ratingsOf(noted)).toEqual(carried)
    noted.close()
    // After the move and before the new log was there.
    rmSync(join(k.dir, 'quarantine', folder, 'carried'))
    for (const name of ['log.db', 'log.db-wal', 'log.db-shm']) rmSync(join(k.dir, name), { force: true })
    const begun = k.log('boot-4')
    expect(ratingsOf(begun)).toEqual(carried)
    expect(begun.findings.map(({ code }) => code)).toContain('data/recovered')
    expect(begun.verify().ok).toBe(true)
  })
  it('that a power cut caught between the moves of its files is put together again, and what stands in its -wal is carried', () => {
    const log = k.log()
    serve(k, log, Array(20).fill(5))
    k.raw().exec('pragma wal_checkpoint(truncate)')
    serve(k, log, Array(20).fill(4))
    const given = ratingsOf(log)
    const folder = join(k.dir, 'quarantine', '2026-05-03T010000000Z')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'sealed.json'), 'null')
    renameSync(path, join(folder, 'log.db'))
    const next = k.log('boot-2')
    expect(readdirSync(join(k.dir, 'quarantine'))).toHaveLength(1)
    expect(ratingsOf(next)).toEqual(given)
    expect(next.verify()).toMatchObject({ ok: true })
  })
  it('that a power cut caught before the first move is moved anew', () => {
    const { unsent } = worked()
    const folder = join(k.dir, 'quarantine', '2026-05-03T000000000Z')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'sealed.json'), 'null')
    const whole = k.log('boot-2')
    expect(whole.findings).toEqual([])
    expect(ratingsOf(whole)).toEqual(expect.arrayContaining(unsent))
  })
  it('whose key was lost before is carried all the same: its seals are of a key that nobody has', () => {
    const { unsent } = worked()
    rmSync(join(k.dir, 'seal.json'))
    expect(k.log('boot-2').findings.map(({ code }) => code)).toEqual(['data/seal-lost'])
    must(noteDamage(k.dir, 'check'))
    expect(ratingsOf(k.log('boot-3'))).toEqual(expect.arrayContaining(unsent))
  })
  it('is carried on before what was confirmed beside it, so that a matter opens before it ends', () => {
    const log = k.log()
    serve(k, log, Array(60).fill(5))
    const shift = shiftOpened(k) as { shift: string } & ReturnType<typeof shiftOpened>
    const opened = matterOpened(k, shift.shift)
    const ask = asked(k, opened.matter)
    must(log.append([shift, opened, ask]))
    const other = k.raw()
    other.exec('begin immediate')
    must(log.append(rated(k, opened.matter, ask.ask, 5)))
    expect(log.waiting().entries).toBe(2)
    other.exec('rollback')
    other.exec('pragma wal_checkpoint(truncate)')
    log.close()
    other.close()
    overwrite(PAGE * (rootOf('press') - 1), Buffer.alloc(PAGE))
    must(noteDamage(k.dir, 'check'))
    const next = k.log('boot-2')
    expect(existsSync(join(k.dir, 'quarantine'))).toBe(true)
    expect(next.today('A01', 0).matters.find(({ id }) => id === opened.matter)).toMatchObject({
      outcome: 'rated',
    })
    expect(next.openWork()?.matter ?? null).toBeNull()
  })
  it('moves -wal and -shm together with the database', () => {
    const log = k.log()
    serve(k, log, [5, 4])
    const wal = readFileSync(`${path}-wal`)
    writeFileSync(path, 'not even a header')
    writeFileSync(path, Buffer.alloc(200))
    const next = k.log('boot-2')
    const [folder = ''] = readdirSync(join(k.dir, 'quarantine'))
    const moved = readdirSync(join(k.dir, 'quarantine', folder))
    expect(moved).toEqual(expect.arrayContaining(['log.db', 'log.db-wal']))
    expect(wal.length).toBeGreaterThan(0)
    expect(next.verify().ok).toBe(true)
  })
  it('whose database is gone and whose -wal is left goes on with what the -wal holds and what was confirmed since', () => {
    const log = k.log()
    serve(k, log, [5])
    rmSync(path)
    must(
      log.append(rated(k, '019deb22-0000-7000-8000-000000000001', '019deb22-0000-7000-8000-000000000002', 5)),
    )
    // Killed: nothing is closed.
    const next = k.log('boot-2')
    expect(next.id).not.toBe(log.id)
    expect(ratingsOf(next)).toHaveLength(2)
    expect(next.findings.map(({ code }) => code)).toContain('data/recovered')
    expect(next.verify().ok).toBe(true)
  })
})

describe('what is no log stands where ours was', () => {
  /** Half of the day in the database, half in its -wal, and nothing closed: a power cut came first. */
  const cutOff = () => {
    const log = k.log()
    serve(k, log, Array(40).fill(5))
    k.raw().exec('pragma wal_checkpoint(truncate)')
    serve(k, log, Array(40).fill(4))
    must(log.seal('end'))
    return { id: log.id, given: ratingsOf(log) }
  }
  /** Gives the first page other bytes, with or without the -wal that has a younger one. */
  const firstPage = (fill: string | number, wal: boolean) => () => {
    if (!wal) k.raw().exec('pragma wal_checkpoint(truncate)')
    overwrite(0, Buffer.alloc(PAGE, fill))
  }
  /** Whether every rating can still be read; else only what the -wal holds. */
  const KINDS: Record<string, { doIt: () => void; whole: boolean }> = {
    'a first page of zeros': { doIt: firstPage(0, true), whole: true },
    'a first page of text': { doIt: firstPage('shopping list ', true), whole: true },
    'a first page of zeros, without a -wal': { doIt: firstPage(0, false), whole: true },
    'a first page of text, without a -wal': { doIt: firstPage('shopping list ', false), whole: true },
    'a file cut to nothing': { doIt: () => truncateSync(path, 0), whole: false },
    'a file cut to 9 bytes': { doIt: () => truncateSync(path, 9), whole: false },
    'another short file': { doIt: () => writeFileSync(path, 'eggs'), whole: false },
    'another long file': { doIt: () => writeFileSync(path, 'a shopping list '.repeat(999)), whole: false },
    'the database of another application': {
      doIt: () => {
        rmSync(path)
        const other = must(loadSqlite()).open(`${path}.other`)
        other.exec('create table bookmarks (url text)')
        other.close()
        renameSync(`${path}.other`, path)
      },
      whole: false,
    },
    'a folder': {
      doIt: () => {
        rmSync(path)
        mkdirSync(path)
      },
      whole: false,
    },
  }
  it.each(Object.entries(KINDS))(
    '%s: is damage; nothing is deleted, what can be read is carried',
    (_, kind) => {
      const { id, given } = cutOff()
      kind.doIt()
      const left = (name: string) =>
        existsSync(name) && statSync(name).isFile() ? readFileSync(name) : existsSync(name)
      const [database, wal] = [left(path), left(`${path}-wal`)]
      // Killed: what runs still has its files open, the next start meets them as they are.
      const next = k.log('boot-2')
      const recovered = next.findings.find(({ code }) => code === 'data/recovered')
      expect(recovered).toBeDefined()
      const [folder = '', ...others] = readdirSync(join(k.dir, 'quarantine')).map((name) =>
        join(k.dir, 'quarantine', name),
      )
      expect(others).toEqual([])
      expect(left(join(folder, 'log.db'))).toEqual(database)
      expect(left(join(folder, 'log.db-wal'))).toEqual(wal)
      expect(readdirSync(folder).filter((name) => name.includes('reading'))).toEqual([])
      const carried = ratingsOf(next)
      expect(new Set(carried).size).toBe(carried.length)
      if (kind.whole) expect(carried).toEqual(given)
      else {
        expect(given).toEqual(expect.arrayContaining(carried))
        expect(Number(recovered?.params?.['lost'])).toBeGreaterThanOrEqual(given.length - carried.length)
      }
      expect(bodies(next)[0]).toMatchObject({ continues: { log_id: id } })
      expect(next.verify()).toMatchObject({ verdict: 'ok' })
    },
  )
  it('the -wal of a log whose database is cut off is read, not deleted', () => {
    const { given } = cutOff()
    truncateSync(path, 0)
    const carried = ratingsOf(k.log('boot-2'))
    expect(carried.length).toBeGreaterThanOrEqual(given.length / 2)
  })
  it('a newer log in its place is refused, and stays there', () => {
    cutOff()
    const db = k.raw()
    db.pragma('user_version = 990')
    expect(k.open('boot-2')).toMatchObject({ ok: false, error: { code: 'data/newer' } })
    expect(existsSync(join(k.dir, 'quarantine'))).toBe(false)
  })
  it('a row that says it is at an impossible place does not hold up the start', () => {
    const { given } = cutOff()
    const db = k.unguarded()
    db.exec(`insert into entry (log_id, seq, body, prev, hash) select log_id, 4503599627370496, replace(body, '"id":"0', '"id":"1'), prev, hash
      from entry where seq = 3`)
    must(noteDamage(k.dir, 'check'))
    const next = k.log('boot-2')
    expect(ratingsOf(next)).toEqual(given)
    expect(next.verify()).toMatchObject({ verdict: 'ok' })
  })
})

describe('damage that opening once met as a mistake', () => {
  const edited = (change: (bytes: Buffer) => void) => {
    const bytes = readFileSync(path)
    change(bytes)
    writeFileSync(path, bytes)
  }
  it('a row without its hash is damage, not an exception; the others are carried', () => {
    const { id, unsent } = worked()
    // How a row's record begins: two blobs of 32 bytes, then the log's id. The second blob, the hash, becomes none.
    edited((bytes) => {
      const at = bytes.lastIndexOf(Buffer.concat([Buffer.from([0x4c, 0x4c]), Buffer.from(id)]))
      expect(at).toBeGreaterThan(0)
      bytes[at + 1] = 0
    })
    const next = k.log('boot-2')
    expect(next.findings.map(({ code }) => code)).toContain('data/recovered')
    expect(unsent).toEqual(expect.arrayContaining(ratingsOf(next)))
    expect(ratingsOf(next).length).toBeGreaterThanOrEqual(unsent.length - 1)
  })
  it('an index that lacks a row of its table is found by the full check, though every page of it is sound', () => {
    const log = k.log()
    serve(k, log, [5, 4])
    k.raw().exec('pragma wal_checkpoint(truncate)')
    log.close()
    const page = rootOf('matter_staff')
    edited((bytes) => {
      const leaf = bytes.subarray((page - 1) * PAGE, page * PAGE)
      leaf.write('A00', leaf.lastIndexOf('A01'))
    })
    const reader = must(readLog(k.dir))
    expect(reader.indexes()).toMatchObject({ ok: false, error: { code: 'data/damaged' } })
    reader.close()
  })
  it('a first row under another log id hides nothing: the key file knows which log was sealed', () => {
    const { id, unsent } = worked()
    const db = k.unguarded()
    db.exec(`update entry set log_id = '!' || substr(log_id, 2)
      where seq = 1 or id = (select min(id) from entry)`)
    db.close()
    must(noteDamage(k.dir, 'check'))
    const next = k.log('boot-2')
    expect(unsent).toEqual(expect.arrayContaining(ratingsOf(next)))
    expect(ratingsOf(next).length).toBeGreaterThanOrEqual(unsent.length - 1)
    expect(bodies(next)[0]).toMatchObject({ continues: { log_id: id } })
  })
})
