/** `guiping log export`: into a new file, on a worker, as an entry of the log whether the program runs or not. */

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Exported } from '../../db/export/run.ts'
import { dropPart, keepPart } from '../../db/export/write.ts'
import type { GlogFrame } from '../../db/glog/write.ts'
import { takeLock } from '../../db/lock.ts'
import { openLog, readLog } from '../../db/log/open.ts'
import { FLAT, startLogWorker } from '../../db/work/client.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { uuidV7 } from '../../keys/uuid.ts'
import { systemClock } from '../../main/clock.ts'
import { exportJob, whatOf } from '../../main/log/export-job.ts'
import { lastFill } from '../../main/log/fill.ts'
import { frameOf } from '../../main/offer/frame.ts'
import { counterKeys } from '../../main/offer/keys.ts'
import { type ExportFormat, WHOLE_FORMATS } from '../../shared/commands/log.ts'
import { configSchema, DEFAULT_CONFIG } from '../../shared/config.ts'
import { DEFAULT_POLICY, rosterSchema } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { enrolmentSchema } from '../../sync/enrol.ts'
import { dataDir, requireRole } from '../auth.ts'
import { dayRange } from '../days.ts'
import { printJson, printText, say, stop } from '../io.ts'
import { resources } from '../paths.ts'
import { request } from '../send.ts'
import { shownProgress } from '../shown-progress.ts'
import { sayBeside } from './beside.ts'

export interface ExportOptions {
  data?: string
  json?: boolean
  as?: string
  from?: string
  to?: string
  format: ExportFormat
  out: string
  columns?: string
  department?: string
  region?: string
  why: string
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

/** A program of its own that starts now and writes one entry. */
export const openForWriting = (dir: string) => {
  const boot = randomBytes(8).toString('hex')
  return openLog({ dir, clock: systemClock, boot, station: '', newId: uuidV7 })
}

interface Told extends Exported {
  format: ExportFormat | 'quarantine'
  what: string
  why: string
}

/** Writes into the log that it was taken out: by the program where it runs, else here. */
export const record = async (dir: string, told: Told, password: string): Promise<Result<void>> => {
  const lock = takeLock(dir)
  if (lock.ok) {
    const log = openForWriting(dir)
    const stamp = { at: systemClock.now(), mono: systemClock.mono(), by: null, who: 'it' }
    const written = log.ok ? log.value.append([{ kind: 'log.exported', ...stamp, ...told }]) : log
    if (log.ok) log.value.close()
    lock.value.release()
    return written.ok ? ok(undefined) : written
  }
  if (lock.error.code !== 'data/in-use') return lock
  const reply = await request(dir, 'log.exported', told, { role: 'it', password })
  return reply.ok && reply.value.ok ? ok(undefined) : fail('export/not-recorded')
}

const UNITS: Readonly<Record<ExportFormat, [zh: string, en: string]>> = {
  csv: ['件办件', 'matters'],
  xlsx: ['件办件', 'matters'],
  jsonl: ['条日志', 'entries'],
  sqlite: ['条日志', 'entries'],
  glog: ['条日志', 'entries'],
}

/** Header and signed end of the log as it stands. */
const frameIn = (dir: string, station: string): GlogFrame => {
  const enrolment = taken(readJsonFile(join(dir, 'enrolment.json'), enrolmentSchema))
  const keys = taken(counterKeys(dir, enrolment))
  const log = taken(readLog(dir))
  const frame = frameOf({ log, station, enrolment, keys }, systemClock.now())
  log.close()
  return taken(frame)
}

export const exportLog = async (options: ExportOptions): Promise<void> => {
  const why = options.why.trim()
  if (why === '') return stop({ code: 'cli/missing', params: { what: '--why' } })
  const dir = dataDir(options.data)
  const { from, to } = taken(dayRange(options))
  // Nobody should take out more than was asked for.
  const day = from === undefined ? (to === undefined ? null : '--to') : '--from'
  if (day !== null && WHOLE_FORMATS.includes(options.format))
    return stop({ code: 'cli/usage', params: { why: `${day} (--format ${options.format})` } })
  const file = resolve(options.out)
  if (!existsSync(join(dir, 'log.db'))) return stop({ code: 'data/no-log', params: { path: dir } })
  const password = taken(await requireRole(dir, options.as, ['it']))
  if (!existsSync(dirname(file)))
    return stop({ code: 'cli/file', params: { file, why: `ENOENT ${dirname(file)}` } })
  const roster = taken(readJsonFile(join(dir, 'roster.json'), rosterSchema))
  const config = taken(readJsonFile(join(dir, 'config.json'), configSchema)) ?? DEFAULT_CONFIG
  const last = lastFill(dir)
  const fill = { department: options.department ?? last.department, region: options.region ?? last.region }
  const wanted = {
    dir,
    resources,
    file,
    format: options.format,
    from,
    to,
    map: options.columns ?? null,
    fill,
  }
  const { staff, policy } = roster ?? { staff: [], policy: DEFAULT_POLICY }
  const glog = options.format === 'glog' ? frameIn(dir, config.station) : null
  const job = taken(exportJob({ ...wanted, roster: { staff, policy }, station: config.station, glog }))

  const worker = startLogWorker(FLAT)
  const progress = shownProgress()
  const running = worker.start('export', job, progress.show)
  const ended = () => running.stop()
  process.once('SIGINT', ended)
  process.once('SIGTERM', ended)
  const made = await running.result
  await worker.end()
  progress.clear()
  const { entries, ...seqs } = taken(made)
  const told = { format: options.format, what: whatOf(wanted), ...seqs, entries, why }
  const recorded = await record(dir, told, password)
  if (!recorded.ok) {
    dropPart(file)
    return stop(recorded.error)
  }
  taken(keepPart(file))
  sayBeside(dir)
  const [zh, en] = UNITS[options.format]
  if (options.json) printJson({ file, entries })
  else printText(say(`已导出 ${entries} ${zh}：${file}`, `Exported ${entries} ${en}: ${file}`))
}
