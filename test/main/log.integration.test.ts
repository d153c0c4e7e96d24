/** The log's commands in the running program: who may, what an export leaves behind, and what diagnostics hold. */
import { execFile, spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { readLog } from '../../src/db/log/open.ts'
import { makeVerifier } from '../../src/keys/password.ts'
import type { App } from '../../src/main/app.ts'
import type { ExportView } from '../../src/shared/commands/log.ts'
import { settingsOf } from '../../src/shared/config.ts'
import type { ListPage, Story } from '../../src/shared/log-view.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { asked, kit, matterOpened, must, rated, serve } from '../db/log-kit.ts'
import { browserHost, root } from '../harness/browser-host.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp, testRoster } from '../harness/test-app.ts'

const as = (app: App, role: 'it' | 'technician') => {
  const session = app.openSession()
  app.parts.sessions.grant(session, role, null)
  return session
}

const value = async <T>(app: App, session: string, method: string, input: unknown = {}): Promise<T> => {
  const reply = await app.request(session, method, input)
  if (!reply.ok) throw new Error(`${method} ${reply.error.message}`)
  return reply.value as T
}

/** A folder whose log has a few days of work in it. */
const worked = (levels: Parameters<typeof serve>[2] = [5, null, 1]) => {
  const dir = tempDir()
  const k = kit(dir)
  const log = k.log('before')
  serve(k, log, levels)
  log.close()
  return dir
}

const BROWSING = ['log.list', 'log.story', 'log.days', 'log.facets', 'log.export', 'log.exported'] as const

it('the log is hall IT’s alone to read: lists, stories and exports are refused to technician and clerk', async () => {
  const app = await testApp({ dir: worked() })
  const clerk = await signedIn(app)
  for (const session of [clerk, as(app, 'technician'), app.openSession()])
    for (const method of BROWSING)
      expect(['request/role', 'counter/signed-out']).toContain(await ask(app, session, method, {}))
  const it = as(app, 'it')
  const list = { list: 'matters', from: Date.UTC(2026, 4, 3), to: Date.UTC(2026, 4, 4) }
  const page = await value<ListPage>(app, it, 'log.list', list)
  expect(page.matters.map(({ level }) => level)).toEqual([1, null, 5])
  const story = await value<Story>(app, it, 'log.story', { matter: page.matters[0]?.id })
  expect(story.entries.map(({ kind }) => kind)).toContain('key.pressed')
  expect(story.entries.find(({ kind }) => kind === 'key.pressed')?.reread).toMatchObject({
    verdict: 'no-key',
  })
  expect(await ask(app, it, 'log.list', { ...list, limit: 201 })).toBe('request/bad-input')
})

it('what IT or a technician does during a shift is not written down as the clerk’s', async () => {
  const app = await testApp({ dir: worked() })
  await signedIn(app)
  const it = as(app, 'it')
  expect(await ask(app, it, 'log.export', { format: 'csv', why: '投诉核实' })).toBe('ok')
  await ended(app, it)
  const config = settingsOf(app.parts.settings.config())
  expect(await ask(app, as(app, 'technician'), 'config.set', { ...config, station: '9' })).toBe('ok')
  expect(logged(app, 'log.exported')).toMatchObject([{ by: null, who: 'it' }])
  expect(logged(app, 'config.changed')).toMatchObject([{ by: null, role: 'technician' }])
})

const ended = async (app: App, session: string): Promise<ExportView> => {
  const view = () => value<ExportView>(app, session, 'log.export-state')
  await expect.poll(async () => (await view()).state).toMatch(/done|failed/)
  return view()
}

it('an export is an entry with what, when, by whom and for what; the next waits, and a stopped one leaves nothing', async () => {
  const app = await testApp({ dir: worked() })
  const it = as(app, 'it')
  expect(await ask(app, it, 'log.export', { format: 'csv', why: ' ' })).toBe('request/bad-input')
  expect(await ask(app, it, 'log.export', { format: 'csv', map: 'none', why: 'x' })).toBe('export/no-map')
  expect(await ask(app, it, 'log.export', { format: 'jsonl', map: 'national', why: 'x' })).toBe(
    'export/not-a-table',
  )
  expect(await ask(app, it, 'log.export', { format: 'xlsx', why: '投诉核实' })).toBe('ok')
  expect(await ask(app, it, 'log.export', { format: 'csv', why: 'x' })).toBe('export/busy')
  const view = await ended(app, it)
  expect(view).toMatchObject({ state: 'done', entries: 3, fault: null })
  expect(existsSync(view.file ?? '')).toBe(true)
  expect(logged(app, 'log.exported')).toMatchObject([
    { who: 'it', format: 'xlsx', what: 'matters', why: '投诉核实', entries: 3 },
  ])
  const fill = { department: '一所', region: '110101' }
  const range = { from: Date.UTC(2026, 4, 3), to: Date.UTC(2026, 4, 4) }
  await ask(app, it, 'log.export', { format: 'csv', map: 'national', fill, why: '报送', ...range })
  expect(await ended(app, it)).toMatchObject({ state: 'done', entries: 2 })
  expect(logged(app, 'log.exported').at(-1)).toMatchObject({
    what: expect.stringMatching(/^national 2026-05-0\d…/),
  })
  expect(await value(app, it, 'log.export-maps')).toMatchObject({ fill, maps: [{ name: 'national' }] })

  const before = readdirSync(join(app.dir, 'exports'))
  await ask(app, it, 'log.export', { format: 'jsonl', why: 'x' })
  await ask(app, it, 'log.export-stop')
  expect(await ended(app, it)).toMatchObject({ state: 'failed', fault: { code: 'export/cancelled' } })
  expect(readdirSync(join(app.dir, 'exports'))).toEqual(before)
  expect(logged(app, 'log.exported')).toHaveLength(2)
})

it('an export that the log cannot take is no file', async () => {
  const dir = worked()
  const app = await testApp({ dir })
  const it = as(app, 'it')
  // The log is full: nothing more goes in.
  app.parts.counter.record = () => ({ ok: false, error: { code: 'data/disk-full', params: { path: dir } } })
  await ask(app, it, 'log.export', { format: 'csv', why: 'x' })
  expect(await ended(app, it)).toMatchObject({ state: 'failed', fault: { code: 'data/disk-full' } })
  expect(readdirSync(join(dir, 'exports'))).toEqual([])
})

const run = promisify(execFile)

it('the command line exports beside the running program, which writes it down', async () => {
  const host = await browserHost({ dir: worked() })
  const app = host.program.app()
  const password = app.parts.installers.firstPasswords()?.it ?? ''
  const out = join(tempDir(), 'x.jsonl')
  const words = ['src/cli/index.ts', 'log', 'export', '--format', 'jsonl', '--out', out, '--why', '备查']
  const env = { ...process.env, GUIPING_PASSWORD: password }
  await run(process.execPath, ['--no-warnings', ...words, '--data', host.dir], { env, cwd: root })
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  expect(logged(app, 'log.exported')).toMatchObject([
    { who: 'it', format: 'jsonl', what: 'entries', why: '备查', entries: lines.length },
  ])
  expect(app.parts.log.verify().ok).toBe(true)
})

it('an export that is stopped with Ctrl+C leaves no file, no half of one, and no entry', async () => {
  const dir = tempDir()
  const k = kit(dir)
  const log = k.log('before')
  const shift = serve(k, log, [])
  const drafts = Array.from({ length: 20_000 }, () => {
    const matter = matterOpened(k, shift)
    const ask_ = asked(k, matter.matter)
    return [matter, ask_, ...rated(k, matter.matter, ask_.ask, 5)]
  })
  must(log.append(drafts.flat()))
  log.close()
  const verifier = await makeVerifier('plum')
  writeFileSync(join(dir, 'roles.json'), JSON.stringify({ technician: verifier, it: verifier }))
  const to = tempDir()
  const out = join(to, 'x.xlsx')
  const words = ['log', 'export', '--format', 'xlsx', '--out', out, '--why', 'x', '--data', dir]
  const env = { ...process.env, GUIPING_PASSWORD: 'plum' }
  const child = spawn(process.execPath, ['--no-warnings', 'src/cli/index.ts', ...words], { env, cwd: root })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  // While the file is written.
  await expect.poll(() => readdirSync(to), { timeout: 30_000, interval: 5 }).toEqual(['x.xlsx.part'])
  child.kill('SIGINT')
  expect([await ended, said]).toEqual([3, expect.stringContaining('export/cancelled')])
  expect(readdirSync(to)).toEqual([])
  const reader = must(readLog(dir))
  expect(reader.head().seq).toBe(log.head().seq)
  reader.close()
}, 60_000)

it('an export says how many entries wait beside the log and are not in the file', async () => {
  const host = await browserHost({ dir: worked() })
  const { parts } = host.program.app()
  const password = parts.installers.firstPasswords()?.it ?? ''
  const other = must(loadSqlite()).open(join(host.dir, 'log.db'))
  other.exec('begin immediate')
  const before = parts.log.head().seq
  parts.counter.record({ kind: 'incident', ...parts.stamp(), code: 'x/y', detail: '' })
  const out = join(tempDir(), 'x.jsonl')
  const words = ['src/cli/index.ts', 'log', 'export', '--format', 'jsonl', '--out', out, '--why', '备查']
  const said = async (language: string) => {
    const env = { ...process.env, GUIPING_PASSWORD: password, GUIPING_LANG: language }
    const args = ['--no-warnings', ...words, '--data', host.dir]
    const { stderr } = await run(process.execPath, args, { env, cwd: root })
    rmSync(out)
    return stderr
  }
  // The entry that says so is one of them.
  expect(await said('zh')).toBe('另有 2 条在旁路文件里等待补入，这里不含。\n')
  expect(await said('en')).toBe('3 more entries wait in the side file and are not in this.\n')
  expect([parts.log.head().seq, parts.log.waiting().entries]).toEqual([before, 3])
  other.exec('rollback')
  other.close()
  must(parts.log.takeIn())
  expect(logged(host.program.app(), 'log.exported')).toHaveLength(2)
})

/** What must never leave the PC, each where it may stand. */
const PLANTED = {
  reference: '110101199003078515',
  phone: '13812345678',
  citizen: '赵小强',
  pinyin: 'Zhao Xiaoqiang',
  staff: '欧阳娜娜',
  password: 'plum-ladder-17-secret',
  verifier: 'scrypt$planted$verifier',
  token: 'dG9rZW4tcGxhbnRlZC1pbi1kb29y',
  key: 'MC4CAQAwBQYDK2VwBCIEIPlantedPrivateKey',
  hall: 'hall-user:hall-word',
} as const

it('diagnostics name versions, ports, link, delivery, verdict and space, and nothing that was planted', async () => {
  const dir = tempDir()
  const k = kit(dir)
  const log = k.log('before')
  const shift = serve(k, log, [5, 1])
  const stamp = k.at()
  const item = { code: 'ZX', name: PLANTED.citizen }
  const matter = '0197a000-0000-7000-8000-000000000001'
  log.append([
    { kind: 'matter.opened', ...stamp, matter, shift, item, reference: PLANTED.reference },
    { kind: 'incident', ...stamp, code: 'x/y', detail: `${PLANTED.citizen} ${PLANTED.phone}` },
  ])
  log.close()
  const roster = await testRoster()
  const [first] = roster.staff
  if (!first) throw new Error('no staff')
  const staff = [{ ...first, name: PLANTED.staff, verifier: PLANTED.verifier }]
  mkdirSync(join(dir, 'export'))
  writeFileSync(join(dir, `${PLANTED.citizen}.txt`), PLANTED.password)
  appendFileSync(join(dir, 'program.log'), programLines())
  const app = await testApp({ dir, roster: { ...roster, staff } })
  writeFileSync(join(dir, 'enrolment.json'), JSON.stringify(enrolmentWith()))
  writeFileSync(join(dir, 'door.json'), JSON.stringify({ url: 'http://127.0.0.1:1', token: PLANTED.token }))

  const technician = as(app, 'technician')
  const { file } = await value<{ file: string }>(app, technician, 'diagnose.make')
  const text = readFileSync(file, 'utf8')
  for (const [name, secret] of Object.entries(PLANTED)) expect(text, name).not.toContain(secret)
  for (const name of ['Zhao', '13812', 'scrypt', 'hall-user', 'PRIVATE']) expect(text).not.toContain(name)
  const bundle = JSON.parse(text)
  expect(bundle).toMatchObject({
    machine: { guiping: expect.any(String), node: process.versions.node, platform: process.platform },
    running: true,
    live: {
      pad: { state: 'none' },
      link: { skips: { noise: 0 } },
      delivery: { waiting: expect.any(Number), trouble: null },
    },
    config: expect.anything(),
    roster: { staff: 1, items: 2 },
    hall: { host: 'hall.example:8460' },
    files: { quarantined: 0, freeMb: expect.any(Number), others: expect.any(Number) },
    log: { whole: true, entries: expect.any(Number) },
    ports: expect.any(Array),
  })
  expect(bundle.programLog).toMatchObject([
    { where: 'delivery', type: 'TypeError', code: 'ENOSPC', at: ['src/db/log/log.ts:120'] },
    { where: '', type: 'Error', code: '', at: [] },
  ])
  expect(await ask(app, app.openSession(), 'diagnose.make')).toBe('request/role')
})

const enrolmentWith = () => ({
  url: `https://${PLANTED.hall}@hall.example:8460/`,
  counter: '0197a000-0000-7000-8000-000000000002',
  hallKey: PLANTED.key,
  privateKey: PLANTED.key,
})

/** As pino writes them; what people said stands in messages and in names that are none. */
const programLines = () =>
  [
    {
      time: 1,
      where: 'delivery',
      err: {
        type: 'TypeError',
        code: 'ENOSPC',
        message: `${PLANTED.citizen} ${PLANTED.phone}`,
        stack: `TypeError: ${PLANTED.pinyin}\n    at append (/home/赵小强/guiping/src/db/log/log.ts:120:7)`,
      },
    },
    {
      time: 2,
      where: PLANTED.citizen,
      err: {
        type: 'Error',
        code: PLANTED.phone,
        message: PLANTED.password,
        stack: `Error: ${PLANTED.pinyin}`,
      },
    },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

it('a check that somebody stops ends without a verdict, and the next one begins anew', async () => {
  const app = await testApp({ roster: await testRoster() })
  const session = as(app, 'it')
  const check = () => app.request(session, 'log.verify', {})
  const stopped = check()
  expect(await value(app, session, 'log.verify-state')).toEqual({ done: 0, total: 0 })
  await value(app, session, 'log.verify-stop')
  expect(await stopped).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('data/check-stopped') },
  })
  expect(await check()).toMatchObject({ ok: true, value: { verdict: 'ok' } })
})
