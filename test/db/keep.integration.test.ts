import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../../src/db/chain/judge.ts'
import { entryLine } from '../../src/db/glog/write.ts'
import type { Received } from '../../src/db/keep/limit.ts'
import type { Log } from '../../src/db/log/log.ts'
import { readLog } from '../../src/db/log/open.ts'
import type { StoredEntry } from '../../src/shared/entries.ts'
import type { Level } from '../../src/shared/levels.ts'
import type { SealKey } from '../../src/shared/seal.ts'
import { all, DAY, day, deliver, letGo, plan, plans, tenMonths, trueNow, trueTime } from './keep-kit.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve, shiftOpened } from './log-kit.ts'
import { python } from './python-check.ts'

const SEED = Number(process.env['PROOF_SEED'] ?? 20260503)
const RUNS = Number(process.env['PROOF_RUNS'] ?? 15)

let k: Kit
let log: Log
let first: SealKey
beforeEach(() => {
  k = kit()
  log = k.log()
  first = log.sealKey()
})
afterEach(() => k.end())

const kindOf = ({ body }: StoredEntry): string => JSON.parse(body).kind
const key = () => ({ keys: [first], mustSeal: true })

describe('a log that old entries have left', () => {
  it('still verifies, with the hall’s key too; an entry says who, why, what left and where it is', () => {
    const received = tenMonths(k, log)
    const before = all(log)
    const cut = must(plan(k, log, received))
    must(letGo(k, log, cut))
    const left = all(log)
    expect(left[0]?.seq).toBe(cut.to + 1)
    expect(kindOf(left[0] as StoredEntry)).toBe('log.sealed')
    expect(cut).toMatchObject({ from: 1, entries: cut.to, head: before[cut.to - 1]?.hash })
    expect(JSON.parse(left.at(-1)?.body ?? '')).toMatchObject({
      ...{ kind: 'log.pruned', who: 'it', why: '满期', from: 1, to: cut.to, entries: cut.to },
      ...{ head: cut.head, archive: { file: expect.stringContaining('copy.db') } },
    })
    expect(log.verify('zh-CN', key())).toMatchObject({
      ...{ ok: true, verdict: 'ok', pruned: cut.to, entries: log.head().seq },
      checkedSeals: left.filter((entry) => kindOf(entry) === 'log.sealed').length,
    })
    expect(log.anchors()).toMatchObject([{ seq: cut.to, hash: cut.head }])
    expect(log.hashAt(cut.to)).toBe(cut.head)
    expect(log.hashAt(cut.to - 1)).toBeNull()
  })
  it('goes on: work, a rebuilt table, a restart, a second leaving', () => {
    const received = tenMonths(k, log)
    must(letGo(k, log, must(plan(k, log, received))))
    serve(k, log, [5, 2])
    must(log.rebuild())
    expect(log.verify()).toMatchObject({ ok: true })
    log.close()
    const again = k.log('boot-2')
    expect(again.findings).toEqual([])
    const [open] = all(again).slice(-1)
    expect(open).toBeDefined()
    const shift = again.openWork()?.shift.id ?? ''
    must(again.append([{ kind: 'shift.closed', ...k.at(), shift, why: 'clerk' }]))
    must(again.seal('end'))
    for (let month = 0; month < 10; month += 1) {
      k.clock.advance(30 * DAY)
      day(k, again, [3])
      deliver(k, again, received)
    }
    must(letGo(k, again, must(plan(k, again, received))))
    expect(again.anchors()).toHaveLength(2)
    expect(again.verify('zh-CN', key())).toMatchObject({ ok: true })
  })
  it('loses nothing while a shift is open, nor when the log is not as the plan saw it', () => {
    const received = tenMonths(k, log)
    const cut = must(plan(k, log, received))
    const shift = shiftOpened(k)
    must(log.append([shift]))
    expect(letGo(k, log, cut)).toEqual({ ok: false, error: { code: 'keep/shift-open' } })
    must(log.append([{ ...(shift as { shift: string }), kind: 'shift.closed', ...k.at(), why: 'clerk' }]))
    for (const other of [{ head: '0'.repeat(64) }, { to: cut.to - 1 }, { from: 2 }, { to: 1e6 }])
      expect(letGo(k, log, { ...cut, ...other })).toEqual({ ok: false, error: { code: 'keep/changed' } })
    must(log.setAcked(cut.to - 1))
    expect(letGo(k, log, cut)).toEqual({ ok: false, error: { code: 'keep/changed' } })
    expect(all(log)[0]?.seq).toBe(1)
    expect(log.anchors()).toEqual([])
    expect(log.verify()).toMatchObject({ ok: true, pruned: 0 })
  })
  it('leaves in pieces, each whole by itself: a clerk who begins between two keeps the rest where it is', () => {
    const received = tenMonths(k, log)
    const { cut, pieces } = must(plans(k, log, received, {}, 1))
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.at(-1)?.to).toBe(cut.to)
    expect(pieces.reduce((sum, { entries }) => sum + entries, 0)).toBe(cut.entries)
    expect(must(plans(k, log, received)).pieces).toEqual([cut])
    const [one, two, three] = pieces as [typeof cut, typeof cut, typeof cut]
    must(letGo(k, log, one))
    expect(log.verify('zh-CN', key())).toMatchObject({ ok: true, pruned: one.to })
    must(letGo(k, log, two))
    const shift = shiftOpened(k)
    must(log.append([shift]))
    expect(letGo(k, log, three)).toEqual({ ok: false, error: { code: 'keep/shift-open' } })
    expect(all(log)[0]?.seq).toBe(two.to + 1)
    expect(log.verify('zh-CN', key())).toMatchObject({ ok: true, pruned: two.to })
    expect(all(log).filter((entry) => kindOf(entry) === 'log.pruned')).toHaveLength(2)
  })
  it('keeps a story whole: what a late press still names stays with it', () => {
    const received: Received[] = []
    const shift = shiftOpened(k) as { shift: string } & ReturnType<typeof shiftOpened>
    const opened = matterOpened(k, shift.shift)
    const ask = asked(k, opened.matter)
    const [press, closed] = rated(k, opened.matter, ask.ask, 5)
    must(log.append([shift, opened, ask]))
    must(log.append([press, closed] as never))
    must(log.append([{ kind: 'shift.closed', ...k.at(), shift: shift.shift, why: 'clerk' }]))
    must(log.seal('end'))
    deliver(k, log, received)
    k.clock.advance(250 * DAY)
    day(k, log, [5])
    const late = { ...(press as object), id: undefined, ...k.at(), verdict: 'too-late' }
    must(log.append([late as never]))
    must(log.seal('end'))
    deliver(k, log, received)
    // Nothing but the log's first entry is of one piece with nothing that stays.
    expect(plan(k, log, received)).toMatchObject({ ok: true, value: { to: 1 } })
  })
  it('keeps a shift whole that ended long after its first seals', () => {
    const received: Received[] = []
    const shift = serve(k, log, [5, 1])
    must(log.seal('end'))
    deliver(k, log, received)
    k.clock.advance(250 * DAY)
    must(log.append([{ kind: 'shift.closed', ...k.at(), shift, why: 'handover' }]))
    day(k, log, [5])
    deliver(k, log, received)
    expect(plan(k, log, received)).toMatchObject({ ok: true, value: { to: 1 } })
  })
  it('gives no sum away of which ratings have left', () => {
    const received: Received[] = []
    day(k, log, Array<Level>(6).fill(1))
    deliver(k, log, received)
    k.clock.advance(200 * DAY)
    day(k, log, Array<Level>(6).fill(5))
    deliver(k, log, received)
    must(log.append([{ kind: 'results.shown', ...k.at(), who: 'A01', through: log.head().seq, ratings: 12 }]))
    expect(log.shownSums('A01')).toMatchObject([{ ratings: 12 }])
    must(letGo(k, log, must(plan(k, log, received))))
    expect(log.shownSums('A01')).toEqual([])
    expect(log.verify()).toMatchObject({ ok: true })
  })
})

describe('a beginning that is not as it was written down gets the verdict it deserves, from Python too', () => {
  const CASES: Record<string, { sql: string; verdict: string; why: string }> = {
    'the anchor’s hash is edited': {
      sql: `update anchor set hash = zeroblob(32)`,
      ...{ verdict: 'edited', why: 'anchor' },
    },
    'the anchor’s place is edited': {
      sql: 'update anchor set seq = seq + 1',
      verdict: 'edited',
      why: 'anchor',
    },
    'the anchor is gone': { sql: 'delete from anchor', verdict: 'edited', why: 'anchor' },
    'more was deleted than left, and the anchor made to fit': {
      sql: `delete from entry where seq <= (select seq + 3 from anchor);
        update anchor set seq = seq + 3, hash = (select prev from entry order by seq limit 1);
        delete from shift where seq < (select min(seq) from entry);
        delete from matter where seq < (select min(seq) from entry);
        delete from press where seq < (select min(seq) from entry)`,
      ...{ verdict: 'edited', why: 'gap' },
    },
    'the entry that says so is edited': {
      sql: `update entry set body = replace(body, '满期', '误删') where kind = 'log.pruned'`,
      ...{ verdict: 'edited', why: 'hash' },
    },
    'the entry that says so is cut off': {
      sql: `delete from entry where kind = 'log.pruned'`,
      ...{ verdict: 'edited', why: 'gap' },
    },
    'a level that stayed is edited': {
      sql: `update entry set body = replace(body, '"level":1', '"level":5')`,
      ...{ verdict: 'edited', why: 'hash' },
    },
  }
  it.each(Object.entries(CASES))('%s', (_, { sql, verdict, why }) => {
    must(letGo(k, log, must(plan(k, log, tenMonths(k, log)))))
    log.close()
    const raw = k.unguarded()
    raw.exec(sql)
    raw.exec('pragma wal_checkpoint(truncate)')
    raw.close()
    // As `guiping log verify` reads it: opening for writing looks at the end and puts what is damaged aside.
    const again = must(readLog(k.dir))
    const ours = again.verify()
    expect(ours).toMatchObject({ verdict, why })
    again.close()
    const [theirs] = python([[join(k.dir, 'log.db'), '--must-seal']])
    const { entries, head, pruned, firstBad } = ours
    expect(theirs).toMatchObject({ code: 1, report: { verdict, why, entries, head, pruned, firstBad } })
  })
  it('the first entries are taken out of an export', () => {
    tenMonths(k, log)
    const cut = all(log).slice(5)
    expect(judge(log.id, cut)).toMatchObject({ verdict: 'edited', why: 'gap', firstBad: 1, entries: 0 })
  })
})

/** What a random month of a counter's life is. */
const month = fc.record({
  levels: fc.array(fc.constantFrom<Level | null>(5, 4, 1, null), { maxLength: 3 }),
  closed: fc.boolean(),
  sealed: fc.boolean(),
  delivered: fc.boolean(),
  late: fc.boolean(),
  /** The PC's clock is set off by so many days. */
  wrong: fc.option(fc.integer({ min: -2000, max: 2000 }), { freq: 4 }),
  restart: fc.boolean(),
  pause: fc.integer({ min: 0, max: 70 }),
})

const sums = (entries: readonly StoredEntry[]) =>
  entries.flatMap((entry) => {
    const { kind, verdict, level, id } = JSON.parse(entry.body)
    return kind === 'key.pressed' && verdict === 'counted' ? [{ id, level }] : []
  })

it(`whatever the log and whatever was settled, what leaves is old and settled, whole, and the rest is as it was (seed ${SEED})`, {
  timeout: 300_000,
}, () => {
  const files: { file: string; ours: object }[] = []
  let leavings = 0
  fc.assert(
    fc.property(
      fc.array(month, { minLength: 6, maxLength: 14 }),
      fc.integer({ min: 1, max: 9 }),
      (life, months) => {
        const own = kit()
        try {
          let open = own.log('boot-0')
          const series = open.sealKey()
          const received: Received[] = []
          life.forEach((part, index) => {
            if (part.restart) {
              open.close()
              open = own.log(`boot-${index + 1}`)
            }
            if (part.wrong !== null) {
              own.clock.setWall(trueNow(own) + part.wrong * DAY)
              must(open.append([{ kind: 'clock.observed', ...own.at(), source: 'jump', offsetMs: 0 }]))
            }
            const shift = serve(own, open, part.levels)
            const press = all(open).findLast((entry) => kindOf(entry) === 'key.pressed')
            if (part.closed) must(open.append([{ kind: 'shift.closed', ...own.at(), shift, why: 'clerk' }]))
            if (part.sealed) must(open.seal('end'))
            if (part.late && press) {
              const { id: _id, ...fields } = JSON.parse(press.body)
              must(open.append([{ ...fields, ...own.at(), verdict: 'too-late' }]))
            }
            if (part.delivered) deliver(own, open, received)
            own.clock.advance(part.pause * DAY)
          })
          day(own, open, [5])
          deliver(own, open, received)
          const before = all(open)
          const found = plans(own, open, received, { months }, 10)
          if (!found.ok) return
          const { cut, pieces } = found.value
          leavings += 1
          for (const piece of pieces) must(letGo(own, open, piece))
          const left = all(open)
          const gone = before.slice(0, cut.to)
          expect(left[0]?.seq).toBe(cut.to + 1)
          for (const entry of gone) expect(trueTime(entry)).toBeLessThanOrEqual(trueNow(own) - 180 * DAY)
          expect(cut.to).toBeLessThanOrEqual(
            received.findLast(({ at }) => at <= trueNow(own) - 180 * DAY)?.seq ?? 0,
          )
          const names = (entries: readonly StoredEntry[]) =>
            new Set(entries.flatMap(({ body }) => JSON.parse(body).matter ?? []))
          expect([...names(gone)].filter((matter) => names(left).has(matter))).toEqual([])
          // The tables are those of the entries that stay, and nothing of them has changed.
          const ours = open.verify('zh-CN', { keys: [series], mustSeal: true })
          expect(ours).toMatchObject({ verdict: 'ok', pruned: cut.to })
          expect([...sums(gone), ...sums(left)]).toEqual(sums(before))
          expect(left.slice(0, before.length - gone.length)).toEqual(before.slice(gone.length))
          const file = join(k.dir, `${files.length}.jsonl`)
          writeFileSync(file, left.map(entryLine).join(''))
          const { verdict, why, entries, head, pruned } = ours
          files.push({ file, ours: { verdict, why, entries, head, pruned } })
        } finally {
          own.end()
        }
      },
    ),
    { seed: SEED, numRuns: RUNS },
  )
  expect(leavings).toBeGreaterThan(RUNS / 10)
  const theirs = python(files.map(({ file }) => [file, '--must-seal']))
  for (const [index, { ours }] of files.entries())
    expect(theirs[index]).toMatchObject({ code: 0, report: ours })
})

const fail = (): never => {
  throw new Error('no output')
}

describe('kill -9 while entries leave', () => {
  const leaving = (dir: string, cut: object): ChildProcess =>
    spawn(
      process.execPath,
      ['--no-warnings', join(import.meta.dirname, 'child-leave.ts'), dir, JSON.stringify(cut)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )

  it('leaves the log as it was or as it is to be, and whole', { timeout: 300_000 }, async () => {
    const received: Received[] = []
    for (let month = 0; month < 9; month += 1) {
      const drafts = Array.from({ length: 120 }, () =>
        matterOpened(k, '019deb22-0000-7000-8000-000000000001'),
      )
      const undone = drafts.map(({ matter }) => ({ kind: 'matter.undone', ...k.at(), matter }) as const)
      must(log.append([shiftOpened(k), ...drafts, ...undone]))
      day(k, log, [5])
      deliver(k, log, received)
      k.clock.advance(40 * DAY)
    }
    day(k, log, [5])
    deliver(k, log, received)
    const cut = must(plan(k, log, received))
    log.close()
    const outcomes = new Set<boolean>()
    /** How long the first takes, which nobody kills. */
    let whole = 0
    for (let run = 0; run <= 6; run += 1) {
      const own = kit()
      for (const name of ['log.db', 'seal.json', 'side.log']) cpSync(join(k.dir, name), join(own.dir, name))
      const child = leaving(own.dir, cut)
      const exited = once(child, 'exit')
      const said = () => once(child.stdout ?? fail(), 'data')
      await said()
      const began = performance.now()
      // Killed at one fifth after the other of the time that it takes, and once not at all.
      if (run === 0) await said()
      else await new Promise((done) => setTimeout(done, (whole * (run - 1)) / 5))
      if (run === 0) whole = performance.now() - began
      child.kill('SIGKILL')
      await exited
      const after = own.log(`boot-${run}`)
      const left = after.anchors().length > 0
      outcomes.add(left)
      expect(all(after)[0]?.seq).toBe(left ? cut.to + 1 : 1)
      expect(all(after).some((entry) => kindOf(entry) === 'log.pruned')).toBe(left)
      expect(after.verify('zh-CN', key())).toMatchObject({ ok: true, pruned: left ? cut.to : 0 })
      own.end()
    }
    expect([...outcomes].sort()).toEqual([false, true])
  })
})
