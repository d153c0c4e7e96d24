/**
 * Whatever becomes of the bytes of a log, its counter works on, says what is true and shows no count that the ratings do not
 * have. `npm run proof -- damage` flips each byte of a small log and as many random ones of a large one as it is told.
 */
import { copyFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { randomFrom, wholeBelow } from '../harness/random.ts'
import { changed, type Day, damage, dayOf, type Found, flipped, noneFound } from './damaging.ts'

const RUNS = Number(process.env['PROOF_RUNS'] ?? 12)
const SEED = Number(process.env['PROOF_SEED'] ?? 20261124)
/** A share shows that it works; the count is the proof. */
const SHARE = RUNS < 1000
const PAGE = 2048

const sizeOf = (day: Day, file = 'log.db') => day.stands.get(file)?.length ?? 0

const report = (what: string, { ends, wrong, refused }: Found) => {
  if (!SHARE) console.log(`${what}: ${[...ends].map(([end, count]) => `${count} ${end}`).join(', ')}`)
  expect(wrong).toEqual([])
  expect(refused).toEqual([])
}

describe(`a log with wrong bytes (seed ${SEED})`, () => {
  const small = dayOf(4, false, SEED)
  it('each byte flipped in turn', () => {
    const found = noneFound()
    // A share takes a prime's steps, so that it meets every part of every page's beginning.
    for (let at = SHARE ? 17 : 0; at < sizeOf(small); at += SHARE ? 2_003 : 1) {
      damage(small, `byte ${at}`, flipped(at, 0xff), found)
      if (!SHARE && at % 5_000 === 4_999) console.log(`byte ${at}: ${found.wrong.length} wrong`)
    }
    report('each byte', found)
  })
  it(`${RUNS} random bits of a large one`, () => {
    const random = randomFrom(SEED)
    const large = dayOf(SHARE ? 60 : 600, false, SEED)
    const found = noneFound()
    for (let n = 0; n < RUNS; n += 1) {
      const [at, bit] = [wholeBelow(random, sizeOf(large)), wholeBelow(random, 8)]
      damage(large, `byte ${at}, bit ${bit}`, flipped(at, 1 << bit), found)
      if (n % 1_000 === 999) console.log(`${n + 1} flips: ${found.wrong.length} wrong`)
    }
    report(`random bits of ${sizeOf(large)} bytes`, found)
  })
  it('its end cut off, pages of zeros, pages exchanged', () => {
    const random = randomFrom(SEED)
    const day = dayOf(SHARE ? 12 : 60, false, SEED)
    const found = noneFound()
    const pages = sizeOf(day) / PAGE
    for (let page = 0; page < pages; page += SHARE ? 11 : 1) {
      const cut = page * PAGE + wholeBelow(random, PAGE)
      damage(day, `cut at ${cut}`, (dir) => truncateSync(join(dir, 'log.db'), cut), found)
      damage(day, `cut at page ${page}`, (dir) => truncateSync(join(dir, 'log.db'), page * PAGE), found)
      const zeros = changed((bytes) => void bytes.fill(0, page * PAGE, (page + 1) * PAGE))
      damage(day, `page ${page} zeros`, zeros, found)
      const other = (page + 1 + wholeBelow(random, pages - 1)) % pages
      const exchanged = changed((bytes) => {
        const kept = Buffer.from(bytes.subarray(page * PAGE, (page + 1) * PAGE))
        bytes.copy(bytes, page * PAGE, other * PAGE, (other + 1) * PAGE)
        kept.copy(bytes, other * PAGE)
        return undefined
      })
      damage(day, `pages ${page} and ${other} exchanged`, exchanged, found)
    }
    for (const cut of [1, 15, 16, 50, 99])
      damage(day, `cut to ${cut} bytes`, (dir) => truncateSync(join(dir, 'log.db'), cut), found)
    report('cuts and pages', found)
  })
})

describe(`a log whose last part stands in its -wal (seed ${SEED})`, () => {
  const day = dayOf(8, true, SEED)
  it('bits of the -wal flipped, its end cut off', () => {
    const random = randomFrom(SEED + 1)
    const found = noneFound()
    const size = sizeOf(day, 'log.db-wal')
    for (let n = 0; n < (SHARE ? 8 : RUNS / 10); n += 1) {
      const at = wholeBelow(random, size)
      damage(day, `-wal byte ${at}`, flipped(at, 1 << wholeBelow(random, 8), 'log.db-wal'), found)
      damage(day, `-wal cut at ${at}`, (dir) => truncateSync(join(dir, 'log.db-wal'), at), found)
    }
    report('-wal', found)
  })
  const other = dayOf(5, true, SEED + 2)
  const at = (dir: string, name = 'log.db') => join(dir, name)
  const give = (dir: string, day: Day, file: string) =>
    writeFileSync(at(dir, file), day.stands.get(file) ?? Buffer.alloc(0))
  /** Every place where the text stands gets another first letter. */
  const renamed = (text: string) =>
    changed((bytes) => {
      for (let found = bytes.indexOf(text); found !== -1; found = bytes.indexOf(text, found + 1))
        bytes[found] = 0x7a
      return undefined
    })
  const page1 = (fill: string | number, bytes = PAGE) => changed((all) => void all.fill(fill, 0, bytes))
  const FILES: Record<string, (dir: string) => void> = {
    'a wrong byte where the file says that it is one of SQLite': flipped(3, 0xff),
    'a wrong byte where the file says that it is a log': flipped(69, 0xff),
    'a format that nobody ever released': flipped(63, 0x01),
    'a first page of zeros': page1(0),
    'a first page of another program': page1('MZ'),
    'a header of zeros': page1(0, 100),
    'another file in its place': (dir) => writeFileSync(at(dir), 'a shopping list '.repeat(500)),
    'a short file in its place': (dir) => writeFileSync(at(dir), 'eggs'),
    'a file of another program, and no -wal': (dir) => {
      writeFileSync(at(dir), Buffer.alloc(9_999, 'MZ'))
      rmSync(at(dir, 'log.db-wal'))
    },
    'a folder in its place': (dir) => {
      rmSync(at(dir))
      mkdirSync(at(dir))
    },
    'a column of the schema under another name': renamed('explained'),
    'a trigger of the schema that asks for another column': renamed('new.body'),
    'the database deleted': (dir) => rmSync(at(dir)),
    'the -wal deleted': (dir) => rmSync(at(dir, 'log.db-wal')),
    'both deleted': (dir) => {
      rmSync(at(dir))
      rmSync(at(dir, 'log.db-wal'))
    },
    'the database replaced by one of another counter': (dir) => give(dir, other, 'log.db'),
    'a damaged database of another counter, and no -wal': (dir) => {
      give(dir, other, 'log.db')
      rmSync(at(dir, 'log.db-wal'))
      renamed('explained')(dir)
    },
    'the -wal replaced by one of another counter': (dir) => give(dir, other, 'log.db-wal'),
    'both replaced by those of another counter': (dir) => {
      give(dir, other, 'log.db')
      give(dir, other, 'log.db-wal')
    },
    'database and -wal swapped': (dir) => {
      renameSync(at(dir), at(dir, 'x'))
      renameSync(at(dir, 'log.db-wal'), at(dir))
      renameSync(at(dir, 'x'), at(dir, 'log.db-wal'))
    },
    'the key file deleted': (dir) => rmSync(at(dir, 'seal.json')),
    'the key file of another counter': (dir) => give(dir, other, 'seal.json'),
    'the side file deleted': (dir) => rmSync(at(dir, 'side.log')),
    'the side file full of another file': (dir) => copyFileSync(at(dir, 'seal.json'), at(dir, 'side.log')),
  }
  it.each(Object.entries(FILES))('%s', (name, doIt) => {
    const found = noneFound()
    damage(day, name, doIt, found)
    report(name, found)
  })
})
