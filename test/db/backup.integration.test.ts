import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp, copiesIn } from '../../src/db/backup/back-up.ts'
import { partIn } from '../../src/db/backup/copy.ts'
import { type Copy, copyName, expendable, newestOf, readCopyName } from '../../src/db/backup/rotation.ts'
import type { Log } from '../../src/db/log/log.ts'
import { readLog } from '../../src/db/log/open.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let k: Kit
let log: Log
let folder: string
let path: string
beforeEach(() => {
  k = kit()
  log = k.log()
  folder = join(k.dir, 'copies')
  path = join(k.dir, 'log.db')
  serve(k, log, [5, 1, null])
})
afterEach(() => k.end())

const HOUR = 3_600_000
const OTHER = '019deb22-0000-7000-8000-000000000001'

describe('a copy of the log', () => {
  it('is made while the log is written, and is a whole log by itself', () => {
    const made = must(backUp(path, folder, k.clock.now()))
    expect(made).toMatchObject({ logId: log.id, seq: log.head().seq, hash: log.head().hash, removed: 0 })
    serve(k, log, [4])
    const alone = join(k.dir, 'elsewhere')
    mkdirSync(alone)
    copyFileSync(made.file, join(alone, 'log.db'))
    const copy = must(readLog(alone))
    expect(copy.verify()).toMatchObject({ ok: true, entries: made.seq })
    copy.close()
    expect(readdirSync(folder)).toHaveLength(1)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })
  it('that reaches further than the log stays, and nothing takes its place', () => {
    must(backUp(path, folder, k.clock.now()))
    const before = readdirSync(folder)
    const raw = k.unguarded()
    raw.exec(`delete from entry where seq > ${log.head().seq - 3}`)
    expect(backUp(path, folder, k.clock.now() + HOUR)).toMatchObject({
      ok: false,
      error: { code: 'data/backup-lower', params: { seq: log.head().seq, found: log.head().seq - 3 } },
    })
    expect(readdirSync(folder)).toEqual(before)
  })
  it('of a damaged log is none, and older copies stay', () => {
    must(backUp(path, folder, k.clock.now()))
    log.close()
    rmSync(`${path}-wal`, { force: true })
    truncateSync(path, 4096)
    expect(backUp(path, folder, k.clock.now() + HOUR).ok).toBe(false)
    expect(readdirSync(folder)).toHaveLength(1)
  })
  it('that was cut off half-way is no copy', () => {
    mkdirSync(folder)
    writeFileSync(partIn(folder, log.id), 'half')
    must(backUp(path, folder, k.clock.now()))
    expect(readdirSync(folder).every((name) => readCopyName(name))).toBe(true)
  })
  it('leaves the copies of other counters alone that are on the same share, and one of theirs that is being made', () => {
    const theirs = Array.from({ length: 60 }, (_, n) =>
      copyName({ logId: OTHER, seq: n + 1, at: k.clock.now() - n * 60_000 }),
    )
    mkdirSync(folder)
    for (const name of [...theirs, basename(partIn(folder, OTHER))])
      writeFileSync(join(folder, name), 'theirs')
    for (let hour = 0; hour < 30; hour += 1) {
      serve(k, log, [4])
      must(backUp(path, folder, k.clock.now() + hour * HOUR))
    }
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([...theirs, basename(partIn(folder, OTHER))]))
    expect(copiesIn(folder).filter(({ logId }) => logId === log.id).length).toBeLessThan(30)
  })
  it('is made also where an old one cannot be let go, as where a virus scanner holds it', () => {
    for (let hour = 0; hour < 40; hour += 1)
      // A folder cannot be deleted as a file can.
      mkdirSync(join(folder, copyName({ logId: log.id, seq: 1, at: k.clock.now() - hour * 60_000 })), {
        recursive: true,
      })
    const made = must(backUp(path, folder, k.clock.now() + HOUR))
    expect(made).toMatchObject({ seq: log.head().seq, removed: 0 })
    expect(readCopyName(basename(made.file))).toMatchObject({ seq: made.seq })
  })
  it('into a place that is none says so', () => {
    writeFileSync(folder, 'a file')
    expect(backUp(path, folder, k.clock.now())).toMatchObject({
      ok: false,
      error: { code: 'data/backup-place', params: { path: folder } },
    })
  })
})

describe('the rotation', () => {
  const at = fc.integer({ min: Date.UTC(2025, 0, 1) / 1000, max: Date.UTC(2026, 11, 31) / 1000 })
  const copies = fc
    .uniqueArray(fc.record({ logId: fc.constant(OTHER), seq: fc.nat({ max: 9999 }), at }), {
      maxLength: 120,
      selector: ({ at: second }) => second,
    })
    .map((all) => all.map((copy) => ({ ...copy, at: copy.at * 1000 })))
    .map((all): Copy[] => all.map((copy) => ({ ...copy, name: copyName(copy) })))

  it('keeps the newest of 24 hours, 14 days and 12 months, and the furthest, whatever was there', () => {
    fc.assert(
      fc.property(copies, (all) => {
        const gone = new Set(expendable(all))
        const kept = all.filter((copy) => !gone.has(copy))
        expect(kept.length).toBeLessThanOrEqual(24 + 14 + 12 + 1)
        const newest = (by: number) => [
          ...Map.groupBy(
            [...all].sort((a, b) => b.seq - a.seq || b.at - a.at),
            (copy) => new Date(copy.at).toISOString().slice(0, by),
          ).values(),
        ]
        for (const [by, count] of [
          [13, 24],
          [10, 14],
          [7, 12],
        ] as const)
          for (const [first] of newest(by).slice(0, count)) expect(kept).toContain(first)
        const furthest = Math.max(0, ...all.map(({ seq }) => seq))
        if (all.length > 0) expect(kept.some(({ seq }) => seq === furthest)).toBe(true)
        // A second look lets nothing more go.
        expect(expendable(kept)).toEqual([])
      }),
      { seed: 20260503 },
    )
  })
  it('is not held up by copies of a time when the clock was years ahead, nor is one of those gone back to', () => {
    const named = (seq: number, at: number): Copy => ({
      ...{ logId: OTHER, seq, at },
      name: copyName({ logId: OTHER, seq, at }),
    })
    const wrong = Array.from({ length: 40 }, (_, n) => named(n + 1, Date.UTC(2099, 0, 1 + n)))
    const right = Array.from({ length: 24 }, (_, n) => named(100 + n, Date.UTC(2026, 4, 3) + n * HOUR))
    const gone = new Set(expendable([...wrong, ...right]))
    expect(right.filter((copy) => gone.has(copy))).toEqual([])
    expect(wrong.filter((copy) => !gone.has(copy)).length).toBeLessThan(14 + 12)
    expect(newestOf([...wrong, ...right])).toEqual(right.at(-1))
    expect(newestOf([])).toBeNull()
  })
  it('reads back what a name says, and takes nothing else for a copy', () => {
    const copy = { logId: OTHER, seq: 12, at: Date.UTC(2026, 4, 3, 8, 0, 1) }
    expect(readCopyName(copyName(copy))).toEqual({ ...copy, name: copyName(copy) })
    for (const name of ['log.db', 'guiping-.db', `${copyName(copy)}-wal`])
      expect(readCopyName(name)).toBeNull()
  })
})
