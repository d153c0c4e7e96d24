/** The table at the end of a pull: a line a counter, and under it what to do. */
import { localTime } from '../../db/export/csv.ts'
import { whyWords } from '../../db/log/verdict-words.ts'
import { sentence } from '../../shared/errors.ts'
import { language, say } from '../io.ts'
import { signerOf, type Trusted } from './checks.ts'
import type { Had } from './fetch.ts'

/** How many columns of a terminal a text takes: Chinese characters take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, char) => width + (/[\u1100-\u115f\u2e80-\uffdc\u3000-\u303f]/u.test(char) ? 2 : 1),
    0,
  )
/** What a counter or a file says of itself may hold what a terminal obeys. */
const harmless = (text: string): string => text.replaceAll(/\p{C}/gu, '�')

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

const VERDICTS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ok: ['完整', 'whole'],
  damaged: ['损坏', 'damaged'],
  edited: ['被改过', 'edited'],
  'tail-missing': ['缺尾', 'tail missing'],
  forked: ['分叉', 'forked'],
  unsealed: ['缺封签', 'unsealed'],
  'time-odd': ['时间异常', 'odd times'],
}

const SIGNERS = {
  known: ['大厅认识', 'known'],
  first: ['首次见到', 'first seen'],
  other: ['不符', 'other'],
} as const

/** Whether all of a counter's log is here and whole. */
export const isWhole = ({ report, fault }: Had): boolean =>
  fault === null && report?.judgement.verdict === 'ok'

/** As `--json` says it. */
export const rowOf = (had: Had, trusted: Trusted) => {
  const { station, from, file, report, fresh, fault, quarantined = 0 } = had
  const judged = report?.judgement ?? null
  return {
    ...{ station, from, file, fresh, quarantined },
    own: report?.header.station ?? null,
    log: report?.header.log_id ?? null,
    entries: judged?.entries ?? 0,
    verdict: judged?.verdict ?? null,
    firstBad: judged?.firstBad ?? null,
    problem: judged ? whyWords(judged.why, language(), judged.firstBad, report?.header.to ?? 0) : '',
    span: report && report.from !== null ? { from: report.from, to: report.to } : null,
    seals: judged?.seals ?? 0,
    receipts: report?.receipts ?? 0,
    signer: report ? signerOf(trusted, report.header) : null,
    ok: isWhole(had),
    fault: fault && { ...fault, message: sentence(fault, language()) },
  }
}
export type Row = ReturnType<typeof rowOf>

const day = (at: number | null) => localTime(at).slice(0, 16)

const cells = (row: Row): string[] => {
  const [zh, en] = VERDICTS[row.verdict ?? ''] ?? ['—', '—']
  const [zhBy, enBy] = row.signer ? SIGNERS[row.signer] : ['—', '—']
  return [
    // What the list calls it, and what it calls itself.
    row.own === null || row.own === row.station ? row.station : `${row.station} (${row.own})`,
    String(row.fresh),
    String(row.entries),
    row.ok || row.verdict !== 'ok' ? say(zh, en) : say('未取全', 'not all'),
    row.span ? `${day(row.span.from)} – ${day(row.span.to)}` : '—',
    say(zhBy, enBy),
    row.from,
  ]
}

/** They are fetched at the counter: what is damaged does not go through the gate of a whole log. */
const asideWords = (row: Row | undefined): string =>
  row && row.quarantined > 0
    ? say(
        `该窗口有 ${row.quarantined} 份移开的日志，请在窗口用 guiping log quarantine --out 复制`,
        `${row.quarantined} logs were moved aside there; copy them at the counter with guiping log quarantine --out`,
      )
    : ''

export const tableOf = (rows: readonly Row[]): string => {
  const head = say('窗口,新增,共,结论,时段,签名,来源', 'counter,new,all,verdict,span,signed,from').split(',')
  const lines = [head, ...rows.map((row) => cells(row).map(harmless))]
  const widths = head.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))))
  return lines
    .flatMap((line, index) => {
      const row = rows[index - 1]
      const text = line
        .map((cell, at) => padded(cell, widths[at] ?? 0))
        .join('  ')
        .trimEnd()
      const notes = [row?.fault?.message, row?.problem, asideWords(row)].filter((note) => note)
      return [text, ...notes.map((note) => `    ${harmless(note ?? '')}`)]
    })
    .join('\n')
}
