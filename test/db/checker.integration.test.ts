/** The Python checker as a person runs it: on copies of files, with nothing but Python's own library. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../../src/db/chain/judge.ts'
import { entryLine } from '../../src/db/glog/write.ts'
import type { Log } from '../../src/db/log/log.ts'
import { type Kit, kit, must, relinked, serve } from './log-kit.ts'
import { CHECKER, python } from './python-check.ts'

let k: Kit
let log: Log
beforeEach(() => {
  k = kit()
  log = k.log()
  serve(k, log, [5, 1])
  must(log.seal('end'))
})
afterEach(() => k.end())

/** Isolated, and without what else is installed there. */
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('python3', ['-I', '-S', CHECKER, ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** A copy of the file and its -wal as they are while the log is open. */
const copyIn = (name: string, wal = true): string => {
  const to = join(k.dir, name)
  mkdirSync(to)
  for (const part of wal ? ['log.db', 'log.db-wal'] : ['log.db'])
    copyFileSync(join(k.dir, part), join(to, part))
  return join(to, 'log.db')
}

describe('the Python checker', () => {
  it('takes in what stands in a -wal beside the copy, and changes neither', () => {
    const file = copyIn('as it lay')
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
    const before = [file, `${file}-wal`].map((path) => readFileSync(path))
    expect(run(file)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`${log.head().seq} entries, head ${log.head().hash}`),
    })
    expect([file, `${file}-wal`].map((path) => readFileSync(path))).toEqual(before)
  })
  it('misses the end of a .glog that was cut: its first line says how far it went', () => {
    const rows = log.entries(1, 1_000, 1e9)
    const { seq, hash } = log.head()
    const file = (count: number) => {
      const path = join(k.dir, `${count}.glog`)
      const header = `${JSON.stringify({ glog: 1, log_id: log.id, from: 1, to: seq, head: hash })}\n`
      writeFileSync(path, header + rows.slice(0, count).map(entryLine).join(''))
      return path
    }
    expect(run(file(seq))).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok /) })
    const cut = run(file(seq - 3))
    expect(cut).toMatchObject({ status: 1, stdout: expect.stringMatching(/^tail-missing /) })
    expect(cut.stdout).toContain(`from entry ${seq - 2} (beyond)`)
  })
  it.each(['what?', 'no#1', '100%25', '窗口 7'])('reads a copy in a folder called %s', (name) => {
    log.close()
    expect(run(copyIn(name, false))).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok /) })
  })
  it('calls a copy that cannot be read damaged, as we do', () => {
    log.close()
    const file = copyIn('damaged', false)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0x77, 4096))
    const { status, stdout, stderr } = run(file, '--json')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'damaged', why: 'unreadable' })
    expect(run(file).stdout).toMatch(/^damaged /)
  })
  it('calls a copy without its first page damaged: it is no text that somebody wrote', () => {
    log.close()
    const file = copyIn('no first page', false)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0, 0, 2048))
    expect(run(file)).toMatchObject({
      ...{ status: 1, stderr: '' },
      stdout: 'damaged       the file cannot be read to its end\n',
    })
  })
  it('prints nothing of a log that a terminal obeys', () => {
    const file = join(k.dir, 'evil.jsonl')
    const [entry] = log.entries(1, 1, 1).map((one) => ({ ...one, logId: '\u001b[2J\n\u009b' }))
    writeFileSync(file, entry ? entryLine(entry) : '')
    const { status, stdout } = run(file)
    expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining('?[2J??') })
  })
  it('says in a sentence what it could not read', () => {
    const lines = log.entries(1, 1000, 1e9).map(entryLine)
    const cut = join(k.dir, 'cut.jsonl')
    writeFileSync(cut, lines.join('').slice(0, -20))
    const empty = join(k.dir, 'empty')
    writeFileSync(empty, '')
    for (const [args, sentence] of [
      [[cut], new RegExp(`^cannot read: line ${lines.length}: `)],
      [[empty], /^cannot read: no entry in it$/m],
      [[join(k.dir, 'none')], /^cannot read: .*No such file/],
      [[cut, '--receipt', empty], /^cannot read: .*empty is not a receipt$/m],
    ] as const)
      expect(run(...args)).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(sentence) })
    expect(run(cut, '--seen', '12')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('1234-8f3a21c0'),
    })
  })
})

/** Values that no program of ours writes, as JSON, or as what is not quite JSON. */
const ODD = [
  'null',
  'true',
  '""',
  '"x"',
  '"2"',
  '[]',
  '{}',
  '-1',
  '1.5',
  '2.0',
  '9e15',
  '1e400',
  'NaN',
  '[[1]]',
]
const FIELDS = ['kind', 'id', 'boot', 'at', 'mono', 'series', 'epoch', 'seq', 'head', 'mac', 'side'] as const

describe('an entry or a seal that has an odd value, in a chain that was made to fit', () => {
  it(`ends in a verdict at once, the same from both, in ${2 * FIELDS.length * ODD.length} cases`, () => {
    const key = log.sealKey()
    serve(k, log, [3])
    must(log.seal('end'))
    const entries = log.entries(1, 1000, 1e9)
    const keys = join(k.dir, 'keys.json')
    writeFileSync(keys, JSON.stringify([key]))
    const cases = [5, entries.length].flatMap((seq) =>
      FIELDS.flatMap((field) =>
        ODD.map((odd, index) => {
          const body = JSON.stringify({ ...JSON.parse(entries[seq - 1]?.body ?? ''), [field]: '@' })
          const changed = entries.map((row) =>
            row.seq === seq ? { ...row, body: body.replace('"@"', odd) } : row,
          )
          const file = join(k.dir, `${seq}-${field}-${index}.jsonl`)
          const chain = relinked(changed)
          writeFileSync(file, chain.map(entryLine).join(''))
          const ours = judge(log.id, chain, { keys: [key], mustSeal: true })
          return { name: `${seq} ${field} ${odd}`, file, ours }
        }),
      ),
    )
    const theirs = python(cases.map(({ file }) => [file, '--seal-key', keys]))
    for (const [index, { name, ours }] of cases.entries()) {
      const { from: _from, to: _to, staff: _staff, ...comparable } = ours
      expect(theirs[index].report, name).toEqual(comparable)
    }
  })
})
