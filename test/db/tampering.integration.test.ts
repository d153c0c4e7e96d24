import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entryHash } from '../../src/db/chain/chain.ts'
import type { Log } from '../../src/db/log/log.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let k: Kit
let log: Log
beforeEach(() => {
  k = kit()
  log = k.log()
  serve(k, log, [5, 1, null])
})
afterEach(() => k.end())

describe('verify finds what was done to a log with a tool', () => {
  it('nothing, as long as nothing was done', () => {
    expect(log.verify()).toEqual({
      ok: true,
      verdict: 'ok',
      why: '',
      logId: log.id,
      entries: log.head().seq,
      head: log.head().hash,
      pruned: 0,
      firstBad: null,
      from: null,
      to: null,
      staff: [],
      seals: 1,
      checkedSeals: 0,
      problem: '',
    })
  })
  it('a bad level made a good one', () => {
    k.unguarded().exec(`update entry set body = replace(body, '"level":1', '"level":5')`)
    expect(log.verify()).toMatchObject({
      ...{ ok: false, verdict: 'edited', entries: 9, firstBad: 10, staff: ['A01'] },
      problem: '第 10 条的内容与写入时不同',
    })
    expect(log.verify('en-US').problem).toBe('The content of entry 10 is not as it was written')
  })
  it('one with its hash made to fit: the next entry no longer follows', () => {
    const raw = k.unguarded()
    const row = raw.prepare('select body, prev from entry where seq = 10').get() as {
      body: string
      prev: Buffer
    }
    const body = row.body.replace('"level":1', '"level":5')
    const hash = Buffer.from(entryHash(log.id, 10, row.prev.toString('hex'), body), 'hex')
    raw.prepare('update entry set body = ?, hash = ? where seq = 10').run(body, hash)
    expect(log.verify()).toMatchObject({ ok: false, firstBad: 11 })
  })
  it('one that the program never writes, in a chain that fits: its body is damaged', () => {
    const raw = k.unguarded()
    const { seq, hash } = log.head()
    const { body } = log.entries(seq, 1, 1e9)[0] ?? { body: '{}' }
    const odd = JSON.stringify({
      ...JSON.parse(body),
      id: 'odd',
      kind: 'key.pressed',
      level: { not: 'a level' },
    })
    raw
      .prepare('insert into entry (log_id, seq, body, prev, hash) values (?, ?, ?, unhex(?), unhex(?))')
      .run(log.id, seq + 1, odd, hash, entryHash(log.id, seq + 1, hash, odd))
    expect(log.verify()).toMatchObject({ verdict: 'damaged', why: 'body', firstBad: seq + 1 })
  })
  it('an entry cut out of the middle', () => {
    k.unguarded().exec('delete from entry where seq = 6')
    expect(log.verify()).toMatchObject({ ok: false, entries: 5, firstBad: 6, problem: '缺少第 6 条' })
  })
  it('the end cut off, where the hall had acknowledged it', () => {
    must(log.setAcked(log.head().seq))
    const { seq } = log.head()
    k.unguarded().exec(`delete from entry where seq > ${seq - 2}`)
    expect(log.verify()).toMatchObject({ ok: false, firstBad: seq - 1 })
    expect(log.verify().problem).toContain(`${seq}`)
  })
  it('an end written anew, where the hall had acknowledged another', () => {
    const { seq } = log.head()
    must(log.setAcked(seq))
    log.close()
    const raw = k.unguarded()
    raw.exec(`delete from entry where seq = ${seq}; delete from matter; delete from shift; delete from press`)
    const again = k.log('boot-2')
    must(again.append([{ kind: 'app.suspended', ...k.at() }]))
    must(again.rebuild())
    expect(again.verify()).toMatchObject({ ok: false, firstBad: seq })
  })
  it('an entry of another log', () => {
    const raw = k.unguarded()
    raw.exec(`insert into entry (log_id, seq, body, prev, hash)
      select 'z', (select 1 + max(seq) from entry), json_set(body, '$.id', 'other'), prev, hash
      from entry where seq = 1`)
    expect(log.verify().ok).toBe(false)
  })
  it.each([
    ['a better level in the tables alone', 'update press set level = 5 where level = 1', '按键表'],
    ['a press taken out of the tables', 'delete from press where level = 1', '按键表'],
    [
      'an unrated matter called rated',
      `update matter set outcome = 'rated' where outcome = 'unrated'`,
      '办件表',
    ],
    [
      'a matter added',
      `insert into matter select 'zz', seq, shift, staff, opened_at, item_code, item_name,
      reference, asks, ask, closed_at, outcome, reason, press, served_ms, visit, explained, overtime_ms from matter limit 1`,
      '办件表',
    ],
    ['a shift moved to another clerk', `update shift set staff = 'B02'`, '班次表'],
  ])('%s', (_, sql, table) => {
    k.raw().exec(sql)
    const report = log.verify()
    expect(report).toMatchObject({ ok: false, firstBad: null })
    expect(report.problem).toContain(table)
  })
})

describe('a log into which another program writes while ours runs', () => {
  it('takes nothing more of ours, and what we confirm waits in the side file', () => {
    k.raw().exec(`insert into entry (log_id, seq, body, prev, hash)
      select log_id, seq + 1, json_set(body, '$.id', 'other'), prev, hash from entry order by seq desc limit 1`)
    expect(log.append([{ kind: 'app.suspended', ...k.at() }])).toEqual({ ok: true, value: [] })
    expect(log.waiting()).toMatchObject({
      entries: 1,
      why: { code: 'data/foreign-entry' },
    })
    expect(log.verify().ok).toBe(false)
  })
})
