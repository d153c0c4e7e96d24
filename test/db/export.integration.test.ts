import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../../src/db/chain/judge.ts'
import { loadExportMaps } from '../../src/db/export/maps.ts'
import { runExport } from '../../src/db/export/run.ts'
import { keepPart, writePart } from '../../src/db/export/write.ts'
import { xlsxBlocks } from '../../src/db/export/xlsx.ts'
import { readLog } from '../../src/db/log/open.ts'
import { readTables } from '../../src/hall/import/read-file.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { exported, jobOf } from './export-kit.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve } from './log-kit.ts'

const SHIPPED = join(import.meta.dirname, '..', '..', 'resources', 'export')

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

describe('an export of entries', () => {
  it('is evidence: from its lines alone anybody can check the chain, byte for byte', () => {
    const log = k.log()
    serve(k, log, [5, null, 1])
    const { made, file, text } = exported(k, { format: 'jsonl' })
    const seq = log.head().seq
    expect(made).toEqual({ ok: true, value: { entries: seq, from: 1, to: seq } })
    const entries = text()
      .trimEnd()
      .split('\n')
      .map((line) => {
        const { log_id: logId, ...rest } = JSON.parse(line)
        return { logId, ...rest }
      })
    expect(entries).toEqual(log.entries(1, 1000, 1e9))
    expect(judge(log.id, entries)).toMatchObject({ verdict: 'ok', head: log.head().hash })
    expect(statSync(file).mode & 0o077).toBe(0)
  })
  it('holds the days asked for', () => {
    const log = k.log()
    serve(k, log, [5])
    const from = k.clock.now() + 1
    k.clock.advance(1000)
    serve(k, log, [4])
    expect(exported(k, { format: 'jsonl', from }).made).toMatchObject({ ok: true, value: { entries: 5 } })
  })
})

describe('an export of matters', () => {
  const csv = (more = {}) => {
    const { made, text } = exported(k, more)
    return { text: text(), entries: must(made).entries }
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
    const words = { labelSet: '2020' as const, unratedReasons: [{ code: 'gone', zh: '走了', en: 'Gone' }] }
    const { text } = csv({ words })
    expect(text.split('\r\n')[0]).toContain(
      '受理编号,办理秒数,结果,等级,等级名称,未评价原因,未评价原因代码,办件标识',
    )
    expect(text).toContain(',已评价,1,非常不满意,,,')
    const db = k.raw()
    db.exec("update matter set reason = 'gone', served_ms = 1999 where outcome = 'unrated'")
    expect(csv({ words }).text).toContain(',1,未评价,,,走了,gone,')
    db.exec("update matter set reason = 'removed-since' where outcome = 'unrated'")
    expect(csv({ words }).text).toContain(',未评价,,,removed-since,removed-since,')
  })
  it('makes a reference that looks like a formula harmless', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const matter = matterOpened(k, shift, undefined, '=HYPERLINK("http://x","y")')
    const ask = asked(k, matter.matter)
    must(log.append([matter, ask, ...rated(k, matter.matter, ask.ask, 5)]))
    expect(csv().text).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`)
  })
  it('is in the order of the chain also where the clock went back between two matters', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const later = uuidV7(k.clock.now() + 3_600_000)
    const earlier = uuidV7(k.clock.now())
    must(log.append([matterOpened(k, shift, later), matterOpened(k, shift, earlier)]))
    const order = csv()
      .text.split('\r\n')
      .map((line) => line.split(',')[12])
    expect(order).toEqual(['办件标识', later, earlier, undefined])
    expect(exported(k).made).toMatchObject({
      ok: true,
      value: { entries: 2, from: log.head().seq - 1, to: log.head().seq },
    })
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

describe('a workbook', () => {
  it('holds the same table: texts as texts, times as times, a formula as a text', () => {
    const log = k.log()
    const shift = serve(k, log, [2])
    const matter = matterOpened(k, shift, undefined, '=1+1 <&> \u0001 \ud800')
    const ask = asked(k, matter.matter)
    must(log.append([matter, ask, ...rated(k, matter.matter, ask.ask, 5)]))
    const { file } = exported(k, { format: 'xlsx' })
    const [sheet] = must(readTables('x.xlsx', readFileSync(file)))
    const rows = sheet?.rows.map(({ cells }) => cells) ?? []
    expect(sheet?.sheet).toBe('办件')
    expect(rows).toHaveLength(3)
    expect(rows[2]?.[5]).toBe('=1+1 <&> \ufffd \ufffd')
    expect(rows[1]?.[8]).toBe('2')
    const xml = new TextDecoder().decode(unzipSync(readFileSync(file))['xl/worksheets/sheet1.xml'])
    const minutes = new Date(k.clock.now()).getTimezoneOffset()
    const days = 25_569 + (k.clock.now() - 1000 - minutes * 60_000) / 86_400_000
    expect(Number(/<c r="A2" s="1"><v>([\d.]+)<\/v>/.exec(xml)?.[1])).toBeCloseTo(days, 5)
    expect(xml).not.toContain('<f>')
  })
  it('has columns as wide as their texts: a time that does not fit is shown as #### only', () => {
    const at = { at: k.clock.now() }
    const rows = [
      [at, '增值税一般纳税人申报', null],
      [at, '咨询', 'x'.repeat(500)],
    ]
    const bytes = Buffer.concat([...xlsxBlocks('办件', ['时间', '事项', '说明'], rows, 2)])
    for (const sheet of ['sheet1', 'sheet2']) {
      const xml = new TextDecoder().decode(unzipSync(bytes)[`xl/worksheets/${sheet}.xml`])
      const widths = [...xml.matchAll(/<col min="(\d)" max="\1" width="(\d+)" customWidth="1"\/>/g)]
      expect(widths.map(([, , width]) => Number(width))).toEqual([21, 22, 50])
      expect(xml.indexOf('</cols>')).toBeLessThan(xml.indexOf('<sheetData>'))
    }
  })
  it('goes on in a further sheet where one is full, each with the headings', () => {
    const rows = Array.from({ length: 7 }, (_, at) => [at])
    const bytes = Buffer.concat([...xlsxBlocks('办件', ['数'], rows, 4)])
    const sheets = must(readTables('x.xlsx', bytes))
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['办件', '办件 2', '办件 3'])
    expect(sheets.flatMap(({ rows: read }) => read.map(({ cells }) => cells[0]))).toEqual([
      ...['数', '0', '1', '2'],
      ...['数', '3', '4', '5'],
      ...['数', '6'],
    ])
  })
})

describe('columns for another system', () => {
  const fill = { department: '第一税务所', region: '110101' }
  it('the national row: one line for each rating, with who was rated, how, and what is to be done', () => {
    const log = k.log()
    serve(k, log, [1, null, 5])
    const map = must(loadExportMaps([SHIPPED])).get('national') ?? null
    const { made, text } = exported(k, { map, fill, names: { A01: '王芳' } })
    expect(must(made).entries).toBe(2)
    const [head, first, second] = text().split('\r\n')
    expect(head).toBe(
      '\ufeff办件编号,事项编码,事项名称,部门,区划,受理时间,评价时间,渠道,等级,标签,被评人,窗口,处置状态',
    )
    expect(first).toMatch(
      /^[0-9a-f-]{36},ZX,咨询,第一税务所,110101,2026-05-03 .*,2026-05-03 .*,窗口评价器,1,,王芳,7,待处置$/,
    )
    expect(second).toMatch(/,5,,王芳,7,无需处置$/)
  })
  it('in the national row the reference is the number and the reasons of the pad are the tags', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    const matter = matterOpened(k, shift, undefined, '2026-10518')
    const ask = asked(k, matter.matter)
    const [press, closed] = rated(k, matter.matter, ask.ask, 2)
    if (!press || !closed) throw new Error('no press')
    must(log.append([matter, ask, { ...press, cause: '态度,等待' } as EntryDraft, closed]))
    const map = must(loadExportMaps([SHIPPED])).get('national') ?? null
    const [, row = ''] = exported(k, { map, fill }).text().split('\r\n')
    expect(row).toMatch(/^2026-10518,ZX,咨询,.*,窗口评价器,2,"态度,等待",A01,7,待处置$/)
  })
  it('is as harmless to a spreadsheet, whatever names, what was filled in and the map itself say', () => {
    serve(k, k.log(), [1])
    const shipped = must(loadExportMaps([SHIPPED])).get('national')
    if (!shipped) throw new Error('no map')
    const map = {
      ...shipped,
      columns: [
        { head: '=1+1', field: 'level' as const, map: { '1': '@SUM(A1)' } },
        { head: '人', field: 'staff-name' as const },
        { head: '部门', fill: 'department' as const },
        { head: '渠道', text: '-2+3' },
        { head: '窗口', field: 'station' as const },
      ],
    }
    const more = { map, fill: { department: '+cmd', region: '' }, names: { A01: '=王芳' }, station: '@7' }
    expect(exported(k, more).text()).toBe(
      `\ufeff'=1+1,人,部门,渠道,窗口\r\n'@SUM(A1),'=王芳,'+cmd,'-2+3,'@7\r\n`,
    )
    const { file } = exported(k, { ...more, format: 'xlsx' })
    const sheet = new TextDecoder().decode(unzipSync(readFileSync(file))['xl/worksheets/sheet1.xml'])
    expect(sheet).not.toContain('<f>')
    const [read] = must(readTables('x.xlsx', readFileSync(file)))
    expect(read?.rows.map(({ cells }) => cells)).toEqual([
      ['=1+1', '人', '部门', '渠道', '窗口'],
      ['@SUM(A1)', '=王芳', '+cmd', '-2+3', '@7'],
    ])
  })
  it('what nobody filled in is refused by its heading, and nothing is written', () => {
    serve(k, k.log(), [1])
    const map = must(loadExportMaps([SHIPPED])).get('national') ?? null
    const { made, file } = exported(k, { map, fill: { ...fill, region: ' ' } })
    expect(made).toMatchObject({ ok: false, error: { code: 'export/unfilled', params: { column: '区划' } } })
    expect(existsSync(file)).toBe(false)
  })
  it('a wrong file is named by its path and the place in it; a site’s own goes before what ships', () => {
    const [wrong, own] = [join(k.dir, 'a.json'), join(k.dir, 'national.json')]
    const shipped = JSON.parse(readFileSync(join(SHIPPED, 'national.json'), 'utf8'))
    writeFileSync(own, JSON.stringify({ ...shipped, columns: [{ head: '级', field: 'label' }] }))
    expect(must(loadExportMaps([SHIPPED, k.dir])).get('national')?.columns).toHaveLength(1)
    writeFileSync(wrong, JSON.stringify({ ...shipped, name: 'a', rows: 'some' }))
    expect(loadExportMaps([SHIPPED, k.dir])).toMatchObject({
      ok: false,
      error: { code: 'data/config-invalid', params: { path: wrong, why: expect.stringContaining('rows') } },
    })
  })
})

describe('a snapshot', () => {
  it('is the whole file, readable as a log of its own', () => {
    const log = k.log()
    serve(k, log, [5, null])
    const into = kit()
    const file = join(into.dir, 'log.db')
    const made = runExport(jobOf(k, file, { format: 'sqlite' }), { goesOn: () => true, progress: () => {} })
    expect(made).toEqual({ ok: true, value: { entries: log.head().seq, from: 1, to: log.head().seq } })
    must(keepPart(file))
    const copy = must(readLog(into.dir))
    expect(copy.head()).toEqual(log.head())
    expect(copy.verify().ok).toBe(true)
    copy.close()
    into.end()
  })
})

describe('the file of an export', () => {
  it('is never put over another', () => {
    const file = join(k.dir, 'mine.csv')
    writeFileSync(file, 'mine')
    serve(k, k.log(), [5])
    for (const format of ['csv', 'jsonl', 'xlsx', 'sqlite'] as const)
      expect(exported(k, { file, format }).made).toMatchObject({ ok: false, error: { code: 'data/exists' } })
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
  it('in a folder that is not there is a fault', () => {
    serve(k, k.log(), [5])
    for (const format of ['csv', 'sqlite'] as const)
      expect(exported(k, { file: join(k.dir, 'none', 'x'), format }).made.ok, format).toBe(false)
  })
  it('is whole or not there: one that breaks off or is stopped leaves nothing', () => {
    const file = join(k.dir, 'x')
    const lines = function* () {
      yield 'a'.repeat(200_000)
      throw Object.assign(new Error('gone'), { code: 'EIO' })
    }
    expect(writePart(file, lines())).toMatchObject({ ok: false, error: { code: 'data/io' } })
    serve(k, k.log(), [5, 4])
    const before = readdirSync(k.dir)
    for (const format of ['csv', 'jsonl', 'xlsx', 'sqlite'] as const) {
      const stopped = exported(k, { format }, { goesOn: () => false, progress: () => {} })
      expect(stopped.made, format).toMatchObject({ ok: false, error: { code: 'export/cancelled' } })
    }
    expect(readdirSync(k.dir)).toEqual(before)
  })
})
