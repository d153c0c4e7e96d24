/** The page's own words, Chinese first, and how it writes numbers and times. */
import type { Language } from '../../shared/errors.ts'
import type { LogVerdict } from '../../shared/verdict.ts'

const ZH = {
  title: '柜评 · 大厅服务器',
  other: 'English',
  password: '管理密码',
  login: '登录',
  logout: '退出',
  counters: '窗口',
  entries: '日志条目',
  ratedToday: '今日已评价',
  unratedToday: '今日未评价',
  incidents: '待核查',
  station: '窗口',
  contact: '最近联系',
  never: '还没有联系',
  chain: '日志链',
  noLog: '还没有日志',
  whole: '完整',
  checking: '正在核对',
  ratings: '今日评价',
  unrated: '今日未评价',
  none: '无',
  clock: '窗口电脑时间相差 {minutes} 分钟',
  noCounters: '还没有窗口。取一个登记码，在窗口的柜评里输入本页地址和登记码。',
  newCode: '取新的登记码',
  code: '登记码',
  codeNote: '30 分钟内有效，只能用一次。',
  codes: '登记新窗口',
  time: '时间',
  what: '情况',
  place: '位置',
  noIncidents: '没有待核查的情况。',
  more: '只列最近 {shown} 条，共 {all} 条。',
  refreshed: '每 10 秒自动刷新',
  still: '停止自动刷新',
  live: '自动刷新',
  recheck: '从头核对全部日志',
  rechecking: '正在从头核对',
  rechecked: '上次从头核对：{time}，{logs} 份日志共 {entries} 条，都完整',
  recheckedBad: '上次从头核对：{time}，{logs} 份日志共 {entries} 条，{bad} 份不完整',
}
export type Words = Record<keyof typeof ZH, string>

const EN: Words = {
  title: 'Guiping · hall server',
  other: '中文',
  password: 'Admin password',
  login: 'Sign in',
  logout: 'Sign out',
  counters: 'Counters',
  entries: 'Log entries',
  ratedToday: 'Rated today',
  unratedToday: 'Unrated today',
  incidents: 'To be checked',
  station: 'Counter',
  contact: 'Last contact',
  never: 'No contact yet',
  chain: 'Log chain',
  noLog: 'No log yet',
  whole: 'Whole',
  checking: 'Checking',
  ratings: 'Ratings today',
  unrated: 'Unrated today',
  none: 'None',
  clock: 'Its PC clock is {minutes} minutes off',
  noCounters:
    'There are no counters yet. Take an enrolment code and enter it, with this address, at the counter.',
  newCode: 'New enrolment code',
  code: 'Enrolment code',
  codeNote: 'Valid for 30 minutes, for one counter.',
  codes: 'Enrol a counter',
  time: 'Time',
  what: 'What',
  place: 'Where',
  noIncidents: 'Nothing to be checked.',
  more: 'The latest {shown} of {all}.',
  refreshed: 'Refreshes every 10 seconds',
  still: 'Stop refreshing',
  live: 'Refresh by itself',
  recheck: 'Check all logs from the start',
  rechecking: 'Checking from the start',
  rechecked: 'Last checked from the start: {time}, logs: {logs}, entries: {entries}, all whole',
  recheckedBad: 'Last checked from the start: {time}, logs: {logs}, entries: {entries}, {bad} not whole',
}

export const WORDS: Record<Language, Words> = { 'zh-CN': ZH, 'en-US': EN }

export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '?'))

/** The picked language of a page: `?lang=en-US`; anything else is Chinese. */
export const pickLanguage = (text: unknown): Language => (text === 'en-US' ? 'en-US' : 'zh-CN')

/** `5月3日 09:00:00`: times of the hall's own time zone. */
export const absolute = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

const UNITS: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** `3分钟前`. */
export const relative = (ms: number, language: Language): string => {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? ['second', 1000]
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.trunc(ms / size), unit)
}

export const number = (n: number, language: Language): string => new Intl.NumberFormat(language).format(n)

/** What a log's verdict means, from entry `{seq}` on. */
export const CHAIN_WORDS: Record<Language, Record<Exclude<LogVerdict, 'ok'>, string>> = {
  'zh-CN': {
    damaged: '第 {seq} 条起不能读',
    edited: '从第 {seq} 条起不完整',
    'tail-missing': '第 {seq} 条起缺失',
    forked: '第 {seq} 条起有两个版本',
    unsealed: '第 {seq} 条起缺少封签',
    'time-odd': '第 {seq} 条起时间不合理',
  },
  'en-US': {
    damaged: 'Unreadable from entry {seq} on',
    edited: 'Not whole from entry {seq} on',
    'tail-missing': 'Missing from entry {seq} on',
    forked: 'Two versions from entry {seq} on',
    unsealed: 'No seals from entry {seq} on',
    'time-odd': 'Odd times from entry {seq} on',
  },
}
