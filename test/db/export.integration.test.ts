import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/db/chain/chain.ts'
import { writeLines } from '../../src/db/export/write.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve } from './log-kit.ts'

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

describe('an export of entries', () => {
  it('is evidence: from its lines alone anybody can check the chain, byte for byte', () => {
    const log = k.log()
    serve(k, log, [5, null, 1])
    const file = join(k.dir, 'out.jsonl')
    expect(must(log.exportTo(file, 'jsonl'))).toEqual({ entries: log.head().seq })
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    const entries = lines.map((line) => {
      const { log_id: logId, ...rest } = JSON.parse(line)
      return { logId, ...rest }
    })
    expect(entries).toEqual(log.entries(1, 1000, 1e9))
    expect(verifyChain(log.id, entries)).toMatchObject({ ok: true, head: log.head() })
    expect(statSync(file).mode & 0o077).toBe(0)
  })
  it('holds the days asked for', () => {
    const log = k.log()
    serve(k, log, [5])
    const from = k.clock.now() + 1
    k.clock.advance(1000)
    serve(k, log, [4])
    const file = join(k.dir, 'out.jsonl')
    expect(must(log.exportTo(file, 'jsonl', { from }))).toEqual({ entries: 5 })
  })
})

describe('an export of matters', () => {
  const csv = (range = {}) => {
    const log = k.log()
    const file = join(k.dir, `out-${k.clock.now()}.csv`)
    const { entries } = must(log.exportTo(file, 'csv', range))
    return { text: readFileSync(file, 'utf8'), entries }
  }
  it('opens as a table in a spreadsheet: BOM, headings, a line for each matter with its level or reason', () => {
    const log = k.log()
    serve(k, log, [2, null])
    const { text, entries } = csv()
    expect(entries).toBe(2)
    expect(text.startsWith('\ufeff开始时间,')).toBe(true)
    const [, first, second, end] = text.split('\r\n')
    expect(first).toContain(',A01,ZX,咨询,,1,已评价,2,差,,,')
    expect(second).toContain(',A01,ZX,咨询,,2,未评价,,,没有按键,no-press,')
    expect(end).toBe('')
  })
  it('names columns, levels and reasons as the page does, and the code beside', () => {
    const log = k.log()
    serve(k, log, [1, null])
    const file = join(k.dir, 'named.csv')
    const policy = { labelSet: '2020' as const, unratedReasons: [{ code: 'gone', zh: '走了', en: 'Gone' }] }
    must(log.exportTo(file, 'csv', {}, policy))
    const text = readFileSync(file, 'utf8')
    expect(text.split('\r\n')[0]).toContain(
      '受理编号,办理秒数,结果,等级,等级名称,未评价原因,未评价原因代码,办件标识',
    )
    expect(text).toContain(',已评价,1,非常不满意,,,')
    const db = k.raw()
    db.exec("update matter set reason = 'gone', served_ms = 1999 where outcome = 'unrated'")
    const again = join(k.dir, 'again.csv')
    must(log.exportTo(again, 'csv', {}, policy))
    expect(readFileSync(again, 'utf8')).toContain(',1,未评价,,,走了,gone,')
    db.exec("update matter set reason = 'removed-since' where outcome = 'unrated'")
    const third = join(k.dir, 'third.csv')
    must(log.exportTo(third, 'csv', {}, policy))
    expect(readFileSync(third, 'utf8')).toContain(',未评价,,,removed-since,removed-since,')
  })
  it('makes a reference that looks like a formula harmless', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const matter = matterOpened(k, shift, undefined, '=HYPERLINK("http://x","y")')
    const ask = asked(k, matter.matter)
    must(log.append([matter, ask, ...rated(k, matter.matter, ask.ask, 5)]))
    expect(csv().text).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`)
  })
  it('holds the days asked for', () => {
    const log = k.log()
    serve(k, log, [5])
    const from = k.clock.now()
    serve(k, log, [5, 4])
    expect(csv({ from }).entries).toBe(2)
    k.clock.advance(1)
    expect(csv({ to: from }).entries).toBe(1)
  })
})

describe('the file of an export', () => {
  it('is never put over another', () => {
    const file = join(k.dir, 'mine.csv')
    writeFileSync(file, 'mine')
    expect(k.log().exportTo(file, 'csv')).toMatchObject({ ok: false, error: { code: 'data/exists' } })
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
  it('in a folder that is not there is a fault', () => {
    expect(k.log().exportTo(join(k.dir, 'none', 'x.csv'), 'csv')).toMatchObject({
      ok: false,
      error: { code: 'data/io' },
    })
  })
  it('is whole or not there: one that breaks off leaves nothing', () => {
    const file = join(k.dir, 'x')
    const lines = function* () {
      yield 'a'.repeat(200_000)
      throw Object.assign(new Error('gone'), { code: 'EIO' })
    }
    expect(writeLines(file, lines())).toMatchObject({ ok: false, error: { code: 'data/io' } })
    expect(existsSync(file)).toBe(false)
    expect(existsSync(`${file}.part`)).toBe(false)
  })
})
