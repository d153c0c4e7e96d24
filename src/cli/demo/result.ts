/** What the demo ends with: counted at the counters' logs, compared with the hall and with what the keypads were told. */

import type { Log } from '../../db/log/log.ts'
import { isKind, parseBody } from '../../shared/entries.ts'
import { LABELS, LEVELS } from '../../shared/levels.ts'
import type { Verdict } from '../../shared/pad.ts'
import { say } from '../io.ts'

export interface Tally {
  matters: number
  rated: number
  unrated: number
  levels: Record<number, number>
  reasons: Record<string, number>
  presses: Partial<Record<Verdict, number>> & { counted: number }
}

const add = (counts: Record<string | number, number>, key: string | number) => {
  counts[key] = (counts[key] ?? 0) + 1
}

/** Counts a log's entries themselves, not its projections. */
export const tally = (logs: readonly Log[]): Tally => {
  const result: Tally = { matters: 0, rated: 0, unrated: 0, levels: {}, reasons: {}, presses: { counted: 0 } }
  for (const log of logs)
    for (const { body } of log.entries(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)) {
      const parsed = parseBody(body)
      if (!parsed.ok) throw new Error(`demo: ${parsed.why}`)
      const { entry } = parsed
      if (isKind(entry, 'matter.opened')) result.matters += 1
      if (isKind(entry, 'matter.closed')) {
        result[entry.outcome] += 1
        if (entry.reason !== null) add(result.reasons, entry.reason)
      }
      if (isKind(entry, 'key.pressed')) {
        add(result.presses as Record<string, number>, entry.verdict)
        if (entry.verdict === 'counted' && entry.level !== null) add(result.levels, entry.level)
      }
    }
  return result
}

export interface DemoResult extends Tally {
  counterEntries: number
  hallEntries: number
  verified: boolean
  ok: boolean
  /** What does not agree, in words; empty when ok. */
  disagreements: string[]
  keypads: string[]
  seconds: number
}

const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join('  ') || '—'

/** The table for people. */
export const table = (result: DemoResult): string => {
  const word = LEVELS.map((level) => {
    const { zh, en } = LABELS['2010'][level]
    return `${say(zh, en)} ${result.levels[level] ?? 0}`
  })
  const rows: [string, string][] = [
    [say('评价器', 'keypads'), result.keypads.join('  ')],
    [say('办件', 'matters'), String(result.matters)],
    [say('已评价', 'rated'), `${result.rated}   ${word.join('  ')}`],
    [say('未评价', 'unrated'), `${result.unrated}   ${list(result.reasons)}`],
    [say('按键', 'presses'), list(result.presses)],
    [say('窗口日志', 'counters’ entries'), String(result.counterEntries)],
    [say('大厅日志', 'hall’s entries'), String(result.hallEntries)],
    [say('两边日志校验', 'both chains verified'), result.verified ? say('完整', 'yes') : say('不完整', 'no')],
    [say('用时', 'time'), `${result.seconds.toFixed(1)} s`],
    [
      say('结果', 'result'),
      result.ok
        ? say('一致', 'all agrees')
        : `${say('不一致', 'does not agree')} ${result.disagreements.join('; ')}`,
    ],
  ]
  return rows.map(([name, value]) => `${name}\n    ${value}`).join('\n')
}
