/** `guiping log`: what is in the log of a counter, and is it whole. Reading works while the program runs. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { localTime } from '../db/export/csv.ts'
import type { ExportFormat, Range } from '../db/export/formats.ts'
import { takeLock } from '../db/lock.ts'
import { openLog, readLog } from '../db/log/log.ts'
import type { LogReader } from '../db/log/reader.ts'
import { readJsonFile } from '../files/json-file.ts'
import { uuidV7 } from '../keys/uuid.ts'
import { systemClock } from '../main/clock.ts'
import type { VerifyReport } from '../shared/commands/installer.ts'
import { type EntryDraft, parseBody, type StoredEntry } from '../shared/entries.ts'
import { sentence } from '../shared/errors.ts'
import { rosterSchema } from '../shared/people.ts'
import type { Result } from '../shared/result.ts'
import { dataDir, requireRole } from './auth.ts'
import { dayRange } from './days.ts'
import { EXIT, language, printJson, printText, say, stop } from './io.ts'
import { dataOption, jsonOption } from './options.ts'

interface Options {
  data?: string
  json?: boolean
  from?: string
  to?: string
  as?: string
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

const openFor = (dir: string) => {
  // Opening for writing: as a program of its own that starts now.
  const boot = randomBytes(8).toString('hex')
  return openLog({ dir, clock: systemClock, boot, station: '', newId: uuidV7 })
}

/** One entry for people: place, local time, kind, who, and the kind's own fields. */
const line = ({ seq, body }: StoredEntry): string => {
  const parsed = parseBody(body)
  if (!parsed.ok) return `${String(seq).padStart(7)}  ?  ${body}`
  const { v: _, id: _id, mono: _mono, boot: _boot, kind, at, by, ...fields } = parsed.entry
  const columns = [String(seq).padStart(7), localTime(at), kind.padEnd(16), (by ?? '').padEnd(8)]
  return `${columns.join('  ')}  ${JSON.stringify(fields)}`
}

const list = async (options: Options): Promise<void> => {
  const dir = dataDir(options.data)
  const range = taken(dayRange(options))
  const log = taken(readLog(dir))
  taken(await requireRole(dir, options.as, ['it']))
  for (const entry of log.query(range)) {
    if (!options.json) printText(line(entry))
    else {
      const parsed = parseBody(entry.body)
      // What is no entry is shown as it stands: hiding it would make a changed log look whole.
      printJson(parsed.ok ? { seq: entry.seq, ...parsed.entry } : { seq: entry.seq, body: entry.body })
    }
  }
  log.close()
}

/** A file too damaged to be read is an answer to the question whether the log is whole: no. */
const verifyFolder = (dir: string): VerifyReport => {
  const log = readLog(dir)
  if (!log.ok && log.error.code === 'data/damaged') {
    const problem = sentence(log.error, language())
    return { ok: false, logId: '', entries: 0, head: '', firstBad: null, problem }
  }
  const reader = taken(log)
  const report = reader.verify(language())
  reader.close()
  return report
}

const verify = (options: Options): void => {
  const report = verifyFolder(dataDir(options.data))
  process.exitCode = report.ok ? EXIT.done : EXIT.no
  const not = `${say('日志不完整', 'The log is not whole')}: ${report.problem}`
  const said = report.ok ? say('日志完整', 'The log is whole') : not
  const { logId, entries, head } = report
  if (options.json) printJson(report)
  else
    printText(
      say(
        `${said} (${logId}; 共 ${entries} 条; 末条 ${head})`,
        `${said} (${logId}; ${entries} entries; head ${head})`,
      ),
    )
}

const untold = () =>
  say(
    '柜评正在运行,这次导出没有写进日志。在大厅管理员页(日志)导出会写入。',
    'Guiping is running, so this export is not in its log. An export from its hall IT page (log) is.',
  )

/** The first and last seq of a range; 0 and 0 for an empty one. */
const bounds = (log: LogReader, range: Range) => {
  let from = 0
  let to = 0
  for (const { seq } of log.query(range)) {
    from ||= seq
    to = seq
  }
  return { from, to }
}

/** Writes into the log that it was exported; where the program holds the log, only says that it was not. */
const record = (dir: string, draft: EntryDraft): void => {
  const lock = takeLock(dir)
  if (!lock.ok && lock.error.code === 'data/in-use') {
    process.stderr.write(`${untold()}\n`)
    return
  }
  taken(lock)
  const log = taken(openFor(dir))
  taken(log.append([draft]))
  log.close()
  if (lock.ok) lock.value.release()
}

const exportedLine = (file: string, format: ExportFormat, entries: number): string =>
  format === 'csv'
    ? say(`已导出 ${entries} 件办件:${file}`, `Exported ${entries} matters: ${file}`)
    : say(`已导出 ${entries} 条日志:${file}`, `Exported ${entries} entries: ${file}`)

const exportLog = async (options: Options & { format: ExportFormat; out: string }): Promise<void> => {
  const dir = dataDir(options.data)
  const range = taken(dayRange(options))
  const log = taken(readLog(dir))
  taken(await requireRole(dir, options.as, ['it']))
  const file = resolve(options.out)
  if (!existsSync(dirname(file)))
    return stop({ code: 'cli/file', params: { file, why: `ENOENT ${dirname(file)}` } })
  const roster = taken(readJsonFile(join(dir, 'roster.json'), rosterSchema))
  const { entries } = taken(log.exportTo(file, options.format, range, roster?.policy))
  const seqs = bounds(log, range)
  log.close()
  const stamp = { at: systemClock.now(), mono: systemClock.mono(), by: null }
  record(dir, { kind: 'log.exported', ...stamp, who: 'it', format: options.format, ...seqs, entries })
  if (options.json) printJson({ file, entries })
  else printText(exportedLine(file, options.format, entries))
}

const rebuild = (options: Options): void => {
  const dir = dataDir(options.data)
  // A folder without a log is left alone.
  taken(readLog(dir)).close()
  const lock = taken(takeLock(dir))
  const log = taken(openFor(dir))
  const rebuilt = taken(log.rebuild())
  log.close()
  lock.release()
  if (options.json) printJson(rebuilt)
  else
    printText(
      say(
        `已按 ${rebuilt.entries} 条日志重建数据表。`,
        `The tables were made again from ${rebuilt.entries} entries.`,
      ),
    )
}

/** The `log` command with its subcommands. */
export const logCommand = (): Command => {
  const log = new Command('log').description('本窗口的日志 · the log of this counter')
  const sub = (name: string, about: string) =>
    log.command(name).description(about).addOption(dataOption()).addOption(jsonOption())
  const ranged = (command: Command) =>
    command
      .option('--from <day>', '起始日,本地时间 · first local day, YYYY-MM-DD')
      .option('--to <day>', '截止日(含) · last local day, YYYY-MM-DD')
      .option(
        '--as <role>',
        '用谁的密码,只有 it;取自 GUIPING_PASSWORD,没有则询问 · whose password: it; from GUIPING_PASSWORD, else asked for',
      )
  ranged(
    sub('list', '列出日志条目,含等级;要管理员密码 · the entries, with levels; needs the IT password'),
  ).action(list)
  sub('verify', '日志完整吗;退出状态 0 是 1 否 · is the log whole? exit status 0 yes, 1 no').action(verify)
  ranged(
    sub(
      'export',
      '导出办件表(csv)或作证的日志(jsonl);要管理员密码 · matters for people (csv) or entries as evidence (jsonl); needs the IT password',
    ),
  )
    .addOption(new Option('--format <format>', '格式 · format').choices(['csv', 'jsonl']).default('csv'))
    .requiredOption('--out <file>', '新文件 · a new file')
    .action(exportLog)
  sub(
    'rebuild',
    '按日志重建数据表,先关闭柜评 · make the tables again from the entries; close Guiping first',
  ).action(rebuild)
  return log
}
