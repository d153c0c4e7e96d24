/** Lists at a counter without a hall: on the page's commands and on the command line. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startHall } from '../../src/hall/hall.ts'
import type { App } from '../../src/main/app.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { ListsResult } from '../../src/shared/commands/lists.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, CLERKS, logged, signedIn, testApp } from '../harness/test-app.ts'
import { workbook } from '../harness/workbook.ts'

const root = join(import.meta.dirname, '..', '..')
const PART = 30_000

const technician = (app: App) => {
  const session = app.openSession()
  app.parts.sessions.grant(session, 'technician', null)
  return session
}

const upload = async (app: App, session: string, bytes: Buffer, id = 'u1') => {
  for (let part = 0; part * PART < bytes.length; part += 1) {
    const data = bytes.subarray(part * PART, (part + 1) * PART).toString('base64')
    const sent = await ask(app, session, 'lists.upload', { upload: id, part, data })
    if (sent !== 'ok') return sent
  }
  return 'ok'
}

const call = async (
  app: App,
  session: string,
  method: 'lists.preview' | 'lists.import',
  name = '名单.xlsx',
) => {
  const reply = await app.request(session, method, { upload: 'u1', name })
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value as ListsResult
}

const HEAD = ['工号', '姓名', '初始密码']
const LISTS = {
  人员: [HEAD, ['0012', '张三', 'first-secret-1'], ['1001', CLERKS[0].name, null]],
  业务事项: [
    ['事项编码', '事项名称', '时限分钟', '权重'],
    ['SB', '申报', 15, null],
  ],
}

it('a workbook is previewed and imported: who is new signs in with the first password, the entry says so, no password is stored', async () => {
  const app = await testApp()
  const session = technician(app)
  expect(await upload(app, session, await workbook(LISTS))).toBe('ok')
  const before = readFileSync(join(app.dir, 'roster.json'), 'utf8')
  const preview = await call(app, session, 'lists.preview')
  expect(preview).toMatchObject({
    problems: [],
    changes: {
      staff: { added: 1, same: 1, removed: { count: 1, names: ['1002'] } },
      items: { added: 1 },
      reasons: null,
    },
  })
  expect(readFileSync(join(app.dir, 'roster.json'), 'utf8')).toBe(before)
  expect(await call(app, session, 'lists.import')).toEqual(preview)
  expect(logged(app, 'config.changed').at(-1)).toMatchObject({ role: 'technician', what: ['staff', 'items'] })
  const staff = app.parts.settings.roster().staff
  expect(staff.map(({ number, first }) => [number, first])).toEqual([
    ['0012', true],
    ['1001', false],
  ])
  for (const file of readdirSync(app.dir))
    if (statSync(join(app.dir, file)).isFile())
      expect(readFileSync(join(app.dir, file)).includes('first-secret-1'), file).toBe(false)
  expect(statSync(join(app.dir, 'roster.json')).mode & 0o077).toBe(0)
  // The file is gone from memory once it is imported.
  expect(await ask(app, session, 'lists.import', { upload: 'u1', name: 'x' })).toBe('lists/upload-gone')
  // The clerk who stays keeps the password.
  const clerk = await signedIn(app)
  const found = await app.request(clerk, 'items.search', { text: 'sb' })
  expect(found).toMatchObject({ ok: true, value: [{ code: 'SB', limitMs: 900_000 }] })
})

it('one bad row in any sheet, and nothing at all is imported: each is named by sheet, row, column and reason', async () => {
  const app = await testApp()
  const session = technician(app)
  const before = readFileSync(join(app.dir, 'roster.json'), 'utf8')
  await upload(
    app,
    session,
    await workbook({
      ...LISTS,
      业务事项: [
        ['事项编码', '事项名称', '时限分钟', '权重'],
        ['A', '甲', '很久', null],
        ['', '乙', 1, 1],
      ],
    }),
  )
  for (const method of ['lists.preview', 'lists.import'] as const)
    expect(await call(app, session, method)).toEqual({
      problems: [
        { sheet: '业务事项', line: 2, column: '时限分钟', reason: expect.stringContaining('分钟数') },
        { sheet: '业务事项', line: 3, column: '事项编码', reason: '不能为空' },
      ],
      wrong: 2,
      changes: null,
    })
  expect(readFileSync(join(app.dir, 'roster.json'), 'utf8')).toBe(before)
  expect(logged(app, 'config.changed')).toEqual([])
})

it('a part out of turn, of another page, after ten minutes, or too much of it is refused; the role is needed', async () => {
  const clock = fakeClock()
  const app = await testApp({ clock })
  const session = technician(app)
  const data = Buffer.alloc(PART).toString('base64')
  expect(await ask(app, session, 'lists.upload', { upload: 'u1', part: 1, data })).toBe('lists/upload-gone')
  expect(await ask(app, session, 'lists.upload', { upload: 'u1', part: 0, data: '%%' })).toBe(
    'request/bad-input',
  )
  expect(await upload(app, session, Buffer.from('工号,姓名,初始密码\n1,甲,p\n'))).toBe('ok')
  expect(await ask(app, technician(app), 'lists.preview', { upload: 'u1', name: 'x' })).toBe(
    'lists/upload-gone',
  )
  expect((await call(app, session, 'lists.preview')).changes?.staff?.added).toBe(1)
  clock.advance(10 * 60_000)
  expect(await ask(app, session, 'lists.preview', { upload: 'u1', name: 'x' })).toBe('lists/upload-gone')
  expect(await upload(app, session, Buffer.alloc(9_000_000))).toBe('lists/too-large')
  expect(await upload(app, session, Buffer.from('工号,姓名,初始密码\n'))).toBe('ok')
  expect(await ask(app, session, 'lists.import', { upload: 'u1', name: 'x' })).toBe('hall/import-empty')
  const clerk = await signedIn(app)
  for (const method of ['lists.upload', 'lists.preview', 'lists.import', 'lists.template', 'lists.get'])
    expect(await ask(app, clerk, method, {}), method).toBe('request/role')
})

it('where a hall gives the lists nothing is imported, and the sentence says where to', async () => {
  const hall = await startHall({
    data: tempDir(),
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    version: 't',
  })
  if (!hall.ok) throw new Error(hall.error.code)
  const app = await testApp()
  const session = technician(app)
  expect(await upload(app, session, await workbook(LISTS))).toBe('ok')
  expect(await ask(app, session, 'hall.enrol', { url: hall.value.url, code: hall.value.makeCode() })).toBe(
    'ok',
  )
  expect(await ask(app, session, 'lists.import', { upload: 'u1', name: 'x' })).toBe('lists/from-hall')
  expect(await upload(app, session, await workbook(LISTS))).toBe('lists/from-hall')
  expect(await app.request(session, 'lists.get', {})).toMatchObject({
    ok: true,
    value: { hall: hall.value.url },
  })
  await app.stop('test')
  await hall.value.close()
})

const guiping = async (...words: string[]) => {
  const env = { ...process.env, GUIPING_PASSWORD: password }
  const run = promisify(execFile)
  try {
    const { stdout, stderr } = await run(process.execPath, [join(root, 'src/cli/index.ts'), ...words], {
      env,
    })
    return { status: 0, out: stdout, err: stderr }
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'code' in error && 'stderr' in error)) throw error
    return { status: Number(error.code), out: String(error.stdout), err: String(error.stderr) }
  }
}
let password = ''

it('on the command line: a template, an import, the list; refused while the program runs and with a wrong password', async () => {
  const app = await testApp()
  const { dir } = app
  password = app.parts.installers.firstPasswords()?.technician ?? ''
  const csv = join(tempDir(), '人员.csv')
  // GB18030 as a Chinese Excel writes it: 工号,姓名,初始密码.
  const gbk = Buffer.concat([
    Buffer.from([0xb9, 0xa4, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x2c]),
    Buffer.from([0xb3, 0xf5, 0xca, 0xbc, 0xc3, 0xdc, 0xc2, 0xeb, 0x0a]),
    Buffer.from('0077,', 'latin1'),
    Buffer.from([0xbc, 0xd7]),
    Buffer.from(',first-9\n', 'latin1'),
  ])
  writeFileSync(csv, gbk)
  expect((await guiping('staff', 'import', csv, '--data', dir)).err).toContain('(lists/running)')
  await app.stop('test')
  const right = password
  password = 'wrong'
  expect((await guiping('staff', 'import', csv, '--data', dir)).err).toContain(
    '(session/wrong-technician-password)',
  )
  password = right
  expect((await guiping('staff', 'import', csv, '--data', dir)).err).toContain('人员 2 (1001 1002)')
  expect((await guiping('staff', 'list', '--data', dir)).out).toContain('1001\t')
  const done = await guiping('staff', 'import', csv, '--data', dir, '--remove')
  expect(done).toMatchObject({ status: 0, err: '' })
  expect(done.out).toContain('人员：新增 1 (0077)，更改 0，移除 2 (1001 1002)')
  expect((await guiping('staff', 'list', '--data', dir)).out).toContain('0077\t甲')
  const out = join(tempDir(), 'lists.xlsx')
  expect((await guiping('staff', 'import', '--data', dir, '--out', out)).status).toBe(0)
  const back = await guiping('staff', 'import', out, '--data', dir, '--json')
  expect(JSON.parse(back.out)).toMatchObject({ ok: true, staff: { same: 1, added: [], removed: [] } })
  const again = await testApp({ dir, roster: null })
  expect(logged(again, 'config.changed')).toMatchObject([
    { role: 'technician', what: ['staff'] },
    { role: 'technician', what: ['staff', 'items', 'reasons', 'policy'] },
  ])
  expect(again.parts.log.verify().ok).toBe(true)
}, 60_000)
