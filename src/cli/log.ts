/** `guiping log`: what is in the log of a counter, and is it whole. Reading works while the program runs. */
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { localTime } from '../db/export/csv.ts'
import type { ExportFormat, Range } from '../db/export/formats.ts'
import { takeLock } from '../db/lock.ts'
import { openLog, readLog } from '../db/log/log.ts'
import type { LogReader } from '../db/log/reader.ts'
import { uuidV7 } from '../keys/uuid.ts'
import { systemClock } from '../main/clock.ts'
import type { VerifyReport } from '../shared/commands.ts'
import { type EntryDraft, parseBody, type StoredEntry } from '../shared/entries.ts'
import { sentence } from '../shared/errors.ts'
import type { Result } from '../shared/result.ts'
import { dataDir, requireRole } from './auth.ts'
import { dayRange } from './days.ts'
import { EXIT, language, printJson, printText, stop } from './io.ts'

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

const VERIFY_WORDS = {
  'zh-CN': { whole: '日志完整', not: '日志不完整', entries: '条目', head: '末条' },
  'en-US': { whole: 'The log is whole', not: 'The log is not whole', entries: 'entries', head: 'head' },
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
  const words = VERIFY_WORDS[language()]
  const said = report.ok ? words.whole : `${words.not}: ${report.problem}`
  if (options.json) printJson(report)
  else
    printText(`${said} (${report.logId}; ${words.entries} ${report.entries}; ${words.head} ${report.head})`)
}

const UNTOLD = {
  'zh-CN': '柜评正在运行,这次导出没有写进日志。在“管理”页导出会写入。',
  'en-US': 'Guiping is running, so this export is not in its log. An export from its IT page is.',
}

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
    process.stderr.write(`${UNTOLD[language()]}\n`)
    return
  }
  taken(lock)
  const log = taken(openFor(dir))
  taken(log.append([draft]))
  log.close()
  if (lock.ok) lock.value.release()
}

const exportLog = async (options: Options & { format: ExportFormat; out: string }): Promise<void> => {
  const dir = dataDir(options.data)
  const range = taken(dayRange(options))
  const log = taken(readLog(dir))
  taken(await requireRole(dir, options.as, ['it']))
  const file = resolve(options.out)
  const { entries } = taken(log.exportTo(file, options.format, range))
  const seqs = bounds(log, range)
  log.close()
  const stamp = { at: systemClock.now(), mono: systemClock.mono(), by: null }
  record(dir, { kind: 'log.exported', ...stamp, who: 'it', format: options.format, ...seqs, entries })
  if (options.json) printJson({ file, entries })
  else printText(`${file}  ${entries}`)
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
  else printText(String(rebuilt.entries))
}

/** The `log` command with its subcommands. */
export const logCommand = (): Command => {
  const log = new Command('log').description('the log of this counter')
  const sub = (name: string, about: string) =>
    log
      .command(name)
      .description(about)
      .option('--data <dir>', 'data folder')
      .option('--json', 'JSON for programs')
  const ranged = (command: Command) =>
    command
      .option('--from <day>', 'first local day, YYYY-MM-DD')
      .option('--to <day>', 'last local day, YYYY-MM-DD')
      .option('--as <role>', 'whose password is asked for: it')
  ranged(sub('list', 'the entries, with levels; asks for the IT password')).action(list)
  sub('verify', 'is the log whole? exit status 0 yes, 1 no').action(verify)
  ranged(sub('export', 'matters for people (csv) or entries as evidence (jsonl); asks for the IT password'))
    .addOption(new Option('--format <format>').choices(['csv', 'jsonl']).default('csv'))
    .requiredOption('--out <file>', 'a new file')
    .action(exportLog)
  sub('rebuild', 'make the tables again from the entries; the program must be closed').action(rebuild)
  return log
}
