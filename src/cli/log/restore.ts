/** `guiping log restore`: what a copy of the log lacks, and, with --yes, a log that goes on from it. Guiping is closed. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type CopyFacts,
  copyFacts,
  type Lacking,
  type PresentFacts,
  presentFacts,
} from '../../db/backup/compare.ts'
import { localTime } from '../../db/export/csv.ts'
import { takeLock } from '../../db/lock.ts'
import { restoreCopy } from '../../db/recover/restore.ts'
import { readSealFile } from '../../db/seal/key-file.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { uuidV7 } from '../../keys/uuid.ts'
import { systemClock } from '../../main/clock.ts'
import { backupFolder, newestCopy } from '../../main/log/backup-place.ts'
import { configSchema, DEFAULT_CONFIG } from '../../shared/config.ts'
import { headOutputSchema, type Span } from '../../shared/delivery.ts'
import type { Head } from '../../shared/entries.ts'
import { sentence } from '../../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { enrolmentSchema } from '../../sync/enrol.ts'
import { createHallClient } from '../../sync/hall-client.ts'
import { fetchHttp } from '../../sync/http.ts'
import { dataDir, requireRole } from '../auth.ts'
import { EXIT, language, printJson, printText, say, stop } from '../io.ts'
import { shownProgress } from '../shown-progress.ts'

export interface RestoreOptions {
  data?: string
  json?: boolean
  as?: string
  from?: string
  why?: string
  yes?: boolean
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

/** What the hall says of the copy's log. `behind`: entries that the hall has and the copy lacks. */
interface HallFacts {
  head: Head | null
  behind: number
  /** When they were and whom they name; null where nothing is behind, or an older hall does not say it. */
  span: Span | null
  /** The hall's entry at the copy's end is another one. */
  forked: boolean
  /** Why the hall could not be asked; null: it answered. */
  why: Fault | null
}

const askHall = async (dir: string, { logId, seq, hash }: CopyFacts): Promise<HallFacts> => {
  const none = { head: null, behind: 0, span: null, forked: false }
  const enrolment = taken(readJsonFile(join(dir, 'enrolment.json'), enrolmentSchema))
  if (!enrolment) return { ...none, why: { code: 'restore/no-hall' } }
  const client = createHallClient({ http: fetchHttp, clock: systemClock, enrolment })
  const reply = await client.ask(
    { method: 'GET', path: `/v1/logs/${logId}/head?seq=${seq}&beyond=1` },
    headOutputSchema,
  )
  if (reply.type !== 'value') return { ...none, why: reply.fault }
  const { acked, head, at, beyond = null } = reply.value
  const forked = acked >= seq && at !== hash
  const behind = Math.max(0, acked - seq)
  return { head: { seq: acked, hash: head }, behind, span: behind > 0 ? beyond : null, forked, why: null }
}

/** The newest copy of this counter's; on a share, without a key, nobody can say which are its. */
const newestOf = async (dir: string, chosen: string | null): Promise<Result<string>> => {
  const folder = backupFolder(dir, chosen)
  if (!folder.ok) return fail('restore/no-copy', { path: chosen ?? dir })
  const best = await newestCopy(systemClock, folder.value)
  if (!best.ok) return best
  return best.value
    ? ok(join(folder.value, best.value.name))
    : fail('restore/no-copy', { path: folder.value })
}

/** As the clock on the wall of the hall shows it. */
const time = (at: number | null) => localTime(at) || '?'
const whom = ({ staff }: Pick<Lacking, 'staff'>) => staff.join(' ') || say('无', 'none')

/** The entries that only the hall has. */
const behindText = ({ seq }: CopyFacts, { behind, span }: HallFacts): string => {
  if (behind === 0) return ''
  const places = `${seq + 1}–${seq + behind}`
  return span
    ? say(
        `\n是第 ${places} 条：${time(span.from)} 至 ${time(span.to)}；涉及工号：${whom(span)}`,
        `\nThey are entries ${places}: ${time(span.from)} to ${time(span.to)}; staff: ${whom(span)}`,
      )
    : say(
        `\n是第 ${places} 条；这个大厅版本较旧，只说条数，不说时间和工号。`,
        `\nThey are entries ${places}; this hall is older and does not say when they were or whom they name.`,
      )
}

const STATES: Record<PresentFacts['state'], [zh: string, en: string]> = {
  none: ['没有日志', 'there is no log'],
  whole: ['完整', 'whole'],
  damaged: ['已损坏或核对不符', 'damaged, or does not verify'],
}

/** Sealed with keys that this folder does not have: another counter's, or from before the keys were lost. */
const sealedElsewhere = (dir: string, { series }: CopyFacts): boolean => {
  const file = readSealFile(dir)
  return series !== null && file.ok && file.value !== null && file.value.key.series !== series
}

const show = (copy: CopyFacts, present: PresentFacts, hall: HallFacts, elsewhere: boolean) => {
  printText(
    say(
      `备份已核对：${copy.file}\n日志 ${copy.logId}，到第 ${copy.seq} 条（${time(copy.at)}）`,
      `The copy verifies: ${copy.file}\nLog ${copy.logId} up to entry ${copy.seq} (${time(copy.at)})`,
    ),
  )
  if (elsewhere)
    printText(
      say(
        '这份备份不是用本窗口的封签钥匙封的：可能是别的窗口的。恢复别的窗口的备份，它的评价会算到这里。',
        "This copy was not sealed with this counter's keys: it may be another counter's, whose ratings would then count here.",
      ),
    )
  const [zh, en] = STATES[present.state]
  const { lacking } = present
  printText(say(`现在的日志：${zh}`, `The log now: ${en}`))
  if (lacking.entries > 0)
    printText(
      say(
        `备份比它少 ${lacking.entries} 条：${time(lacking.from)} 至 ${time(lacking.to)}；涉及工号：${whom(lacking)}`,
        `The copy lacks ${lacking.entries} entries of it: ${time(lacking.from)} to ${time(lacking.to)}; staff: ${whom(lacking)}`,
      ),
    )
  if (hall.why)
    printText(
      say(`没能问大厅：${sentence(hall.why)}`, `The hall could not be asked: ${sentence(hall.why, 'en-US')}`),
    )
  else if (hall.forked)
    printText(say('备份的末尾与大厅的不同。', 'The end of the copy is not what the hall has there.'))
  else
    printText(
      `${say(
        `大厅到第 ${hall.head?.seq ?? 0} 条，备份比大厅少 ${hall.behind} 条；大厅的都不会少。`,
        `The hall has ${hall.head?.seq ?? 0} entries; the copy lacks ${hall.behind} of them, and the hall keeps them.`,
      )}${behindText(copy, hall)}`,
    )
}

/** A log that is whole and is the copy's own reaches as far or further: nothing may take its place. */
const refusal = (copy: CopyFacts, present: PresentFacts, hall: HallFacts): Result<void> => {
  if (hall.forked) return fail('restore/forked', { seq: copy.seq })
  if (hall.why?.code === 'hall/not-your-log') return fail('restore/not-ours', { path: copy.file })
  return present.state === 'whole' && present.logId === copy.logId
    ? fail('restore/present-whole', { entries: present.lacking.entries })
    : ok(undefined)
}

/** The list of a log that goes on begins empty: nobody should think that the rest is lost. */
const whereTheRestIs = (file: string): string =>
  say(
    `大厅或现在的日志已有的没有带来，列表从这里重新开始。要看以前的，把 ${file} 复制到一个空文件夹，改名 log.db，再用 guiping log … --data 那个文件夹。`,
    `What the hall or the log here has already was not brought: the lists begin anew. To read what was before, copy ${file} into an empty folder as log.db and use guiping log … --data FOLDER.`,
  )

export const restore = async (options: RestoreOptions): Promise<void> => {
  const dir = dataDir(options.data)
  const why = options.why?.trim() ?? ''
  if (options.yes && why === '') return stop({ code: 'cli/missing', params: { what: '--why' } })
  taken(await requireRole(dir, options.as, ['it']))
  const config = taken(readJsonFile(join(dir, 'config.json'), configSchema)) ?? DEFAULT_CONFIG
  const file = options.from ? resolve(options.from) : taken(await newestOf(dir, config.backups))
  // A running program's log is in good hands, and its place is not ours.
  const lock = options.yes ? taken(takeLock(dir)) : null
  const progress = shownProgress()
  const told = (what: string) => (done: number, total: number) => progress.show(done, total, what)
  const facts = copyFacts(file, {}, told(say('核对备份', 'checking the copy')))
  progress.clear()
  const copy = taken(facts)
  const known = { mustSeal: existsSync(join(dir, 'seal.json')) }
  const present = presentFacts(dir, copy, known, told(say('核对现在的日志', 'checking the log now')))
  progress.clear()
  const hall = await askHall(dir, copy)
  const may = refusal(copy, present, hall)
  const elsewhere = sealedElsewhere(dir, copy)
  if (!options.json) show(copy, present, hall, elsewhere)
  if (!lock || !may.ok) {
    if (options.json) printJson({ copy, present, hall, elsewhere, why: may.ok ? null : may.error })
    else if (!may.ok) printText(sentence(may.error, language()))
    else
      printText(
        say(
          '要恢复请加 --yes --why 用途，先关闭柜评。',
          'To restore close Guiping and add --yes --why WORDS.',
        ),
      )
    process.exitCode = may.ok ? EXIT.done : EXIT.no
    return
  }
  const boot = randomBytes(8).toString('hex')
  const log = { dir, clock: systemClock, boot, station: config.station, newId: uuidV7 }
  const done = taken(restoreCopy(log, copy, hall.head, present.state === 'damaged'))
  const stamp = { at: systemClock.now(), mono: systemClock.mono(), by: null }
  const { logId, seq, hash } = copy
  const entry = {
    who: 'it',
    why,
    file,
    log_id: logId,
    seq,
    head: hash,
    carried: done.carried,
    hall: hall.head?.seq ?? null,
  }
  taken(done.log.append([{ kind: 'log.restored', ...stamp, ...entry }]))
  const { id } = done.log
  taken(done.log.close())
  lock.release()
  if (options.json) printJson({ copy, present, hall, log: id, carried: done.carried })
  else {
    printText(
      say(
        `已恢复：日志 ${id} 接着记，从备份带来 ${done.carried} 条。原来的文件在 quarantine，没有删除。`,
        `Restored: log ${id} goes on, with ${done.carried} entries from the copy. What was there is in quarantine, not deleted.`,
      ),
    )
    if (done.carried < seq) printText(whereTheRestIs(file))
  }
}
