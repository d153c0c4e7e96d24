/** Collecting logs: several counters, cut connections, forks, sticks, and one folder at the end. Real TLS, real files. */
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { glogChecks, NOBODY } from '../../src/cli/pull/checks.ts'
import { readHosts } from '../../src/cli/pull/hosts.ts'
import { mergeFolder } from '../../src/cli/pull/merge.ts'
import { takeStick } from '../../src/cli/pull/sticks.ts'
import { rowOf, tableOf } from '../../src/cli/pull/table.ts'
import { pullHosts } from '../../src/cli/pull.ts'
import { runExport } from '../../src/db/export/run.ts'
import { keepPart } from '../../src/db/export/write.ts'
import { openMerged } from '../../src/db/glog/merge.ts'
import { readGlog } from '../../src/db/glog/read.ts'
import { makeKeyPair } from '../../src/keys/request.ts'
import { hostLine } from '../../src/shared/offer.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { cable } from '../harness/cable.ts'
import { freePort, type Offering, offering, pullOne, tokenBy } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { logged } from '../harness/test-app.ts'

const hall = makeKeyPair()

const only = (out: string): string => {
  const [file, ...more] = readdirSync(out).filter((name) => name.endsWith('.glog'))
  expect(more).toEqual([])
  return join(out, file ?? '')
}

const merged = (out: string, had: Parameters<typeof mergeFolder>[1] = []) => {
  const made = mergeFolder(out, had, NOBODY, () => true)
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

it('collects several counters at once, goes on where it stopped, and merges matters with their windows', async () => {
  const first = await offering({ hall, station: '7' })
  const second = await offering({ hall, station: '8', clock: first.clock })
  const third = await offering({ hall, station: '12', clock: first.clock })
  first.serve([5, 4, null])
  second.serve([1])
  const hosts = [first, second, third].map(({ host }) => host)
  const token = tokenBy(hall, first.clock)
  const out = tempDir()
  const signal = new AbortController().signal
  const had = await pullHosts(hosts, { out, token, signal })
  expect(had.map(({ station, fault }) => [station, fault])).toEqual([
    ['7', null],
    ['8', null],
    ['12', null],
  ])
  expect(merged(out, had)).toMatchObject({ matters: 4, twice: 0, parted: [] })
  const csv = readFileSync(join(out, 'matters.csv'), 'utf8').trimEnd().split('\r\n')
  expect(csv[0]).toMatch(/^\ufeff窗口,开始时间,/)
  expect(
    csv
      .slice(1)
      .map((line) => line.split(',')[0])
      .sort(),
  ).toEqual(['7', '7', '7', '8'])

  second.serve([2, 3])
  const before = readFileSync(had[1]?.file ?? '')
  const again = await pullHosts(hosts, { out, token, signal })
  const grown = readFileSync(again[1]?.file ?? '')
  // Nothing that was there is written again.
  expect(grown.subarray(0, before.length).equals(before)).toBe(true)
  // What the first pull left is one entry: the pull itself, and its seal where one was due.
  expect(again.map(({ fresh }) => fresh)).toEqual([1, 10, 1])
  expect(again.every(({ report }) => report?.judgement.verdict === 'ok')).toBe(true)
  expect(merged(out, again)).toMatchObject({ matters: 6, twice: 0 })
})

it('takes no byte from a counter with another certificate, and shows it no token', async () => {
  const counter = await offering({ hall })
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  const host = { ...counter.host, fingerprint: 'a'.repeat(64) }
  const had = await pullOne(counter, token, out, { host })
  expect(had.fault).toMatchObject({
    code: 'pull/wrong-certificate',
    params: { found: counter.host.fingerprint },
  })
  expect(readdirSync(out)).toEqual([])
  expect(logged(counter.app, 'log.pulled')).toEqual([])
  expect(logged(counter.app, 'incident').filter(({ code }) => String(code).startsWith('offer/'))).toEqual([])
})

it('keeps what came before the connection broke in the middle of a page, and goes on from there', async () => {
  const counter = await offering({ hall })
  counter.serveMany(1200)
  const total = counter.app.parts.log.head().seq
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  const port = await cable(counter.host.port, 900_000)
  const host = { ...counter.host, port }
  const cut = await pullOne(counter, token, out, { host })
  expect(cut.fault?.code).toBe('pull/unreachable')
  expect(cut.fresh).toBeGreaterThan(0)
  expect(cut.fresh).toBeLessThan(total)
  expect(cut.report?.judgement).toMatchObject({ verdict: 'tail-missing', entries: cut.fresh })
  const on = await pullOne(counter, token, out, { host })
  expect(on).toMatchObject({ fault: null, report: { judgement: { verdict: 'ok' } } })
  expect(cut.fresh + on.fresh).toBe(on.report?.judgement.entries)
  expect(logged(counter.app, 'log.pulled')).toMatchObject([{ from: 1 }, { from: cut.fresh + 1 }])
  expect(merged(out)).toMatchObject({ matters: 1200, twice: 0 })
})

it('half a line at the end of its own file is nothing: it is fetched again', async () => {
  const counter = await offering({ hall })
  counter.serve([5, 4])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  await pullOne(counter, token, out)
  const file = only(out)
  const whole = readFileSync(file)
  const cut = whole.lastIndexOf('\n', whole.length - 2) - 40
  truncateSync(file, cut)
  expect(readGlog(file, glogChecks(token))).toMatchObject({
    ok: true,
    value: { fault: { code: 'glog/cut' }, judgement: { verdict: 'tail-missing' } },
  })
  const had = await pullOne(counter, token, out)
  expect(had).toMatchObject({ fault: null, report: { judgement: { verdict: 'ok' } } })
})

it('a file whose first line a power cut ended is begun again', async () => {
  const counter = await offering({ hall })
  counter.serve([5])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  await pullOne(counter, token, out)
  const whole = readFileSync(only(out))
  for (const left of ['', whole.subarray(0, 100), Buffer.alloc(4096)]) {
    writeFileSync(only(out), left)
    const had = await pullOne(counter, token, out)
    expect(had).toMatchObject({ fault: null, report: { judgement: { verdict: 'ok' } } })
  }
})

it('ends at once when told to, and what has come is kept', async () => {
  const counter = await offering({ hall })
  counter.serveMany(600)
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  const stopping = new AbortController()
  const had = await pullOne(counter, token, out, {
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  })
  expect(had.fault).toEqual({ code: 'pull/stopped' })
  expect(had.fresh).toBeGreaterThan(0)
  expect((await pullOne(counter, token, out)).fault).toBeNull()
})

it('says that a counter answers with another chain than before, or with less of it, and touches nothing', async () => {
  const counter = await offering({ hall })
  counter.serve([5])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  await pullOne(counter, token, out)
  await counter.app.stop('test')
  // The PC as it was: an image of the whole folder.
  const image = tempDir()
  for (const name of readdirSync(counter.dir))
    if (!name.startsWith('log.lock')) copyFileOrSkip(join(counter.dir, name), join(image, name))
  const later = await offering({ hall: null, dir: counter.dir, clock: counter.clock })
  later.serve([1, 1])
  expect((await pullOne(later, token, out)).fault).toBeNull()
  const kept = readFileSync(only(out))
  await later.app.stop('test')

  const back = await offering({ hall: null, dir: image, clock: counter.clock })
  const behind = await pullOne(back, token, out)
  expect(behind.fault?.code).toBe('pull/behind')
  back.serve([5, 5, 5, 5])
  const forked = await pullOne(back, token, out)
  expect(forked.fault?.code).toBe('pull/forked')
  expect(readFileSync(only(out)).equals(kept)).toBe(true)
})

const copyFileOrSkip = (from: string, to: string) => {
  try {
    copyFileSync(from, to)
  } catch {
    // A folder of its own: not part of the log.
  }
}

it('goes on with no file that was changed here', async () => {
  const counter = await offering({ hall })
  counter.serve([1, 1])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  await pullOne(counter, token, out)
  const file = only(out)
  const text = readFileSync(file, 'utf8').replace('\\"level\\":1', '\\"level\\":5')
  writeFileSync(file, text)
  const had = await pullOne(counter, token, out)
  expect(had.fault).toMatchObject({ code: 'pull/kept-file', params: { verdict: 'edited' } })
  expect(readFileSync(file, 'utf8')).toBe(text)
})

/** Lets everything up to the last seal leave the log, as the site's months do. */
const prune = (counter: Offering): number => {
  const { log } = counter.app.parts
  const last = logged(counter.app, 'shift.opened').at(-1)
  const shift = String(last?.['shift'])
  const stamp = { at: counter.clock.now(), mono: counter.clock.mono(), by: 'A01' }
  log.append([{ kind: 'shift.closed', ...stamp, shift, why: 'clerk' }])
  log.seal('end')
  const head = log.head()
  log.setAcked(head.seq)
  const to = head.seq - 1
  const from = log.entries(1, 1, 1)[0]?.seq ?? 1
  const cut = {
    ...{ from, to, head: log.hashAt(to) ?? '', entries: to - from + 1, seal: null, before: stamp.at },
    ...{ since: stamp.at, until: stamp.at },
  }
  const archive = { file: 'archive.db', seq: head.seq, head: head.hash }
  const left = log.letGo(cut, { who: 'it', why: '满期', archive })
  if (!left.ok) throw new Error(left.error.code)
  return to
}

it('a log that begins later, after entries have left, is fetched and judged as it is, and an old file goes on', async () => {
  const counter = await offering({ hall })
  counter.serve([5, 4])
  const token = tokenBy(hall, counter.clock)
  const early = tempDir()
  await pullOne(counter, token, early)
  const to = prune(counter)
  counter.serve([3])
  const late = tempDir()
  const had = await pullOne(counter, token, late)
  expect(had).toMatchObject({
    fault: null,
    report: { header: { from: to + 1 }, judgement: { verdict: 'ok' } },
  })
  expect(had.fresh).toBe(counter.app.parts.log.head().seq - 1 - to)
  expect(only(late)).toContain(`-from-${to + 1}.glog`)
  expect(merged(late)).toMatchObject({ matters: 1 })
  // The stick of such a log says the same.
  expect(takeStick(stick(counter), tempDir(), token)).toMatchObject({
    fault: null,
    report: { judgement: { verdict: 'ok' } },
  })
  // What was fetched before lacks what has left meanwhile: the rest is a file of its own, and together they count once.
  const both = await pullOne(counter, token, early)
  expect([both.fault, readdirSync(early).filter((name) => name.endsWith('.glog')).length]).toEqual([null, 2])
  expect(merged(early)).toMatchObject({ matters: 3, parted: [] })
  const again = await pullOne(counter, token, late)
  expect(again).toMatchObject({ fault: null, fresh: 2 })
  // Cut before the entry that says what has left: only the tail is missing, and it goes on.
  const file = only(late)
  const lines = readFileSync(file, 'utf8').split('\n')
  for (const kept of [1, 2]) {
    writeFileSync(
      file,
      lines
        .slice(0, kept)
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(readGlog(file, glogChecks(token))).toMatchObject({
      value: { judgement: { verdict: 'tail-missing' } },
    })
    expect(await pullOne(counter, token, late)).toMatchObject({
      fault: null,
      report: { judgement: { verdict: 'ok' } },
    })
  }
  expect(readdirSync(late).filter((name) => name.endsWith('.glog'))).toHaveLength(1)
})

/** The log of a counter as its stick has it. */
const stick = (counter: Offering, name = '7.glog'): string => {
  const frame = counter.app.parts.offer.frame()
  if (!frame.ok) throw new Error(frame.error.code)
  const file = join(tempDir(), name)
  const made = runExport(
    {
      ...{ dir: counter.dir, file, format: 'glog', words: DEFAULT_POLICY, map: null, glog: frame.value },
      ...{ names: {}, station: counter.host.station, fill: {} },
    },
    { goesOn: () => true, progress: () => {} },
  )
  if (!made.ok) throw new Error(made.error.code)
  keepPart(file)
  return file
}

it('a stick brings the same as the network: counted once, whichever came first', async () => {
  const counter = await offering({ hall })
  counter.serve([5, null, 3])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  const had = takeStick(stick(counter), out, token)
  expect(had).toMatchObject({ fault: null, station: '7', report: { judgement: { verdict: 'ok' } } })
  expect(merged(out)).toMatchObject({ matters: 3, twice: 0 })
  if (process.platform !== 'win32')
    for (const name of ['merged.db', 'matters.csv'])
      expect([name, statSync(join(out, name)).mode & 0o777]).toEqual([name, 0o600])
  const pulled = await pullOne(counter, token, out)
  expect(merged(out)).toMatchObject({ matters: 3, twice: pulled.fresh, parted: [] })
  // The same stick again is the same file.
  expect(takeStick(had.from, out, token)).toMatchObject({ fault: null, fresh: 0 })
  const db = openMerged(join(out, 'merged.db'))
  if (!db.ok) throw new Error(db.error.code)
  onTestFinished(() => void db.value.close())
  expect(db.value.prepare('select distinct station from matter_station').pluck().all()).toEqual(['7'])
})

/** What somebody does to a stick on the way, and what is said of it. */
const DAMAGE: [
  name: string,
  change: (text: string) => string,
  fault: string | null,
  verdict: string | null,
][] = [
  ['nothing', (text) => text, null, 'ok'],
  ['half of it missing', (text) => text.slice(0, text.length / 2), 'glog/cut', 'tail-missing'],
  ['its end missing', (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`, 'glog/cut', 'ok'],
  ['a level changed', (text) => text.replace('\\"level\\":1', '\\"level\\":5'), 'glog/cut', 'edited'],
  [
    'an entry left out',
    (text) =>
      text
        .split('\n')
        .filter((_, at) => at !== 6)
        .join('\n'),
    'glog/cut',
    'edited',
  ],
  [
    'two entries changing places',
    (text) => {
      const lines = text.split('\n')
      return [...lines.slice(0, 5), lines[6], lines[5], ...lines.slice(7)].join('\n')
    },
    'glog/cut',
    'edited',
  ],
  [
    'noise in the middle',
    (text) => text.split('\n').toSpliced(5, 1, '\u0000\u0007{').join('\n'),
    'glog/cut',
    'damaged',
  ],
  [
    'an end that promises less',
    (text) => text.replace(/("end":\{.*"seq":)\d+/, '$12'),
    'glog/forged-end',
    null,
  ],
  ['another window', (text) => text.replaceAll('"station":"7"', '"station":"8"'), 'glog/forged-end', null],
  ['a first line that is none', (text) => text.slice(1), 'glog/not-a-glog', null],
  ['the version of tomorrow', (text) => text.replace('"glog":1', '"glog":2'), 'glog/newer', null],
  ['nothing in it', () => '', 'glog/not-a-glog', null],
  ['a line without an end', () => 'x'.repeat(9_000_000), 'glog/not-a-glog', null],
]
it('tells of every stick what was done to it', async () => {
  const counter = await offering({ hall })
  counter.serve([1, 1])
  const text = readFileSync(stick(counter), 'utf8')
  for (const [name, change, fault, verdict] of DAMAGE) {
    const file = join(tempDir(), '7.glog')
    writeFileSync(file, change(text))
    const had = takeStick(file, tempDir(), NOBODY)
    expect([name, had.fault?.code ?? null]).toEqual([name, fault])
    if (verdict) expect([name, had.report?.judgement.verdict]).toEqual([name, verdict])
  }
})

it('what a power cut left of a stick’s copy is no file in its way', async () => {
  const counter = await offering({ hall })
  counter.serve([1, 1])
  const file = stick(counter)
  const out = tempDir()
  const first = takeStick(file, out, NOBODY)
  truncateSync(first.file ?? '', 700)
  expect(takeStick(file, out, NOBODY)).toMatchObject({ fault: null, fresh: first.fresh })
  expect(readFileSync(only(out)).equals(readFileSync(file))).toBe(true)
  expect(takeStick(file, out, NOBODY)).toMatchObject({ fault: null, fresh: 0 })
})

it('whoever changes a stick and makes its chain anew is found by the signed end', async () => {
  const { entryHash } = await import('../../src/db/chain/chain.ts')
  const counter = await offering({ hall })
  counter.serve([1, 1])
  const file = stick(counter)
  let before = '0'.repeat(64)
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      if (!line.startsWith('{"log_id"')) return line
      const entry = JSON.parse(line)
      const body = entry.body.replace('"level":1', '"level":5')
      const hash = entryHash(entry.log_id, entry.seq, before, body)
      const made = { ...entry, prev: before, hash, body }
      before = hash
      return JSON.stringify(made)
    })
  writeFileSync(file, lines.join('\n'))
  const had = takeStick(file, tempDir(), NOBODY)
  expect(['forked', 'edited']).toContain(had.report?.judgement.verdict)
  expect(rowOf(had, NOBODY).ok).toBe(false)
})

it('two different files of one log are said and not added up', async () => {
  const counter = await offering({ hall })
  counter.serve([5, 4])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  await pullOne(counter, token, out)
  const file = only(out)
  const { entryHash } = await import('../../src/db/chain/chain.ts')
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -2)
  const last = JSON.parse(lines.at(-1) ?? '')
  const body = last.body.replace(/"at":\d+/, '"at":1')
  const hash = entryHash(last.log_id, last.seq, last.prev, body)
  writeFileSync(
    join(out, 'other.glog'),
    [...lines.slice(0, -1), JSON.stringify({ ...last, body, hash }), ''].join('\n'),
  )
  const both = merged(out)
  expect(both.matters).toBe(2)
  // The header's own place gives the changed one away, so that it is taken only up to there.
  expect(both.entries).toBe(last.seq)
})

it('a table that somebody has open and that cannot be replaced is a fault to say, not the end of the command', () => {
  const out = tempDir()
  // As a spreadsheet program does under Windows, a folder keeps its place.
  mkdirSync(join(out, 'matters.csv'))
  expect(mergeFolder(out, [], NOBODY, () => true)).toMatchObject({
    ok: false,
    error: { params: { path: join(out, 'matters.csv') } },
  })
})

it('the table says of each counter what is new, what it is worth and what to do, in both languages', async () => {
  const counter = await offering({ hall })
  counter.serve([5])
  const token = tokenBy(hall, counter.clock)
  const out = tempDir()
  const good = await pullOne(counter, token, out)
  const away = await pullOne(counter, token, out, {
    host: { ...counter.host, station: '9', port: await freePort() },
  })
  const rows = [good, away].map((had) => rowOf(had, token))
  expect(rows.map(({ ok, verdict }) => [ok, verdict])).toEqual([
    [true, 'ok'],
    [false, null],
  ])
  const text = tableOf(rows)
  expect(text).toContain('完整')
  expect(text).toContain('(pull/unreachable)')
  process.env['GUIPING_LANG'] = 'en'
  onTestFinished(() => {
    delete process.env['GUIPING_LANG']
  })
  expect(tableOf([good, away].map((had) => rowOf(had, token)))).toContain('whole')
})

it('a line of the list is one line whatever a window calls itself', () => {
  const print = 'ab'.repeat(32)
  const names = ['7,8', '七，八', 'a\tb', '7\n1.1.1.1:1,8', ' 7 ']
  const lines = names.map((name, at) => hostLine('10.0.3.7', 8470 + at, `${name}${at}`, print))
  const read = readHosts(lines.join('\n'), 'h')
  expect(read).toMatchObject({ ok: true })
  expect(read.ok && read.value.map(({ address, port }) => [address, port])).toEqual(
    names.map((_, at) => ['10.0.3.7', 8470 + at]),
  )
})

it('a list says which line is wrong; without a fingerprint no counter is asked', () => {
  const print = 'ab'.repeat(32)
  const colons = print.toUpperCase().replace(/..(?=.)/g, '$&:')
  const good = `\ufeff# 一层\r\n10.0.3.7:8470,7,${print}\r\n\r\n[fd00::7]:8470,8,${colons}\npc-9.hall:8470\t9\t${print}\n10.0.3.8:8470，10，${print}\n`
  expect(readHosts(good, 'h')).toMatchObject({
    ok: true,
    value: [
      { address: '10.0.3.7', station: '7' },
      { address: 'fd00::7', fingerprint: print },
      { address: 'pc-9.hall' },
      { address: '10.0.3.8', station: '10' },
    ],
  })
  const bad: [line: string, code: string][] = [
    ['10.0.3.7:8470,7', 'pull/bad-hosts'],
    ['10.0.3.7:8470,7,abcd', 'pull/bad-hosts'],
    [`10.0.3.7,7,${print}`, 'pull/bad-hosts'],
    [`10.0.3.7:99999,7,${print}`, 'pull/bad-hosts'],
    [`https://10.0.3.7:8470,7,${print}`, 'pull/bad-hosts'],
    [`10.0.3.7:8470,,${print}`, 'pull/bad-hosts'],
    [`1:1,7,${print}\n2:2,7,${print}`, 'pull/bad-hosts'],
    [`1:1,7,${print}\n1:1,8,${print}`, 'pull/bad-hosts'],
    ['# nothing', 'pull/no-hosts'],
  ]
  for (const [text, code] of bad)
    expect([text, readHosts(text, 'h')]).toMatchObject([text, { ok: false, error: { code } }])
})
