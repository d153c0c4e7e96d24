import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../../src/db/chain/judge.ts'
import { type EntryDraft, parseBody } from '../../src/shared/entries.ts'
import {
  asked,
  ITEM,
  type Kit,
  kit,
  matterOpened,
  must,
  rated,
  serve,
  shiftOpened,
  unrated,
} from './log-kit.ts'

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

const bodies = (log: { entries(from: number, n: number, bytes: number): { body: string }[] }) =>
  log.entries(1, 1000, 1e9).map(({ body }) => JSON.parse(body))

describe('a log', () => {
  it('begins with log.opened, which names itself, the station and the algorithm', () => {
    const log = k.log()
    const [first] = bodies(log)
    expect(first).toMatchObject({
      v: 1,
      kind: 'log.opened',
      log_id: log.id,
      alg: 'sha256',
      station: '7',
      by: null,
    })
    expect(first.continues).toBeNull()
    expect(log.head().seq).toBe(1)
    expect(log.entries(1, 1, 1e9)[0]?.logId).toBe(log.id)
  })
  it('keeps id, head and entries over a restart, and the chain goes on', () => {
    const first = k.log()
    serve(k, first, [5, null])
    const { id } = first
    const head = first.head()
    first.close()
    const second = k.log('boot-2')
    expect(second.id).toBe(id)
    expect(second.head()).toEqual(head)
    serve(k, second, [1])
    expect(judge(id, second.entries(1, 1000, 1e9))).toMatchObject({ verdict: 'ok', entries: head.seq + 6 })
  })
  it('says how far a check of it is', () => {
    const log = k.log()
    must(log.append(Array.from({ length: 10_100 }, () => ({ kind: 'app.suspended', ...k.at() }) as const)))
    const told: number[][] = []
    expect(log.verify('en-US', {}, (...far) => told.push(far)).ok).toBe(true)
    expect(told).toEqual([[10_000, log.head().seq]])
  })
  it('commits with an fsync, also when it is opened again: synchronous is FULL and the journal WAL', () => {
    k.log().close()
    const reopened = k.log()
    // The pragma belongs to the connection: only the log's own can say.
    expect(reopened.durability()).toEqual({ journal: 'wal', synchronous: 2 })
    must(reopened.setAcked(reopened.head().seq))
    expect(reopened.durability()).toEqual({ journal: 'wal', synchronous: 2 })
  })
  it('is for the owner alone', () => {
    k.log()
    expect(statSync(join(k.dir, 'log.db')).mode & 0o077).toBe(0)
  })
})

describe('an entry', () => {
  it('is one line with its fields in a fixed order, whatever the order of the draft', () => {
    const log = k.log()
    const shift = '01890a5d-ac96-774b-bcce-b302099a8057'
    const [stored] = must(
      log.append([{ staff: 'A\n01', by: 'A01', shift, mono: 1.5, at: 10, kind: 'shift.opened' }]),
    )
    const { id, ...rest } = JSON.parse(stored?.body ?? '')
    expect(stored?.body).toBe(
      `{"v":1,"kind":"shift.opened","id":"${id}","at":10,"mono":1.5,"boot":"boot-1","by":"A01",` +
        `"shift":"${shift}","staff":"A\\n01"}`,
    )
    expect(rest).toMatchObject({ staff: 'A\n01' })
  })
  it('keeps the id that its draft was given', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057'
    const [stored] = must(k.log().append([{ kind: 'app.suspended', id, ...k.at() }]))
    expect(JSON.parse(stored?.body ?? '').id).toBe(id)
  })
  it('is never changed, deleted or replaced through SQL', () => {
    const log = k.log()
    serve(k, log, [5])
    const raw = k.raw()
    expect(() => raw.exec(`update entry set body = '{}'`)).toThrow('never changed')
    expect(() => raw.exec('delete from entry')).toThrow('never deleted')
    const columns = '(log_id, seq, body, prev, hash)'
    expect(() =>
      raw.exec(`insert or replace into entry ${columns} select log_id, seq, body, prev, hash from entry`),
    ).toThrow('only added at the end')
    expect(() =>
      raw.exec(
        `insert or replace into entry ${columns}
          select log_id, (select max(seq) + 1 from entry), body, prev, hash from entry where seq = 1`,
      ),
    ).toThrow('only added at the end')
    expect(() =>
      raw.exec(
        `insert into entry ${columns} select log_id, 99, json_set(body, '$.id', 'x'), prev, hash from entry where seq = 1`,
      ),
    ).toThrow('only added at the end')
    expect(() =>
      raw.exec(
        `insert into entry ${columns} select 'z', 8, json_set(body, '$.id', 'x'), prev, hash from entry where seq = 1`,
      ),
    ).toThrow('only added at the end')
    expect(log.verify()).toMatchObject({ ok: true, entries: 7 })
  })
  it('that does not fit its kind is thrown back before anything of its batch is written', () => {
    const log = k.log()
    const good: EntryDraft = { kind: 'app.suspended', ...k.at() }
    const bad = { kind: 'shift.opened', ...k.at(), shift: 'no uuid', staff: 'A01' } satisfies EntryDraft
    expect(() => log.append([good, bad])).toThrow('bad shift.opened: shift')
    expect(() => log.append([{ ...good, at: Number.NaN }])).toThrow('bad app.suspended: at')
    expect(() => log.append([JSON.parse('{"kind":"no.such","at":1,"mono":1,"by":null}')])).toThrow(
      'no such kind',
    )
    expect(log.head().seq).toBe(1)
    expect(log.verify().ok).toBe(true)
  })
  it('about a fault whose words are longer than there is room for is cut, not refused', () => {
    const log = k.log()
    const words = `${'路'.repeat(511)}\u{1f600} and more`
    const [stored] = must(
      log.append([{ kind: 'incident', ...k.at(), code: 'data/recovered', detail: words }]),
    )
    expect(parseBody(stored?.body ?? '')).toMatchObject({
      ok: true,
      entry: { code: 'data/recovered', detail: `${'路'.repeat(511)}\ufffd` },
    })
  })
  it('with an id that the log has already is refused with its whole batch, and the head stays', () => {
    const log = k.log()
    const id = '01890a5d-ac96-774b-bcce-b302099a8057'
    const twice: EntryDraft = { kind: 'app.suspended', id, ...k.at() }
    must(log.append([twice]))
    const head = log.head()
    expect(() => log.append([{ kind: 'app.suspended', ...k.at() }, twice])).toThrow('only added at the end')
    expect(log.head()).toEqual(head)
    must(log.append([{ kind: 'app.suspended', ...k.at() }]))
    expect(log.verify()).toMatchObject({ ok: true, entries: 4 })
  })
})

describe('what the pages and the delivery ask', () => {
  it('gives entries from a place, bounded in number and bytes, but never none while there is one', () => {
    const log = k.log()
    serve(k, log, [5, 4])
    expect(log.entries(3, 2, 1e9).map(({ seq }) => seq)).toEqual([3, 4])
    expect(log.entries(2, 100, 1).map(({ seq }) => seq)).toEqual([2])
    const [a, b] = log.entries(1, 2, 1e9)
    const two = Buffer.byteLength(a?.body ?? '') + Buffer.byteLength(b?.body ?? '') + 2
    expect(log.entries(1, 100, two)).toHaveLength(2)
    expect(log.entries(1, 100, two - 1)).toHaveLength(1)
    expect(log.entries(99, 100, 1e9)).toEqual([])
    expect(log.hashAt(2)).toBe(b?.hash)
    expect(log.hashAt(99)).toBeNull()
    expect(log.hashAt(0)).toBeNull()
  })
  it('remembers how far the hall has acknowledged, over a restart and backwards', () => {
    const log = k.log()
    serve(k, log, [5])
    expect(log.acked()).toBe(0)
    must(log.setAcked(4))
    log.close()
    const again = k.log()
    expect(again.acked()).toBe(4)
    must(again.setAcked(2))
    expect(again.acked()).toBe(2)
  })
  it('shows a clerk the own matters of the day, newest first, and the sums, without any level', () => {
    const log = k.log()
    serve(k, log, [5])
    const since = k.clock.now()
    const shift = serve(k, log, [1, null, 3])
    const open = matterOpened(k, shift, undefined, 'R-9')
    must(log.append([open]))
    must(log.append([{ ...matterOpened(k, shift), by: 'B02' }]))
    const today = log.today('A01', since)
    expect(today).toMatchObject({ count: 4, asked: 3, rated: 2, unrated: 1 })
    expect(today.matters.map(({ outcome }) => outcome)).toEqual(['open', 'rated', 'unrated', 'rated'])
    expect(today.matters[0]).toEqual({
      id: open.matter,
      openedAt: open.at,
      item: ITEM,
      reference: 'R-9',
      servedMs: null,
      outcome: 'open',
      reason: null,
      explained: null,
      overtimeMs: null,
      visit: open.matter,
      shift,
    })
    expect(today.matters[2]).toMatchObject({ reason: 'no-press', servedMs: 2000 })
    expect(JSON.stringify(today)).not.toMatch(/"level"|"press"/)
    expect(log.today('nobody', 0)).toEqual({ matters: [], count: 0, asked: 0, rated: 0, unrated: 0 })
  })
  it('lists at most 200 matters while the sums count all', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const opened = Array.from({ length: 201 }, () => matterOpened(k, shift))
    must(log.append(opened))
    const today = log.today('A01', 0)
    expect(today.matters).toHaveLength(200)
    expect(today.count).toBe(201)
    expect(today.matters[0]?.id).toBe(opened[200]?.matter)
  })
  it('orders by the chain when the clock is set back', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const first = matterOpened(k, shift)
    k.clock.setWall(Date.UTC(2001, 0, 1))
    const second = matterOpened(k, shift)
    must(log.append([first]))
    must(log.append([second]))
    expect(log.today('A01', 0).matters.map(({ id }) => id)).toEqual([second.matter, first.matter])
    expect(log.openWork()?.matter?.id).toBe(second.matter)
  })
  it('finds entries by day and kind', () => {
    const log = k.log()
    serve(k, log, [5])
    const from = k.clock.now()
    serve(k, log, [4])
    expect([...log.query({})]).toHaveLength(12)
    expect([...log.query({ kinds: ['key.pressed'] })].map(({ seq }) => seq)).toEqual([6, 11])
    k.clock.advance(5000)
    const to = k.clock.now()
    must(log.append([{ kind: 'app.suspended', ...k.at() }]))
    expect([...log.query({ to: from })].map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect([...log.query({ from, to })].map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
    expect([...log.query({ from: to })].map(({ seq }) => seq)).toEqual([13])
  })
})

describe('the work that a start finds', () => {
  it('is none after a sign-out', () => {
    const log = k.log()
    expect(log.openWork()).toBeNull()
    const shift = serve(k, log, [5])
    must(log.append([{ kind: 'shift.closed', ...k.at(), shift, why: 'clerk' }]))
    expect(log.openWork()).toBeNull()
  })
  it('is the open shift, its pause and its matter as last changed, with the ask that was open', () => {
    const log = k.log()
    const opened = shiftOpened(k)
    const shift = opened.kind === 'shift.opened' ? opened.shift : ''
    must(log.append([opened]))
    const openedAt = k.clock.now()
    expect(log.openWork()).toEqual({
      shift: { id: shift, staff: 'A01', openedAt, paused: null },
      ...{ matter: null, waiting: [], lastItem: null, unexplained: [] },
    })

    const matter = matterOpened(k, shift, undefined, 'R-1')
    const item = { code: 'SB', name: '申报' }
    must(log.append([matter, { kind: 'matter.changed', ...k.at(), matter: matter.matter, item }]))
    k.clock.advance(5000)
    const ask = asked(k, matter.matter)
    must(log.append([ask]))
    log.close()
    expect(k.log('boot-2').openWork()).toEqual({
      shift: { id: shift, staff: 'A01', openedAt, paused: null },
      matter: {
        id: matter.matter,
        item,
        reference: 'R-1',
        visit: null,
        openedAt: matter.at,
        servedMs: 5000,
        ask: ask.ask,
      },
      ...{ waiting: [], lastItem: 'SB', unexplained: [] },
    })
  })
  it('is paused with its reason until it is resumed', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    must(log.append([{ kind: 'shift.paused', ...k.at(), shift, reason: 'meal' }]))
    expect(log.openWork()?.shift.paused).toEqual({ reason: 'meal' })
    must(log.append([{ kind: 'shift.resumed', ...k.at(), shift, pausedMs: 1 }]))
    expect(log.openWork()?.shift.paused).toBeNull()
  })
  it('has no matter once that one was closed', () => {
    const log = k.log()
    const shift = serve(k, log, [5])
    const matter = matterOpened(k, shift)
    must(log.append([matter]))
    must(log.append([unrated(k, matter.matter)]))
    expect(log.openWork()).toMatchObject({ shift: { id: shift }, matter: null })
  })
})

describe('projections', () => {
  it('keep the level in press alone', () => {
    const log = k.log()
    serve(k, log, [2])
    const raw = k.raw()
    expect(raw.prepare('select verdict, level from press').all()).toEqual([{ verdict: 'counted', level: 2 }])
    for (const table of ['matter', 'shift']) {
      const columns = raw.pragma(`table_info(${table})`) as { name: string }[]
      expect(columns.map(({ name }) => name)).not.toContain('level')
    }
  })
  it('let a matter end once: what comes after its end changes nothing', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const matter = matterOpened(k, shift)
    const ask = asked(k, matter.matter)
    must(log.append([matter, ask, unrated(k, matter.matter)]))
    must(log.append(rated(k, matter.matter, ask.ask, 1)))
    expect(log.today('A01', 0)).toMatchObject({ rated: 0, unrated: 1 })
    expect(log.verify().ok).toBe(true)
  })
  it('are made again from the entries exactly as they were', () => {
    const log = k.log()
    serve(k, log, [5, null, 1])
    const raw = k.raw()
    const tables = () =>
      ['shift', 'matter', 'press'].map((table) => raw.prepare(`select * from ${table}`).all())
    const before = tables()
    raw.exec(`delete from press; update matter set outcome = 'open'; delete from shift`)
    expect(log.verify()).toMatchObject({ ok: false, firstBad: null })
    expect(must(log.rebuild())).toEqual({ entries: log.head().seq })
    expect(tables()).toEqual(before)
    expect(log.verify()).toMatchObject({ ok: true, problem: '' })
  })
})
