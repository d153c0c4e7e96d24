import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readItems } from '../../src/hall/import/items.ts'
import { type Kind, sortSheets } from '../../src/hall/import/kinds.ts'
import { policyRows, readPolicy } from '../../src/hall/import/policy.ts'
import { problemLine } from '../../src/hall/import/problems.ts'
import { readTables } from '../../src/hall/import/read-file.ts'
import { readReasons } from '../../src/hall/import/reasons.ts'
import type { Sheet } from '../../src/hall/import/sheet.ts'
import { readStaff } from '../../src/hall/import/staff.ts'
import { templateWorkbook } from '../../src/hall/import/template.ts'
import { DEFAULT_POLICY, type Roster } from '../../src/shared/people.ts'
import { manyItems } from '../harness/many-items.ts'
import { rawWorkbook, workbook } from '../harness/workbook.ts'

const SEED = 20261124

const tables = (bytes: Uint8Array): Sheet[] => {
  const read = readTables('f.xlsx', bytes)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}
const only = (bytes: Uint8Array): Sheet => {
  const [sheet] = tables(bytes)
  if (!sheet) throw new Error('no sheet')
  return sheet
}
const code = (bytes: Uint8Array) => {
  const read = readTables('f', bytes)
  return read.ok ? 'ok' : read.error.code
}
const said = ({ problems }: { problems: Parameters<typeof problemLine>[0][] }) =>
  problems.map((problem) => problemLine(problem, 'zh-CN'))

const HEAD =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>工号</t></is></c><c r="B1" t="inlineStr"><is><t>姓名</t></is></c><c r="C1" t="inlineStr"><is><t>初始密码</t></is></c></row>'
const staffOf = (row: string, more: Partial<Parameters<typeof rawWorkbook>[0]> & { after?: string } = {}) =>
  readStaff(only(rawWorkbook({ ...more, sheet: `<sheetData>${HEAD}${row}</sheetData>${more.after ?? ''}` })))
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`

describe('a cell of a workbook', () => {
  it('is text, a number as the sheet shows it, or a formula’s result', () => {
    const { rows, problems } = staffOf(
      `<row r="2"><c r="A2" s="1"><v>12</v></c><c r="B2" t="str"><f>A1&amp;"x"</f><v>张&lt;三&gt;</v></c><c r="C2"><v>123456</v></c></row>
       <row r="5"><c r="A5"><v>1002</v></c>${text('B5', '李_x5f20_四')}<c r="C5"><v>0.30000000000000004</v></c></row>`,
      {
        styles:
          '<numFmts><numFmt numFmtId="170" formatCode="0000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>',
      },
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      { line: 2, number: '0012', name: '张<三>', password: '123456', stars: null },
      { line: 5, number: '1002', name: '李张四', password: '0.3', stars: null },
    ])
  })
  it('that is a shared text is taken without the readings beside it', () => {
    const shared =
      '<si><t>0012</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh></si>'
    const { rows } = staffOf(
      `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>${text('C2', ' p ')}</row>`,
      { shared },
    )
    expect(rows).toEqual([{ line: 2, number: '0012', name: '张三', password: ' p ', stars: null }])
  })
  it.each([
    ['<c r="B2" t="e"><v>#N/A</v></c>', '这一格是公式错误'],
    ['<c r="B2"><f>A1</f></c>', '公式没有结果'],
    ['<c r="B2" t="str"><f>NOW()</f></c>', '公式没有结果'],
    ['<c r="B2" t="b"><v>1</v></c>', '这一格是逻辑值'],
    ['<c r="B2" t="d"><v>2026-05-03</v></c>', '这一格是日期'],
    ['<c r="B2" s="1"><v>46000</v></c>', '这一格是日期'],
    ['<c r="B2"><v>1234567890123456</v></c>', '数字太长'],
    ['<c r="B2"><v>nonsense</v></c>', '这一格是公式错误'],
    ['<c r="B2" t="s"><v>99</v></c>', '这一格是公式错误'],
    ['<c r="B2" t="odd"><v>1</v></c>', '这一格是公式错误'],
  ])('%s is named once, and never taken for empty', (cell, why) => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    const found = said(staffOf(`<row r="2">${text('A2', '1')}${cell}${text('C2', 'p')}</row>`, { styles }))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`f.xlsx 人员 第 2 行 姓名:${why}`)
  })
  it('that a merged cell covers is named: it must not pass as empty', () => {
    const rows = `<row r="2">${text('A2', '1')}${text('B2', '甲')}${text('C2', 'p')}</row><row r="3">${text('A3', '2')}${text('C3', 'q')}</row>`
    const after = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
    expect(said(staffOf(rows, { after }))).toEqual([expect.stringContaining('第 3 行 姓名:这一格被合并')])
  })
  it('with invisible marks or line ends in a name is refused', () => {
    const rows = ['张\u202e三', '张\n三', '\ufeff张\u0007'].map((name, n) =>
      ['1', name, 'p'].map((value, c) => (c === 0 ? String(n) : value)),
    )
    const csv = [['工号', '姓名', '初始密码'], ...rows]
      .map((row) => row.map((one) => `"${one}"`).join(','))
      .join('\n')
    const read = readTables('f', Buffer.from(csv))
    if (!read.ok || !read.value[0]) throw new Error('csv')
    expect(said(readStaff(read.value[0])).map((line) => line.split(':')[1])).toEqual(
      Array(3).fill('含有看不见的控制字符'),
    )
  })
})

describe('a workbook', () => {
  it('of which the sheets are known by name or by header row, in any order; notes and empty sheets are passed over', async () => {
    const sheets = tables(
      await workbook({
        Sheet1: [
          ['code', 'name', 'minutes', 'weight'],
          ['A', '甲', null, null],
        ],
        人员: [
          ['工号', '姓名', '初始密码'],
          ['1', '甲', 'p'],
        ],
        未评价原因: [['原因代码', '中文', '英文']],
        说明: [['x'], ['y']],
        乱七八糟: [['x'], ['y']],
      }),
    )
    const { sorted, problems } = sortSheets(sheets)
    expect(Object.keys(sorted).sort()).toEqual(['items', 'staff'] satisfies Kind[])
    expect(said({ problems })).toEqual([
      expect.stringContaining('f.xlsx 乱七八糟 第 1 行:看不出这张表是什么'),
    ])
  })
  it('with a hidden sheet gives what people see', () => {
    expect(tables(rawWorkbook({ sheet: '<sheetData/>', state: 'state="hidden"' }))).toEqual([])
  })
  it('with a date, a number and a true in it, as a program writes them', async () => {
    const rows = [
      ['工号', '姓名', '初始密码'],
      [7, new Date(0), true],
    ]
    expect(said(readStaff(only(await workbook({ 人员: rows }))))).toEqual([
      expect.stringContaining('第 2 行 姓名:这一格是日期'),
      expect.stringContaining('第 2 行 初始密码:这一格是逻辑值'),
    ])
  })
  it('that is none, is old, has a password, or is made to fill the memory, is refused with a code', () => {
    expect(code(Buffer.from('PK\x03\x04 and no more'))).toBe('lists/not-a-workbook')
    expect(code(zipSync({ 'a.txt': Buffer.from('x') }))).toBe('lists/not-a-workbook')
    expect(code(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))).toBe('lists/not-a-workbook')
    expect(code(Buffer.alloc(9 * 1024 * 1024, 'a'))).toBe('lists/too-large')
    const bomb = rawWorkbook({ sheet: ' '.repeat(40 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(code(bomb)).toBe('lists/too-large')
    const far = `<sheetData>${HEAD}<row r="9999999">${text('XFD9999999', 'x')}</row></sheetData>`
    expect(code(rawWorkbook({ sheet: far }))).toBe('ok')
    expect(
      code(rawWorkbook({ sheet: `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(25_001)}</sheetData>` })),
    ).toBe('lists/too-large')
    expect(code(rawWorkbook({ sheet: '<mergeCell ref="A1:XFD1048576"/>'.repeat(2_000) }))).toBe(
      'lists/too-large',
    )
    expect(code(rawWorkbook({ sheet: '<sheetData><row><c' }))).not.toBe('data/io')
  })
  it(`damaged anywhere is read or refused, and never throws (seed ${SEED})`, async () => {
    const whole = await templateWorkbook({ staff: [], items: manyItems(20), policy: DEFAULT_POLICY })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (hits, cut) => {
          const bytes = Uint8Array.from(whole)
          for (const [at, value] of hits) bytes[at] = value
          const read = readTables('f', cut ? bytes.subarray(0, hits[0]?.[0]) : bytes)
          if (read.ok)
            for (const sheet of read.value)
              void [readStaff(sheet), readItems(sheet), readReasons(sheet), readPolicy(sheet)]
        },
      ),
      { seed: SEED, numRuns: 200 },
    )
  })
})

const visible = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...'增值税AZaz09-_.=+@"<&>,;\'/ 张ｶ😀'), minLength: 1, maxLength })
    .map((one) => `甲${one.trim()}`)

it(`what a template is filled with comes back as it was written (seed ${SEED})`, async () => {
  const roster = fc.record({
    staff: fc.uniqueArray(
      fc.record({
        number: visible(8),
        name: visible(20),
        verifier: fc.constant(''),
        first: fc.constant(false),
      }),
      {
        selector: ({ number }) => number,
        minLength: 1,
        maxLength: 20,
      },
    ),
    items: fc.uniqueArray(
      fc.record({
        code: visible(8),
        name: visible(20),
        limitMs: fc.option(fc.integer({ min: 1, max: 1000 }).map((half) => half * 30_000)),
        weight: fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10),
      }),
      { selector: ({ code }) => code, minLength: 1, maxLength: 20 },
    ),
    policy: fc.record({
      ...Object.fromEntries(
        Object.entries(DEFAULT_POLICY).map(([name, value]) => [name, fc.constant(value)]),
      ),
      windowMs: fc.integer({ min: 200, max: 600_000 }),
      coverageTarget: fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000),
      labelSet: fc.constantFrom('2010', '2020'),
      references: fc.constantFrom('plain', 'hash'),
      idleLockMs: fc.option(fc.integer({ min: 1, max: 86_400 }).map((seconds) => seconds * 1000)),
      visit: fc.constantFrom('each', 'one'),
      faces: fc.boolean(),
      keepMonths: fc.integer({ min: 1, max: 600 }),
    }),
  }) as fc.Arbitrary<Roster>
  await fc.assert(
    fc.asyncProperty(roster, async (lists) => {
      const { sorted, problems } = sortSheets(tables(await templateWorkbook(lists)))
      expect(problems).toEqual([])
      const { staff, items, reasons, policy } = sorted
      if (!staff || !items || !reasons || !policy) throw new Error('a sheet is missing')
      expect(
        readStaff(staff).rows.map(({ number, name }) => ({ number, name, verifier: '', first: false })),
      ).toEqual(lists.staff)
      expect(readItems(items)).toEqual({ items: lists.items, problems: [] })
      expect(readReasons(reasons)).toEqual({ reasons: lists.policy.unratedReasons, problems: [] })
      expect({ ...lists.policy, ...readPolicy(policy).policy }).toEqual(lists.policy)
      expect(Object.keys(readPolicy(policy).policy)).toHaveLength(policyRows(lists.policy).length)
    }),
    { seed: SEED, numRuns: 25 },
  )
}, 30_000)

it('five thousand rows are read whole, and one more than a list holds is named', async () => {
  const many = manyItems(5_000)
  const { sorted } = sortSheets(
    tables(await templateWorkbook({ staff: [], items: many, policy: DEFAULT_POLICY })),
  )
  expect(sorted.items && readItems(sorted.items).items).toEqual(many)
  const csv = ['工号,姓名,初始密码', ...Array.from({ length: 5_001 }, (_, n) => `${n},甲,p`)].join('\n')
  const read = readTables('f', Buffer.from(csv))
  expect(read.ok && read.value[0] && said(readStaff(read.value[0]))).toEqual([
    expect.stringContaining('第 5002 行:行数超过上限'),
  ])
}, 20_000)

describe('the tables of reasons and policy', () => {
  const csv = (text: string) => {
    const read = readTables('f', Buffer.from(text))
    if (!read.ok || !read.value[0]) throw new Error('csv')
    return read.value[0]
  }
  it('name what is wrong', () => {
    expect(said(readReasons(csv('原因代码,中文,英文\nOK,甲,a\nno-press,乙,b\na,,c\na,丁,d')))).toEqual([
      expect.stringContaining('第 2 行 原因代码:应是小写字母'),
      expect.stringContaining('第 3 行 原因代码:这个代码是程序自用的'),
      expect.stringContaining('第 4 行 中文:不能为空'),
      expect.stringContaining('第 5 行 原因代码:与前面的行重复'),
    ])
    expect(
      said(readPolicy(csv('设置,值\n评价时限秒,0.1\n没有的,1\n评价用语,2030\nLabels,2010\n评价率目标,101%'))),
    ).toEqual([
      expect.stringContaining('第 2 行 值:不是这项设置可用的值'),
      expect.stringContaining('第 3 行 设置:没有这项设置'),
      expect.stringContaining('第 4 行 值:不是这项设置可用的值'),
      expect.stringContaining('第 6 行 值:不是这项设置可用的值'),
    ])
    expect(said(readPolicy(csv('设置,值\n评价用语,2020\nlabels,2010')))).toEqual([
      expect.stringContaining('第 3 行 设置:与前面的行重复'),
    ])
  })
  it('policy is read in Chinese or English words, a share as a percentage or a number', () => {
    expect(readPolicy(csv('setting,value\ncoverage target,0.5\nreferences,hash')).policy).toEqual({
      coverageTarget: 0.5,
      references: 'hash',
    })
    expect(readPolicy(csv('设置,值\n评价率目标,99.5 %\n受理编号,散列')).policy).toEqual({
      coverageTarget: 0.995,
      references: 'hash',
    })
  })
})
