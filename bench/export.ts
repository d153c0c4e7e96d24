/**
 * Matters as CSV against the sqlite3 command line writing the same columns, and as XLSX in flat memory:
 * `node bench/export.ts 1000000` (matters). Debian's sqlite3 is for this alone.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import { loadSqlite } from '../src/sqlite/choose.ts'
import { type Figure, tableOf } from './figure.ts'

const USUAL = 1_000_000

/** Matters and their presses as the log has them, written into the tables alone: what a table is made of. */
const fill = (dir: string, matters: number) => {
  const opened = openLog({ dir, clock: systemClock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!opened.ok) throw new Error(opened.error.code)
  opened.value.close()
  const sqlite = loadSqlite()
  if (!sqlite.ok) throw new Error(sqlite.error.code)
  const db = sqlite.value.open(join(dir, 'log.db'))
  const id = (letter: string) => `printf('0197%04x-%04x-7000-8000-${letter}%011x', n >> 16, n & 65535, n)`
  db.exec(`
    create temp table n as with recursive c(n) as (select 1 union all select n + 1 from c where n < ${matters}) select n from c;
    insert into matter (id, seq, shift, staff, opened_at, item_code, item_name, reference, asks, closed_at, outcome, reason, press, served_ms)
      select ${id('a')}, n * 4, 'shift', 'S' || (n % 12), 1704067200000 + n * 90000, 'I' || (n % 200), '业务事项' || (n % 200),
        '2026' || n, 1, 1704067500000 + n * 90000, iif(n % 12, 'rated', 'unrated'), iif(n % 12, null, 'no-press'),
        iif(n % 12, ${id('b')}, null), 300000 from n;
    insert into press (id, seq, at, staff, verdict, level, ask, matter, profile, key)
      select ${id('b')}, n * 4 + 2, 1704067400000 + n * 90000, 'S' || (n % 12), 'counted', 1 + n % 5, 'ask', ${id('a')}, 'ff68', '04'
        from n where n % 12;
    pragma wal_checkpoint(truncate)`)
  db.close()
}

/** The same columns with the means of the command line: times and words in SQL. */
const SQL = `select strftime('%Y-%m-%d %H:%M:%S', m.opened_at / 1000, 'unixepoch', 'localtime') as 开始时间,
  strftime('%Y-%m-%d %H:%M:%S', m.closed_at / 1000, 'unixepoch', 'localtime') as 结束时间, m.staff, m.item_code, m.item_name,
  m.reference, cast(m.served_ms / 1000 as integer), iif(m.outcome = 'rated', '已评价', '未评价'), p.level,
  case p.level when 5 then '很好' when 4 then '好' when 3 then '一般' when 2 then '差' when 1 then '很差' end,
  iif(m.reason = 'no-press', '没有按键', m.reason), m.reason, m.id, m.explained, cast(m.overtime_ms / 1000 as integer),
  coalesce(m.visit, m.id) from matter m left join press p on p.id = m.press and p.matter = m.id order by m.seq`

const byTool = (dir: string): number | null => {
  const out = openSync(join(dir, 'tool.csv'), 'w')
  const start = performance.now()
  const words = ['-readonly', '-csv', '-header', join(dir, 'log.db'), SQL]
  const ran = spawnSync('sqlite3', words, { stdio: ['ignore', out, 'inherit'] })
  closeSync(out)
  return ran.status === 0 ? performance.now() - start : null
}

const bySelf = (
  dir: string,
  format: string,
): { ms: number; mb: number; before: number; cpu: number; rows: number } => {
  const child = join(import.meta.dirname, 'export-child.ts')
  // As the worker has it.
  const words = [
    '--no-warnings',
    '--max-semi-space-size=2',
    '--max-old-space-size=96',
    child,
    dir,
    join(dir, `ours.${format}`),
    format,
  ]
  const ran = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout)
}

export const run = async (matters = USUAL): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  try {
    fill(dir, matters)
    const tool = byTool(dir)
    const csv = bySelf(dir, 'csv')
    const xlsx = bySelf(dir, 'xlsx')
    const size = statSync(join(dir, 'ours.xlsx.part')).size / 1e6
    if (tool === null) console.error('  no sqlite3 command here: the CSV has no baseline')
    return [
      {
        name: `${matters} matters as CSV`,
        baseline: tool === null ? 'sqlite3 is not installed' : `sqlite3 -csv, ${(tool / 1000).toFixed(2)} s`,
        ratio: tool === null ? Number.NaN : tool / csv.ms,
        ours: (csv.ms / 1000).toFixed(2),
        unit: 's',
        aim: '>= 0.5',
      },
      {
        name: `${matters} matters as XLSX (${size.toFixed(0)} MB, ${(xlsx.ms / 1000).toFixed(1)} s): the most memory of the process`,
        baseline: `before the export, ${xlsx.before.toFixed(0)} MB`,
        ratio: xlsx.mb / xlsx.before,
        ours: xlsx.mb.toFixed(0),
        unit: 'MB',
        aim: '<= 150 MB',
      },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(tableOf(await run(Number(process.argv[2] ?? USUAL))))
