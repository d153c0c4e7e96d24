import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock } from '../../src/db/lock.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { WORTH_TWO } from '../../src/db/work/verify-on-two.ts'
import { makeVerifier } from '../../src/keys/password.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { receiptText } from '../../src/shared/receipt.ts'
import { type Kit, kit, matterOpened, must, serve, unrated } from './log-kit.ts'

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli', 'index.ts')
const PASSWORD = 'k7mf-2xqp-h4nd'

let k: Kit
beforeEach(async () => {
  k = kit()
  const log = k.log()
  serve(k, log, [5, null])
  k.clock.advance(86_400_000)
  serve(k, log, [1])
  log.close()
  const verifier = await makeVerifier(PASSWORD)
  writeFileSync(join(k.dir, 'roles.json'), JSON.stringify({ technician: verifier, it: verifier }))
})
afterEach(() => k.end())

const guiping = (args: string[], password = PASSWORD, data = k.dir) => {
  const env = { ...process.env, GUIPING_PASSWORD: password, TZ: 'Asia/Shanghai' }
  const all = ['--no-warnings', CLI, 'log', ...args, '--data', data]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, encoding: 'utf8', input: '' })
  return { status, stdout, stderr, lines: stdout.trimEnd().split('\n') }
}

describe('guiping log', () => {
  it('verify answers with its exit status: 0 whole, 1 not, 3 where there is no log', () => {
    const whole = guiping(['verify', '--json'])
    expect(whole.status).toBe(0)
    expect(JSON.parse(whole.stdout)).toMatchObject({ ok: true, entries: 16, problem: '' })
    k.raw().exec('update press set level = 5')
    const changed = guiping(['verify'])
    expect(changed.status).toBe(1)
    expect(changed.stdout).toContain('按键表')
    const none = guiping(['verify'], PASSWORD, join(k.dir, 'none'))
    expect(none.status).toBe(3)
    expect(none.stderr).toContain('data/no-log')
  })
  it('verify says what to do with a log that is not whole, which receipts it had no use for, and that a log is gone', () => {
    const receipt = join(k.dir, 'receipt.txt')
    const another = '00000000-0000-7000-8000-000000000000'
    const facts = { counter: 'c', station: '7', log: another, seq: 3, head: 'ab'.repeat(32), at: 0 }
    writeFileSync(receipt, receiptText(facts))
    const other = guiping(['verify', '--receipt', receipt])
    expect([other.status, other.lines.length]).toEqual([0, 1])
    expect(other.stderr).toBe(`回执 ${receipt} 属于另一份日志（${another}），没有用上。\n`)
    k.raw().exec('update press set level = 5')
    expect(guiping(['verify']).stdout).toContain('guiping hall verify')
    const log = k.log('boot-2')
    must(log.seal('end'))
    log.close()
    const { logId } = JSON.parse(guiping(['verify', '--json']).stdout)
    for (const part of ['', '-wal', '-shm']) rmSync(join(k.dir, `log.db${part}`), { force: true })
    const gone = guiping(['verify'])
    expect(gone).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(/\(data\/log-missing\)/),
    })
    expect(gone.stderr).toContain(logId)
  })
  it('a reference that two matters have tells both stories', () => {
    const log = k.log()
    const shift = serve(k, log, [])
    for (const [reference, reason] of [
      ['SL-7', 'left'],
      ['SL-7', 'declined'],
      ['SL-70', 'phone'],
    ] as const) {
      const opened = matterOpened(k, shift, undefined, reference)
      must(log.append([opened, unrated(k, opened.matter, reason)]))
    }
    const ends = (matter: string) =>
      guiping(['list', '--matter', matter, '--json'])
        .lines.map((line) => JSON.parse(line))
        .flatMap(({ kind, reason }) => (kind === 'matter.closed' ? [reason] : []))
    expect(ends('SL-7')).toEqual(['left', 'declined'])
    // No words of a reason are a reference.
    expect(guiping(['list', '--matter', '没有按键'])).toMatchObject({ status: 3, stdout: '' })
  })
  it('verify reads a large log on two threads, and finds what is not as it was', () => {
    const log = k.log('boot-2')
    const note: EntryDraft = { kind: 'incident', ...k.at(), code: 'a', detail: '' }
    const notes = Array.from({ length: 10_000 }, () => note)
    while (log.head().seq < WORTH_TWO) must(log.append(notes))
    const { seq } = log.head()
    log.close()
    k.raw().exec('update matter set asks = 2')
    const report = JSON.parse(guiping(['verify', '--json']).stdout)
    expect(report).toMatchObject({ verdict: 'edited', why: 'matter', entries: seq })
  })
  it('quarantine lists what was moved aside, and copies it for hall IT with a password and a reason', () => {
    expect(guiping(['quarantine']).stdout).toBe('没有移开的日志。\n')
    const nothing = guiping(['quarantine', '--out', join(k.dir, 'stick'), '--why', '信息科核查'])
    expect(nothing).toMatchObject({ status: 0, stdout: '没有移开的日志。\n', stderr: '' })
    const bytes = readFileSync(join(k.dir, 'log.db'))
    must(noteDamage(k.dir, 'check'))
    k.log('boot-2').close()
    const [name = ''] = readdirSync(join(k.dir, 'quarantine'))
    const listed = guiping(['quarantine'])
    expect([listed.status, listed.lines[0]]).toEqual([0, expect.stringContaining(`移开的日志  ${name}`)])
    expect(JSON.parse(guiping(['quarantine', '--json']).stdout)).toMatchObject([{ name, copy: false }])
    const out = join(k.dir, 'stick')
    const take = ['quarantine', '--out', out, '--why', '信息科核查']
    expect(guiping(take.slice(0, 3))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^少写了 --why。/),
    })
    expect(guiping([...take, '--as', 'clerk'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--as clerk (it)'),
    })
    expect(guiping(take, 'wrong')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('wrong-it-password'),
    })
    expect(guiping([...take, '--as', 'technician']).stderr).toContain('request/role')
    expect(existsSync(out)).toBe(false)
    const taken = guiping([...take, '--json'])
    expect([taken.stderr, JSON.parse(taken.stdout)]).toEqual(['', { folder: out, taken: [name] }])
    expect(readFileSync(join(out, name, 'log.db')).equals(bytes)).toBe(true)
    const told = guiping(['list', '--kind', 'log.exported', '--json']).lines.map((line) => JSON.parse(line))
    expect(told).toMatchObject([{ format: 'quarantine', what: `quarantine ${name}`, why: '信息科核查' }])
    // The copy is a log of its own that can be checked, and read once it has a password.
    const copy = join(out, name)
    expect(guiping(['verify'], PASSWORD, copy).status).toBe(0)
    expect(guiping(['list', '--as', 'it'], PASSWORD, copy)).toMatchObject({
      ...{ status: 3, stdout: '' },
      stderr: expect.stringMatching(/staff reset it.*\(session\/no-passwords\)/),
    })
    const words = ['--no-warnings', CLI, 'staff', 'reset', 'it', '--json', '--data', copy]
    const reset = spawnSync(process.execPath, words, { encoding: 'utf8' })
    expect(guiping(['list', '--kind', 'key.pressed'], JSON.parse(reset.stdout).password, copy)).toMatchObject(
      {
        ...{ status: 0, stdout: expect.stringContaining('"level":1') },
      },
    )
  })
  it('verify calls a file that cannot be read not whole', () => {
    writeFileSync(join(k.dir, 'log.db'), '')
    const report = guiping(['verify', '--json'])
    expect(report.status).toBe(1)
    expect(JSON.parse(report.stdout)).toMatchObject({ ok: false, entries: 0 })
  })
  it('list gives a JSON line for each entry of the local days asked for', () => {
    const { status, lines } = guiping(['list', '--json', '--from', '2026-05-04', '--to', '2026-05-04'])
    expect(status).toBe(0)
    const kinds = lines.map((text) => JSON.parse(text).kind)
    expect(kinds).toEqual([
      'log.sealed',
      'shift.opened',
      'matter.opened',
      'rating.asked',
      'key.pressed',
      'matter.closed',
    ])
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ seq: 11, v: 1, series: expect.any(String) })
  })
  it('nothing that stands in a log is obeyed by a terminal, nor makes a row of its own', () => {
    const log = k.log('boot-2')
    const evil = '\u001b[2Jx\u009b31m\u202e\n2026-05-03 A02 rated 5'
    const shift = '019deb22-0000-7000-8000-000000000001'
    const opened = { ...matterOpened(k, shift), item: { code: 'ZX', name: evil }, reference: evil }
    must(log.append([opened, { kind: 'incident', ...k.at(), code: 'a', detail: evil }]))
    log.close()
    for (const args of [['--matters'], ['--kind', 'incident'], ['--matters', '--json'], ['--json'], []]) {
      const { stdout, stderr, lines } = guiping(['list', '--as', 'it', ...args])
      expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]/u)
      expect(lines.some((line) => line.startsWith('2026-05-03 A02'))).toBe(false)
      if (args.includes('--json'))
        expect(lines.map((line) => JSON.stringify(JSON.parse(line))).join('')).toContain(
          JSON.stringify(evil).slice(1, -1),
        )
      else if (args[0] === '--matters') expect(stdout).not.toContain('\u202e')
    }
  })
  it('where no row is listed people are told so, and programs get nothing', () => {
    const never = ['--from', '2001-01-01', '--to', '2001-01-01']
    expect(guiping(['list', ...never])).toMatchObject({ status: 0, stdout: '', stderr: '没有条目\n' })
    expect(guiping(['list', '--matters', ...never])).toMatchObject({ stdout: '', stderr: '没有办件\n' })
    expect(guiping(['stats', ...never])).toMatchObject({ status: 0, stderr: '没有条目\n' })
    expect(guiping(['list', ...never, '--json'])).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })
  it('list shows nothing without the IT password, and nothing to the technician', () => {
    const wrong = guiping(['list'], 'wrong')
    expect(wrong).toMatchObject({ status: 3, stdout: '' })
    expect(wrong.stderr).toMatch(/^大厅管理员的密码不对。.*\(session\/wrong-it-password\)/)
    const technician = guiping(['list', '--as', 'technician'])
    expect(technician).toMatchObject({ status: 3, stdout: '' })
    expect(technician.stderr).toContain('request/role')
  })
  it('export writes the file and enters into the log that it was exported', () => {
    const out = join(k.dir, 'out.csv')
    const made = guiping(['export', '--out', out, '--why', ' 月度核对 ', '--json'])
    expect(made.status).toBe(0)
    expect(JSON.parse(made.stdout)).toEqual({ file: out, entries: 3 })
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(5)
    const log = k.log()
    const last = JSON.parse(log.entries(log.head().seq, 1, 1e9)[0]?.body ?? '')
    expect(last).toMatchObject({
      kind: 'log.exported',
      who: 'it',
      format: 'csv',
      what: 'matters',
      why: '月度核对',
      from: 4,
      to: 13,
      entries: 3,
    })
    expect(log.verify().ok).toBe(true)
  })
  it('a copy to where copies go asks nobody; one to another place is IT’s, for a reason, and an entry', () => {
    expect(guiping(['backup'], '')).toMatchObject({ status: 0 })
    expect(readdirSync(join(k.dir, 'backups'))).toHaveLength(1)
    const out = join(k.dir, 'stick')
    expect(guiping(['backup', '--out', out])).toMatchObject({ status: 2 })
    expect(guiping(['backup', '--out', out, '--why', 'x'], 'wrong')).toMatchObject({ status: 3 })
    expect(existsSync(out)).toBe(false)
    expect(guiping(['backup', '--out', out, '--why', '送检', '--as', 'it']).status).toBe(0)
    expect(readdirSync(out)).toHaveLength(1)
    const log = k.log()
    const told = log.entries(1, 100, 1e9).map(({ body }) => JSON.parse(body))
    expect(told.filter(({ kind }) => kind === 'log.exported')).toMatchObject([
      { who: 'it', format: 'sqlite', what: 'backup', why: '送检' },
    ])
  })
  it('export into a folder that is not there says so, and names the count with its unit where it is', () => {
    const out = join(k.dir, 'none', 'out.csv')
    const refused = guiping(['export', '--out', out, '--why', '核对'])
    expect(refused).toMatchObject({ status: 3, stdout: '' })
    expect(refused.stderr).toContain(`ENOENT ${join(k.dir, 'none')}。`)
    expect(refused.stderr).toContain('文件夹要先建好。(cli/file)')
    const file = join(k.dir, 'out.csv')
    expect(guiping(['export', '--out', file, '--why', '核对']).stdout).toBe(`已导出 3 件办件：${file}\n`)
  })
  it('list without a password names the variable that holds one', () => {
    const none = guiping(['list'], '')
    expect(none).toMatchObject({ status: 3, stdout: '' })
    expect(none.stderr).toMatch(/GUIPING_PASSWORD.*\(cli\/no-password\)/)
    expect(guiping(['list', '--as', 'king']).status).toBe(2)
  })
  it('export that a running program cannot write down leaves no file', () => {
    const lock = must(takeLock(k.dir))
    const out = join(k.dir, 'out.jsonl')
    const made = guiping(['export', '--format', 'jsonl', '--out', out, '--why', '核对'])
    lock.release()
    expect(made).toMatchObject({ status: 3, stdout: '' })
    expect(made.stderr).toContain('export/not-recorded')
    expect(readdirSync(k.dir).filter((name) => name.startsWith('out'))).toEqual([])
    expect(k.log().head().seq).toBe(16)
  })
  it('list filters matters and entries, tells a matter’s story with its bytes, and stats add the days up', () => {
    const matters = guiping(['list', '--matters', '--outcome', 'rated', '--json'])
    const rated = matters.lines.map((text) => JSON.parse(text))
    expect(rated.map(({ level }) => level)).toEqual([5, 1])
    const words = guiping(['list', '--text', '没有按键'])
    expect(words.lines).toHaveLength(1)
    expect(words.stdout).toContain('matter.closed')
    const story = guiping(['list', '--matter', rated[1].id])
    expect(story.lines.map((text) => text.trim().split(/ {2,}/)[2]?.trim()).slice(1)).toEqual([
      ...['matter.opened', 'rating.asked', 'key.pressed'],
      ...[undefined, 'matter.closed'],
    ])
    expect(story.stdout).toContain('4B 45 59  字节里没有按键')
    const days = guiping(['stats', '--json']).lines.map((text) => JSON.parse(text))
    expect(days.map(({ day, matters: count, rated: good }) => [day, count, good])).toEqual([
      ['2026-05-03', 2, 1],
      ['2026-05-04', 1, 1],
    ])
    expect(guiping(['list', '--item', 'ZX', '--kind', 'incident']).status).toBe(2)
  })
  it('stats give the share that the clerk’s page gives: rated of closed matters, asked or not', () => {
    const log = k.log()
    const { matter, ...opened } = matterOpened(k, serve(k, log, [4, 4]))
    must(log.append([{ matter, ...opened }, unrated(k, matter, 'left')]))
    const days = guiping(['stats']).lines.map((line) => line.split('\t'))
    expect(days.at(-1)?.slice(2, 7)).toEqual(['4', '3', '3', '1', '75%'])
  })
  it('a kind that no entry has, a span that ends before it begins, and days of a whole log are wrong usage, not an empty answer', () => {
    const kind = guiping(['list', '--kind', 'incidents'])
    expect(kind.status).toBe(2)
    expect(kind.stderr).toMatch(/--kind incidents.* incident /)
    const span = ['--from', '2026-05-04', '--to', '2026-05-03']
    const out = join(k.dir, 'out')
    for (const args of [['list'], ['stats'], ['export', '--why', '核对', '--out', out]])
      expect(guiping([...args, ...span])).toMatchObject({ status: 2, stdout: '' })
    for (const format of ['sqlite', 'glog'])
      expect(
        guiping(['export', '--format', format, '--from', '2026-05-04', '--why', '核对', '--out', out]),
      ).toMatchObject({ status: 2, stderr: expect.stringContaining(`--format ${format}`) })
    expect(existsSync(out)).toBe(false)
  })
  it('list, stats and export say how many entries wait beside the log and are not in them', () => {
    const log = k.log()
    const other = k.raw()
    other.exec('begin immediate')
    must(log.append([{ kind: 'app.suspended', ...k.at() }]))
    must(log.append([{ kind: 'app.resumed', ...k.at(), sleptMs: 1 }]))
    other.exec('rollback')
    for (const args of [['list'], ['stats', '--json']])
      expect(guiping(args)).toMatchObject({
        status: 0,
        stderr: '另有 2 条在旁路文件里等待补入，这里不含。\n',
      })
    must(log.takeIn())
    expect(guiping(['stats']).stderr).toBe('')
  })
  it('rebuild mends the tables, but not while the program runs', () => {
    k.raw().exec('update press set level = 5')
    const lock = must(takeLock(k.dir))
    const refused = guiping(['rebuild'])
    expect(refused.status).toBe(3)
    expect(refused.stderr).toContain('data/in-use')
    lock.release()
    expect(guiping(['rebuild', '--json'])).toMatchObject({ status: 0, stdout: '{"entries":16}\n' })
    expect(guiping(['rebuild']).stdout).toBe('已按 16 条日志重建数据表。\n')
    expect(k.log().verify().ok).toBe(true)
  })
  it('a day that is none is wrong usage', () => {
    expect(guiping(['list', '--from', '2026-02-30'])).toMatchObject({ status: 2, stdout: '' })
    expect(guiping(['export', '--why', '核对'])).toMatchObject({ status: 2, stdout: '' })
  })
  it('an export or a .glog without a reason is wrong usage, and nothing is written', () => {
    const out = join(k.dir, 'out')
    for (const args of [
      ['export', '--out', out],
      ['glog', '--out', out],
      ['export', '--out', out, '--why', ' '],
    ])
      expect(guiping(args)).toMatchObject({ status: 2, stdout: '' })
    expect(existsSync(out)).toBe(false)
    expect(k.log().head().seq).toBe(16)
  })
})
