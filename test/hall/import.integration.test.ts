/** `guiping hall import` as IT uses it, beside a running server, and what counters then get. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { checkPassword } from '../../src/keys/password.ts'
import { rosterSchema } from '../../src/shared/people.ts'
import { workbook } from '../harness/workbook.ts'
import { enrol, freshDir, openHall, send } from './kit.ts'

const PROGRAM = fileURLToPath(new URL('./run-hall.ts', import.meta.url))
const run = promisify(execFile)

const command = async (...words: string[]): Promise<{ status: number; out: string; err: string }> => {
  try {
    const { stdout, stderr } = await run(process.execPath, [PROGRAM, ...words])
    return { status: 0, out: stdout, err: stderr }
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'code' in error && 'stderr' in error)) throw error
    return { status: Number(error.code), out: String(error.stdout), err: String(error.stderr) }
  }
}

const openForImport = async () => {
  const { hall, data } = await openHall()
  const counter = await enrol(hall)
  const dir = freshDir()
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  const roster = async () => rosterSchema.parse((await send(hall, counter, { path: '/v1/roster' })).body)
  return { data, file, roster, bring: (...words: string[]) => command('import', '--data', data, ...words) }
}

it('a hall’s own staff and items come to the counters while the server runs, and the clerks can sign in', {
  timeout: 60_000,
}, async () => {
  const { data, file, roster, bring } = await openForImport()
  const staff = file('staff.csv', '\ufeff工号,姓名,初始密码\r\n0012,张三,first-1\r\n0013,"李,四",first-2\r\n')
  const items = file('items.csv', '事项编码,事项名称,时限分钟,权重\nSB,申报,15,1.5\n')
  const first = await bring('--staff', staff, '--items', items)
  expect(first).toMatchObject({ status: 0, err: '' })
  expect(first.out).toMatch(
    /人员：新增 2 \(0012 0013\)，更改 0，移除 0，不变 0\n事项：新增 1 \(SB\)，更改 0，移除 0，不变 1\n/,
  )
  const got = await roster()
  expect(got.staff.map(({ number, name }) => [number, name])).toEqual([
    ['0012', '张三'],
    ['0013', '李,四'],
  ])
  expect(await checkPassword('first-1', got.staff[0]?.verifier ?? null)).toBe(true)
  expect(got.items.map(({ code, limitMs, weight }) => [code, limitMs, weight])).toEqual([
    ['ZX', null, 1],
    ['SB', 900_000, 1.5],
  ])
  const listed = await command('staff', '--data', data, '--json')
  expect(listed.out).toBe('{"number":"0012","name":"张三"}\n{"number":"0013","name":"李,四"}\n')
  expect((await command('items', '--data', data)).out).toContain('SB\t申报\t15 min\t×1.5')

  // The same file again changes nothing; an empty password keeps the verifier; who is not named is removed.
  expect((await bring('--staff', staff)).out).toContain('人员：新增 0，更改 0，移除 0，不变 2')
  expect(await roster()).toEqual(got)
  const next = file('next.csv', 'number,name,password\n0013,李四,\n0014,王五,first-3\n')
  const second = await bring('--staff', next, '--remove', '--json')
  expect(JSON.parse(second.out)).toEqual({
    ok: true,
    staff: { added: ['0014'], changed: ['0013'], removed: ['0012'], same: 0 },
    items: null,
    reasons: null,
    policy: null,
  })
  const after = await roster()
  expect(after.staff[0]).toEqual({ ...got.staff[1], name: '李四' })
  expect(after.items).toEqual(got.items)

  // The customer's screen shows them: what a table gives must come to the counters.
  const starred = await bring(
    '--staff',
    file('stars.csv', '工号,姓名,初始密码,星级\n0013,李四,,4\n0014,王五,,\n'),
  )
  expect(starred).toMatchObject({ status: 0 })
  expect((await roster()).staff.map(({ number, stars }) => [number, stars])).toEqual([
    ['0013', 4],
    ['0014', undefined],
  ])
})

it('a table that lacks staff or items that are there changes nothing before --remove is given, and says who would go', {
  timeout: 60_000,
}, async () => {
  const { file, roster, bring } = await openForImport()
  const staff = file('staff.csv', '工号,姓名,初始密码\n0012,张三,first-1\n0013,李四,first-2\n')
  const items = file('items.csv', '事项编码,事项名称,时限分钟,权重\nSB,申报,15,\n')
  expect(await bring('--staff', staff, '--items', items)).toMatchObject({ status: 0 })
  const before = await roster()
  const short = file('short.csv', '工号,姓名,初始密码\n0013,李四,first-3\n')
  const other = file('other.csv', '事项编码,事项名称,时限分钟,权重\nFP,发票,,\n')
  for (const [words, said] of [
    [['--staff', short], '人员 1 (0012)、事项 0'],
    [['--items', other], '人员 0、事项 1 (SB)'],
  ] as const) {
    const refused = await bring(...words)
    expect(refused).toMatchObject({ status: 3, out: '' })
    expect(refused.err).toContain(said)
    expect(refused.err).toMatch(/--out .*--remove.*\(hall\/import-removes\)/)
    expect(await roster()).toEqual(before)
  }
  const removed = await bring('--staff', short, '--items', other, '--remove')
  expect(removed.out).toContain('移除 1 (0012)')
  expect((await roster()).staff.map(({ number }) => number)).toEqual(['0013'])
})

it('one bad row anywhere, and nothing is imported: each is named by line, column and reason', async () => {
  const { file, roster, bring } = await openForImport()
  const before = await roster()
  const staff = file('staff.csv', '工号,姓名,初始密码\n1,甲,p\n2,乙,\n3,,p\n')
  const items = file('items.csv', '事项编码,事项名称,时限分钟,权重\nSB,申报,很久,\n')
  const refused = await bring('--staff', staff, '--items', items)
  expect(refused).toMatchObject({ status: 3, out: '' })
  expect(refused.err).toContain('第 3 行 初始密码:新工号必须有初始密码')
  expect(refused.err).toContain('第 4 行 姓名:不能为空')
  expect(refused.err).toContain('第 2 行 时限分钟:应是大于 0 的分钟数')
  expect(refused.err).toContain('有 3 处不对，什么都没有导入')
  const good = file('good.csv', '工号,姓名,初始密码\n1,甲,p\n')
  expect((await bring('--staff', good, '--items', items, '--json')).out).toContain('"reason":"not-minutes"')
  expect(await roster()).toEqual(before)
})

it('a file that is empty, in no known encoding, or missing, and a command without a file, are each refused with the reason', async () => {
  const { file, bring } = await openForImport()
  const cases: [words: string[], status: number, code: string][] = [
    [['--staff', file('empty.csv', '工号,姓名,初始密码\n')], 3, 'hall/import-empty'],
    [['--staff', file('utf16.csv', Buffer.from('\ufeff工号', 'utf16le'))], 3, 'hall/import-encoding'],
    [['--items', '/nowhere/x.csv'], 3, 'cli/file'],
    [[], 2, 'cli/missing'],
  ]
  const answers = await Promise.all(cases.map(([words]) => bring(...words)))
  for (const [index, [words, status, code]] of cases.entries()) {
    expect(answers[index]?.status, words.join(' ')).toBe(status)
    expect(answers[index]?.err, words.join(' ')).toContain(`(${code})`)
  }
})

it('a template is an empty table that the import takes once it is filled', async () => {
  const { file, bring } = await openForImport()
  const staff = await command('import', '--template')
  expect(staff.out).toBe('\ufeff工号,姓名,初始密码,星级\r\n')
  const items = await command('import', '--template', 'items')
  expect(items.out).toBe('\ufeff事项编码,事项名称,时限分钟,权重\r\n')
  // Nobody could fill in a policy without the names of its settings; their values are the present ones.
  await bring('--policy', file('policy.csv', '设置,值\n评价时限秒,45\n'))
  const policy = await bring('--template', 'policy')
  expect(policy.out).toContain('\n评价时限秒,45,')
  expect(policy.out.trim().split('\r\n')).toHaveLength(9)
  expect((await bring('--policy', file('same.csv', policy.out))).out).toContain('政策：新增 0，更改 0')
  const filled = file('filled.csv', `${items.out}A,甲,,\r\n`)
  expect(await bring('--items', filled)).toMatchObject({ status: 0 })
})

it('one workbook brings all four lists; its template has the lists as they are and changes nothing when it comes back', async () => {
  const { data, file, roster, bring } = await openForImport()
  const lists = await workbook({
    人员: [
      ['工号', '姓名', '初始密码'],
      ['0012', '张三', 'first-1'],
    ],
    业务事项: [
      ['事项编码', '事项名称', '时限分钟', '权重'],
      ['SB', '申报', 15, 1.5],
    ],
    未评价原因: [
      ['原因代码', '中文', '英文'],
      ['gone', '已离开', 'Gone'],
    ],
    政策: [
      ['设置', '值'],
      ['评价时限秒', 45],
      ['评价率目标', '90%'],
      ['评价用语', '2020'],
    ],
    说明: [['随便写的话']],
  })
  const first = await bring(file('lists.xlsx', lists), '--json')
  expect(first).toMatchObject({ status: 0, err: '' })
  expect(JSON.parse(first.out)).toMatchObject({
    reasons: { added: ['gone'], removed: ['declined', 'left', 'not-finished', 'phone', 'other'] },
    policy: { changed: ['windowMs', 'coverageTarget', 'labelSet'] },
  })
  const got = await roster()
  expect(got.staff[0]?.number).toBe('0012')
  expect(got.policy).toMatchObject({
    windowMs: 45_000,
    coverageTarget: 0.9,
    labelSet: '2020',
    unratedReasons: [{ code: 'gone', zh: '已离开', en: 'Gone' }],
  })
  const out = join(freshDir(), 'template.xlsx')
  expect(await command('import', '--data', data, '--out', out)).toMatchObject({ status: 0 })
  expect((await command('import', '--data', data, '--out', out)).err).toContain('(data/exists)')
  const back = await bring(out, '--json')
  expect(back).toMatchObject({ status: 0, err: '' })
  for (const changes of Object.values(JSON.parse(back.out)).filter((one) => typeof one === 'object'))
    expect(changes).toMatchObject({ added: [], changed: [], removed: [] })
  expect(await roster()).toEqual(got)
})
