import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRow } from '../../src/db/export/table.ts'
import { changesOf } from '../../src/hall/import/changes.ts'
import { readCsv, tableText } from '../../src/hall/import/csv.ts'
import { readItems as readItemsSheet } from '../../src/hall/import/items.ts'
import { problemLine } from '../../src/hall/import/problems.ts'
import { readTables } from '../../src/hall/import/read-file.ts'
import { mergeStaff, readStaff as readStaffSheet } from '../../src/hall/import/staff.ts'

const SEED = 20260503

const sheetOf = (file: string, text: string) => {
  const read = readTables(file, Buffer.from(text))
  if (!read.ok || !read.value[0]) throw new Error('no table')
  return read.value[0]
}
const readStaff = (file: string, text: string) => readStaffSheet(sheetOf(file, text))
const readItems = (file: string, text: string) => readItemsSheet(sheetOf(file, text))

const rowsOf = (text: string) => {
  const read = readCsv(text)
  if (!read.ok) throw new Error(`quote at line ${read.error.line}`)
  return read.rows
}

describe('a table file', () => {
  it(`quoted or not, whatever its line ends, gives back the cells it was written with (seed ${SEED})`, () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '张', ' ', '"', ',', '\n', '\r', '\r\n', '0') })
    const end = fc.constantFrom('\n', '\r\n', '\r')
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 })), end, fc.boolean(), (rows, eol, quoteAll) => {
        const field = (text: string) =>
          quoteAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
        const text = rows.map((cells) => cells.map(field).join(',')).join(eol)
        const filled = rows.filter((cells) => cells.some((one) => one.trim() !== ''))
        expect(rowsOf(text).map(({ cells }) => cells)).toEqual(filled)
      }),
      { seed: SEED },
    )
  })
  it(`of any text is read to its end or refused, and never hangs or throws (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';') }), (text) => {
        const read = readCsv(text)
        if (!read.ok) expect(text.split(/\r\n|\n|\r/).length).toBeGreaterThanOrEqual(read.error.line)
      }),
      { seed: SEED },
    )
  })
  it('names the line on which a row begins, also after fields with line ends in them', () => {
    expect(rowsOf('a,b\r\n\r\n"x\ny",z\n,,\n1,2')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\ny', 'z'] },
      { line: 6, cells: ['1', '2'] },
    ])
    expect(rowsOf(csvRow(['1', 'x"y'])).map(({ cells }) => cells)).toEqual([['1', 'x"y']])
  })
  it('is UTF-8, with or without a byte order mark, or GB18030 as a Chinese Excel writes it; anything else is told so', () => {
    expect(tableText(Buffer.from('\ufeff工号'), 'f')).toEqual({ ok: true, value: '工号' })
    expect(tableText(Buffer.from('工号'), 'f')).toEqual({ ok: true, value: '工号' })
    const gbk = Buffer.from([0xb9, 0xa4, 0xba, 0xc5])
    expect(tableText(gbk, 'f')).toEqual({ ok: true, value: '工号' })
    expect(tableText(Buffer.from('\ufeff工号', 'utf16le'), 'f')).toMatchObject({
      ok: false,
      error: { code: 'hall/import-encoding' },
    })
  })
})

const said = ({ problems }: { problems: Parameters<typeof problemLine>[0][] }) =>
  problems.map((problem) => problemLine(problem, 'zh-CN'))

describe('the table of staff', () => {
  it('takes Chinese and English headings in any order, and a password as it stands', () => {
    const expected = [{ line: 2, number: '0012', name: '张三', password: ' p,w ', stars: null }]
    expect(readStaff('s', '工号,姓名,初始密码\n 0012 , 张三 ," p,w "')).toEqual({
      rows: expected,
      problems: [],
    })
    expect(readStaff('s', 'Password,Staff Number,NAME,,\n" p,w ",0012,张三,,')).toEqual({
      rows: expected,
      problems: [],
    })
  })
  it('names every bad row by line, column and reason', () => {
    const text = `工号,姓名,初始密码\n1,甲,p\n,乙,p\n1,丙,p\n2,,p\n3,${'长'.repeat(65)},p\n4,丁,p,多`
    expect(said(readStaff('s.csv', text))).toEqual([
      's.csv 第 7 行:比标题行多出几格',
      's.csv 第 3 行 工号:不能为空',
      's.csv 第 4 行 工号:与前面的行重复',
      's.csv 第 5 行 姓名:不能为空',
      's.csv 第 6 行 姓名:太长',
    ])
  })
  it('says which column is missing, unknown or there twice', () => {
    expect(said(readStaff('s', '工号,姓名,number,电话\n1,2,3,4'))).toEqual([
      's 第 1 行 number:这一列出现了两次',
      's 第 1 行 电话:不认识这一列',
      's 第 1 行 初始密码:标题行缺少这一列',
    ])
    expect(said(readStaff('s', ''))).toHaveLength(3)
    expect(said(readStaff('s', '工号,姓名,初始密码\n1,"甲,p'))).toEqual(['s 第 2 行:引号没有配对'])
  })
})

describe('the table of items', () => {
  it('reads minutes and weight; empty is no limit and ordinary weight', () => {
    const { items, problems } = readItems('i', '事项编码,事项名称,时限分钟,权重\nA,甲,7.5,1.2\nB,乙,,')
    expect(problems).toEqual([])
    expect(items).toEqual([
      { code: 'A', name: '甲', limitMs: 450_000, weight: 1.2 },
      { code: 'B', name: '乙', limitMs: null, weight: 1 },
    ])
  })
  it.each(['0', '-1', 'x', '1e9', '1,5', '0x10', 'Infinity', '15分钟', '9999999'])(
    'refuses %j minutes',
    (text) => {
      expect(said(readItems('i', `code,name,minutes,weight\nA,甲,"${text}",1`))).toEqual([
        expect.stringContaining('第 2 行 时限分钟:应是大于 0 的分钟数'),
      ])
    },
  )
  it('refuses a weight that is none', () => {
    expect(said(readItems('i', 'code,name,minutes,weight\nA,甲,,1001\nB,乙,,0'))).toEqual([
      expect.stringContaining('第 2 行 权重'),
      expect.stringContaining('第 3 行 权重'),
    ])
  })
})

it('what changed is told by name', () => {
  const before = [
    { n: 'a', v: 1 },
    { n: 'b', v: 1 },
    { n: 'c', v: 1 },
  ]
  const after = [
    { n: 'b', v: 2 },
    { n: 'c', v: 1 },
    { n: 'd', v: 1 },
  ]
  expect(changesOf(before, after, ({ n }) => n)).toEqual({
    added: ['d'],
    changed: ['b'],
    removed: ['a'],
    same: 1,
  })
})

it('a new staff table keeps the photo and the stars that it does not name, and a password that is no first one', () => {
  const person = {
    number: '1',
    name: '甲',
    verifier: 'v',
    first: false,
    photo: 'data:image/png;base64,AA==',
    stars: 3,
  }
  const rows = readStaff('s', '工号,姓名,初始密码\n1,乙,').rows
  expect(mergeStaff(rows, new Map(), [person])).toEqual([{ ...person, name: '乙' }])
  const starred = readStaff('s', '工号,姓名,初始密码,星级\n1,甲,p,5').rows
  expect(mergeStaff(starred, new Map([['1', 'w']]), [person])).toEqual([
    { ...person, verifier: 'w', first: true, stars: 5 },
  ])
  expect(said(readStaff('s', '工号,姓名,初始密码,星级\n1,甲,p,6'))).toEqual([
    expect.stringContaining('第 2 行 星级:应是 0 到 5'),
  ])
})
