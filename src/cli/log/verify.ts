/** `guiping log verify` and `guiping log receipts`: is this log whole, and what did the hall sign for? */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Known } from '../../db/chain/judge.ts'
import type { Seen } from '../../db/chain/span.ts'
import { readLog } from '../../db/log/open.ts'
import type { LogReader } from '../../db/log/reader.ts'
import type { Progress } from '../../db/log/verify.ts'
import { readSealFile } from '../../db/seal/key-file.ts'
import { startLogWorker } from '../../db/work/client.ts'
import { verifyOnTwo, WORTH_TWO } from '../../db/work/verify-on-two.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { receiptPlaces } from '../../main/evidence.ts'
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { sentence } from '../../shared/errors.ts'
import { readReceipt } from '../../shared/receipt.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { sealKeySchema } from '../../shared/seal.ts'
import { enrolmentSchema } from '../../sync/enrol.ts'
import { dataDir } from '../auth.ts'
import { readBytes } from '../file.ts'
import { EXIT, language, printJson, printText, say, stop } from '../io.ts'
import { shownProgress } from '../shown-progress.ts'
import { spanText } from '../span-text.ts'

export interface VerifyOptions {
  data?: string
  json?: boolean
  sealKey?: string
  receipt?: string[]
  seen?: string[]
}

const UNREADABLE: VerifyReport = {
  ok: false,
  ...{ logId: '', verdict: 'damaged', why: 'unreadable', entries: 0, head: '', pruned: 0, firstBad: null },
  ...{ from: null, to: null, staff: [], seals: 0, checkedSeals: 0, problem: '' },
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

/** A place as a screen shows it, e.g. 1234-8f3a21c0. */
const seenPlace = (code: string): Seen => {
  const found = /^(\d{1,15})[-:]([0-9a-fA-F]{8,64})$/.exec(code)
  if (!found) return stop({ code: 'cli/usage', params: { why: `--seen ${code}` } })
  return { seq: Number(found[1]), hash: (found[2] ?? '').toLowerCase(), at: null }
}

/** Receipts as files: whoever gives them has checked them with openssl, or trusts where they come from. */
const receiptFile = (log: string, file: string): Seen[] => {
  const facts = readReceipt(taken(readBytes(file)).toString('utf8'))
  if (!facts) return stop({ code: 'cli/file', params: { file, why: 'guiping-receipt/1' } })
  if (facts.log === log) return [{ seq: facts.seq, hash: facts.head, at: facts.at }]
  const other = facts.log
  process.stderr.write(
    `${say(`回执 ${file} 属于另一份日志（${other}），没有用上。`, `The receipt ${file} is of another log (${other}) and was not used.`)}\n`,
  )
  return []
}

const enrolmentOf = (dir: string) => taken(readJsonFile(join(dir, 'enrolment.json'), enrolmentSchema))

const keysOf = (file: string): Pick<Known, 'keys'> => {
  const keys = taken(readJsonFile(file, z.array(sealKeySchema)))
  return { keys: keys ?? stop({ code: 'cli/file', params: { file, why: 'ENOENT' } }) }
}

/** A file too damaged to be read is an answer to the question whether the log is whole: no. */
const unreadable = (fault: Fault): VerifyReport =>
  fault.code === 'data/damaged' ? { ...UNREADABLE, problem: sentence(fault, language()) } : stop(fault)

/** A large log on two threads: nobody works at this command while they read. */
const verifyReader = async (
  reader: LogReader,
  known: Known,
  progress: Progress,
): Promise<Result<VerifyReport>> => {
  if (reader.head().seq < WORTH_TWO) return ok(reader.verify(language(), known, progress))
  const worker = startLogWorker()
  try {
    return await verifyOnTwo(reader, worker, language(), known, progress)
  } finally {
    await worker.end()
  }
}

/** What a person does with a log that is not whole. */
const NEXT = [
  '怎么办：让数据目录保持原样，整个复制一份留存；再用 guiping hall verify 看大厅那一份（docs/evidence.md）。',
  "What to do: leave the data folder as it is and keep a copy of all of it; then look at the hall's with guiping hall verify (docs/evidence.md).",
] as const

/** A folder that held a log once is not one that never did. */
const missing = (dir: string): Fault | null => {
  const seal = readSealFile(dir)
  const last = seal.ok ? seal.value?.last : null
  return last ? { code: 'data/log-missing', params: { path: dir, log: last.logId, seq: last.seq } } : null
}

const verifyFolder = async (dir: string, options: VerifyOptions): Promise<VerifyReport> => {
  const log = readLog(dir)
  const gone = !log.ok && log.error.code === 'data/no-log' ? missing(dir) : null
  if (gone) return stop(gone)
  const sound = log.ok ? log.value.indexes() : log
  if (!sound.ok && sound.error.code === 'data/damaged') {
    if (log.ok) log.value.close()
    return unreadable(sound.error)
  }
  const reader = taken(log)
  const enrolment = enrolmentOf(dir)
  const seen = [
    ...receiptPlaces(reader, enrolment?.hallKey ?? null),
    ...(options.receipt ?? []).flatMap((file) => receiptFile(reader.id, file)),
    ...(options.seen ?? []).map(seenPlace),
  ]
  const known = { seen, ...(options.sealKey ? keysOf(options.sealKey) : {}) }
  const progress = shownProgress()
  const report = await verifyReader(reader, known, progress.show)
  progress.clear()
  reader.close()
  return report.ok ? report.value : unreadable(report.error)
}

/** The verdict, and what it was made of. */
const wholeText = (report: VerifyReport): string => {
  const { logId, entries, head, seals, checkedSeals, verdict, problem, pruned, why } = report
  const not = `${say('日志不完整', 'The log is not whole')} (${verdict}): ${problem}`
  // Of a file that cannot be read nothing more is known.
  if (why === 'unreadable') return not
  const said = report.ok ? say('日志完整', 'The log is whole') : not
  return say(
    `${said}（${logId}；共 ${entries} 条；末条 ${head}；封签 ${seals} 个，用钥匙核对 ${checkedSeals} 个${pruned ? `；第 ${pruned} 条及以前已移出` : ''}）`,
    `${said} (${logId}; ${entries} entries; head ${head}; ${seals} seals, ${checkedSeals} checked with a key${pruned ? `; entries up to ${pruned} have left` : ''})`,
  )
}

export const verify = async (options: VerifyOptions): Promise<void> => {
  const report = await verifyFolder(dataDir(options.data), options)
  process.exitCode = report.ok ? EXIT.done : EXIT.no
  if (options.json) {
    printJson(report)
    return
  }
  const next = report.ok || report.why === 'unreadable' ? '' : say(...NEXT)
  printText([wholeText(report), spanText(report), next].filter(Boolean).join('\n'))
}

/** The hall's key as openssl reads it. */
const pem = (der: string) =>
  `-----BEGIN PUBLIC KEY-----\n${der.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END PUBLIC KEY-----\n`

/** Writes every receipt with its signature, and the hall's key, into a new folder. */
const writeReceipts = (dir: string, out: string): Result<{ receipts: number; out: string }> => {
  const reader = taken(readLog(dir))
  const enrolment = enrolmentOf(dir)
  const receipts = reader.receipts()
  try {
    mkdirSync(out)
    if (enrolment) writeFileSync(join(out, 'hall.pem'), pem(enrolment.hallKey))
    for (const { text, signature } of receipts) {
      const name = join(out, `receipt-${readReceipt(text)?.seq ?? 0}`)
      writeFileSync(`${name}.txt`, text)
      writeFileSync(`${name}.sig`, Buffer.from(signature, 'base64'))
    }
    return ok({ receipts: receipts.length, out })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return fail('cli/file', { file: out, why })
  } finally {
    reader.close()
  }
}

export const receipts = (options: { data?: string; json?: boolean; out: string }): void => {
  const written = taken(writeReceipts(dataDir(options.data), resolve(options.out)))
  if (options.json) {
    printJson(written)
    return
  }
  printText(
    say(
      `已写出 ${written.receipts} 张回执：${written.out}\n核对：openssl pkeyutl -verify -pubin -inkey hall.pem -rawin -in receipt-N.txt -sigfile receipt-N.sig`,
      `Wrote ${written.receipts} receipts: ${written.out}\nTo check one: openssl pkeyutl -verify -pubin -inkey hall.pem -rawin -in receipt-N.txt -sigfile receipt-N.sig`,
    ),
  )
}
