/** Puts together what the page shows, once per request; the templates only write it down. */
import { isErrorCode, type Language, sentence } from '../../shared/errors.ts'
import { LABELS, LEVELS, type Level } from '../../shared/levels.ts'
import { type Policy, reasonText } from '../../shared/people.ts'
import type { Store } from '../store/store.ts'
import type { IncidentRow } from '../store/sums.ts'
import type { ChainState } from './chain-watch.ts'

/** Incidents listed at most. */
export const INCIDENTS_SHOWN = 20
/** A counter's clock that is further off than this is shown. */
const CLOCK_OFF_MS = 2 * 60_000

export interface CounterCard {
  station: string
  contactAt: number | null
  entries: number
  /** Minutes its PC clock is off; null: it is right enough. */
  clockOff: number | null
  chains: ChainState[]
  levels: { level: Level; label: string; n: number }[]
  reasons: { label: string; n: number }[]
}

export interface Overview {
  now: number
  entries: number
  rated: number
  unrated: number
  counters: CounterCard[]
  incidents: { at: number; station: string; text: string; log: string; seq: number }[]
  incidentCount: number
}

/** The day that `now` lies in, by the hall's own time zone. */
const dayOf = (now: number): [from: number, until: number] => {
  const from = new Date(now)
  from.setHours(0, 0, 0, 0)
  const until = new Date(from)
  until.setDate(until.getDate() + 1)
  return [from.getTime(), until.getTime()]
}

/** The code itself where neither the program nor the site knows a word for it. */
const reasonLabel = (code: string, policy: Policy, language: Language): string => {
  const words = reasonText(code, policy.unratedReasons)
  if (!words) return code === '' ? '—' : code
  return language === 'zh-CN' ? words.zh : words.en
}

/** Of these a counter tells a figure alone, which says nothing without the code's sentence. */
const FIGURES: readonly string[] = ['data/side-taken', 'data/side-line']

/** A counter that refuses to give its log tells the address that asked. */
const refused = (code: string, language: Language): string => {
  if (!code.startsWith('offer/')) return ''
  return language === 'zh-CN' ? '取日志被拒绝：' : 'A fetch of the log was refused: '
}

/** What the hall found, as the code's sentence; what a counter told, in the words it used. */
const incidentText = ({ code, seq, detail, reported }: IncidentRow, language: Language): string => {
  if (reported === 1 && FIGURES.includes(code) && isErrorCode(code))
    return sentence({ code, params: { entries: detail, line: detail } }, language)
  if (reported === 1 && detail !== '')
    return detail.includes(code) ? detail : `${refused(code, language)}${detail} (${code})`
  if (!isErrorCode(code)) return code
  return sentence({ code, params: { seq, why: detail, common: detail } }, language)
}

const clockOff = (offsetMs: number): number | null =>
  Math.abs(offsetMs) < CLOCK_OFF_MS ? null : Math.round(Math.abs(offsetMs) / 60_000)

export const makeOverview = (
  store: Store,
  chains: readonly ChainState[],
  now: number,
  language: Language,
): Overview => {
  const policy = store.roster.policy()
  const labels = LABELS[policy.labelSet]
  const [from, until] = dayOf(now)
  const levels = store.sums.levels(from, until)
  const reasons = store.sums.reasons(from, until)
  const sum = (rows: readonly { n: number }[]) => rows.reduce((total, row) => total + row.n, 0)
  const counters = store.sums.counters()
  return {
    now,
    entries: counters.reduce((total, row) => total + row.entries, 0),
    rated: sum(levels),
    unrated: sum(reasons),
    counters: counters.map((row) => ({
      station: row.station,
      contactAt: row.contactAt,
      entries: row.entries,
      clockOff: row.contactAt === null ? null : clockOff(row.offsetMs),
      chains: chains.filter((chain) => chain.counter === row.counter),
      levels: LEVELS.map((level) => ({
        level,
        label: language === 'zh-CN' ? labels[level].zh : labels[level].en,
        n: levels.find((one) => one.counter === row.counter && one.level === level)?.n ?? 0,
      })),
      reasons: reasons
        .filter((one) => one.counter === row.counter)
        .map(({ reason, explained, n }) => {
          const label = reasonLabel(reason, policy, language)
          return {
            label: explained === null ? label : `${label} · ${reasonLabel(explained, policy, language)}`,
            n,
          }
        }),
    })),
    incidents: store.sums.incidents(INCIDENTS_SHOWN).map((row) => ({
      at: row.at,
      station: row.station,
      text: incidentText(row, language),
      log: row.log,
      seq: row.seq,
    })),
    incidentCount: store.sums.incidentCount(),
  }
}
