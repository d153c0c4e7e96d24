/** Committed entries/s with chain, seals and projections, against bare rows in the same commits at the same durability. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Log } from '../src/db/log/log.ts'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import type { EntryDraft } from '../src/shared/entries.ts'
import { loadSqlite } from '../src/sqlite/choose.ts'
import { type Figure, median } from './figure.ts'

const ROUNDS = 24
/** Matters a round; three commits each. */
const MATTERS = 130

/** One matter as the counter writes it: opened, asked, pressed, closed. */
export const matterDrafts = (at: number, mono: number): EntryDraft[] => {
  const stamp = { at, mono, by: 'A01' }
  const [shift, matter, ask, press] = [uuidV7(at), uuidV7(at), uuidV7(at), uuidV7(at)]
  const item = { code: 'ZX', name: '咨询' }
  const wire = { profile: 'ff68', key: '04', bytes: 'ff680303680111041916', deviceAt: null }
  return [
    { kind: 'matter.opened', ...stamp, matter, shift, item, reference: null },
    { kind: 'rating.asked', ...stamp, ask, matter, windowMs: 30_000, pad: 'online' },
    { kind: 'key.pressed', id: press, ...stamp, verdict: 'counted', level: 5, ask, matter, ...wire },
    {
      kind: 'matter.closed',
      ...stamp,
      matter,
      outcome: 'rated',
      press,
      ask,
      reason: null,
      servedMs: 300_000,
    },
  ]
}

/** Entries of each commit of a matter, as the counter makes them: the counted press and what it closes are one. */
const COMMITS = [
  [0, 1],
  [1, 2],
  [2, 4],
] as const

const PER_COMMIT = 4 / COMMITS.length

/**
 * Makes all commits of a round, each in a turn of its own, as presses come: what a commit leaves for the next turn counts for the
 * rate, and not for how long the commit lasted. @returns commits/s, and ms that 99 of 100 commits do not exceed.
 */
const timed = async (commit: (index: number) => void): Promise<{ rate: number; p99: number }> => {
  const times: number[] = []
  const begin = systemClock.mono()
  for (let index = 0; index < MATTERS * COMMITS.length; index += 1) {
    const start = systemClock.mono()
    commit(index)
    times.push(systemClock.mono() - start)
    await setImmediate()
  }
  const rate = (times.length * 1000) / (systemClock.mono() - begin)
  return { rate, p99: times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0 }
}

/** Matters a minute apart, as on a working day, so that ids come in the order of time; made before the clock runs. */
const oursCommit = (log: Log) => {
  const begin = systemClock.now() + log.head().seq * 15_000
  const commits = Array.from({ length: MATTERS }, (_, n) => {
    const drafts = matterDrafts(begin + n * 60_000, systemClock.mono())
    return COMMITS.map(([from, to]) => drafts.slice(from, to))
  }).flat()
  return (index: number) => {
    const drafts = commits[index]
    const written = drafts && log.append(drafts)
    if (!written?.ok) throw new Error('append failed')
  }
}

/** Interleaved rounds in one folder, so that both meet the same disk; the ratio is the median of the rounds'. */
const measured = async (disk: string): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const sqlite = loadSqlite()
  if (!sqlite.ok) throw new Error(sqlite.error.code)
  const bare = sqlite.value.open(join(dir, 'bare.db'))
  const opened = openLog({ dir, clock: systemClock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!opened.ok) throw new Error(opened.error.code)
  const log = opened.value
  try {
    bare.pragma('journal_mode = wal')
    bare.pragma('synchronous = full')
    bare.exec('create table entry (id integer primary key, body text not null) strict')
    const insert = bare.prepare('insert into entry (body) values (?)')
    const body = log.entries(1, 1, 1)[0]?.body ?? ''
    const insertAll = bare.transaction((rows: number) => {
      for (let row = 0; row < rows; row += 1) insert.run(body)
    })
    const rows = COMMITS.map(([from, to]) => to - from)
    type Timed = Awaited<ReturnType<typeof timed>>
    const rounds: { baseline: Timed; ours: Timed }[] = []
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({
        baseline: await timed((index) => insertAll.immediate(rows[index % rows.length] ?? 0)),
        ours: await timed(oursCommit(log)),
      })
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick))
    return [
      {
        name: `committed entries with chain, seals and projections, against bare better-sqlite3 at the same durability, ${disk}`,
        ratio: of(({ baseline, ours }) => ours.rate / baseline.rate),
        baseline: `the same rows in the same commits and nothing more, ${Math.round(of(({ baseline }) => baseline.rate * PER_COMMIT))} rows/s`,
        ours: String(Math.round(of(({ ours }) => ours.rate * PER_COMMIT))),
        unit: 'entries/s',
        aim: '>= 0.80 (docs/decisions/032)',
      },
      {
        name: `one such commit, p99, ${disk}`,
        ratio: of(({ baseline, ours }) => ours.p99 / baseline.p99),
        baseline: `a bare one, p99 ${of(({ baseline }) => baseline.p99).toFixed(2)} ms`,
        ours: of(({ ours }) => ours.p99).toFixed(2),
        unit: 'ms',
        aim: '<= 2 x',
      },
    ]
  } finally {
    log.close()
    bare.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** A PC's drive takes longer than a server's: docs/decisions/032-cost-of-an-entry.md. */
const SLOWER_US = 1_000

/** The same on a disk whose every fsync takes longer, by strace, which stops at no other call. */
const onSlowerDisk = (): Figure[] => {
  const calls = 'fsync,fdatasync'
  const delay = ['-e', `trace=${calls}`, '-e', `inject=${calls}:delay_exit=${SLOWER_US}`]
  const words = [process.execPath, '--no-warnings', import.meta.filename]
  const { status, stdout, stderr } = spawnSync(
    'strace',
    ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', ...delay, ...words],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`strace: ${stderr}`)
  return JSON.parse(stdout)
}

export const run = async (): Promise<Figure[]> => [
  ...(await measured("this machine's disk")),
  ...onSlowerDisk(),
]

if (import.meta.main) console.log(JSON.stringify(await measured(`each fsync ${SLOWER_US / 1000} ms longer`)))
