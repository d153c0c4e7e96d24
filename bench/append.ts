/** Committed entries/s with chain and projections, against bare one-row commits at the same durability. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../src/db/log/log.ts'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import type { EntryDraft } from '../src/shared/entries.ts'
import { loadSqlite } from '../src/sqlite/choose.ts'
import { type Figure, median } from './figure.ts'

const ROUNDS = 12
const COMMITS = 400

/** One matter as the counter writes it: opened, asked, pressed, closed; an entry for each commit. */
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

/** Runs `commit` COMMITS times. @returns commits/s, and ms that 99 of 100 commits do not exceed. */
const timed = (commit: (index: number) => void): { rate: number; p99: number } => {
  const ends = [systemClock.mono()]
  for (let index = 0; index < COMMITS; index += 1) {
    commit(index)
    ends.push(systemClock.mono())
  }
  const times = ends.slice(1).map((end, index) => end - (ends[index] ?? end))
  const p99 = times.sort((a, b) => a - b)[Math.floor(COMMITS * 0.99)] ?? 0
  return { rate: (COMMITS * 1000) / times.reduce((sum, time) => sum + time, 0), p99 }
}

/** Matters a minute apart, as on a working day, so that ids come in the order of time; made before the clock runs. */
const oursCommit = (log: Log) => {
  const begin = systemClock.now() + log.head().seq * 15_000
  const drafts = Array.from({ length: COMMITS / 4 }, (_, n) =>
    matterDrafts(begin + n * 60_000, systemClock.mono()),
  ).flat()
  return (index: number) => {
    const draft = drafts[index]
    const written = draft && log.append([draft])
    if (!written?.ok) throw new Error('append failed')
  }
}

/** Interleaved rounds in one folder, so that both meet the same disk; the ratio is the median of the rounds'. */
export const run = async (): Promise<Figure[]> => {
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
    const rounds = Array.from({ length: ROUNDS }, () => {
      const baseline = timed(() => insert.run(body))
      return { baseline, ours: timed(oursCommit(log)) }
    })
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick))
    return [
      {
        name: 'committed entries with chain, seals and projections, against bare better-sqlite3 at the same durability',
        ratio: of(({ baseline, ours }) => ours.rate / baseline.rate),
        baseline: `${Math.round(of(({ baseline }) => baseline.rate))} bare one-row commits/s`,
        ours: String(Math.round(of(({ ours }) => ours.rate))),
        unit: 'entries/s',
        aim: '>= 0.80 (docs/decisions/032)',
      },
      {
        name: 'one such commit, p99',
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
