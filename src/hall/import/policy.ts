/** The table of policy: 设置,值 and a column that explains. A setting that is not named stays as it is. */
import type { Policy } from '../../shared/people.ts'
import type { Problem } from './problems.ts'
import type { Sheet } from './sheet.ts'
import { type Columns, checkName, readTable } from './table.ts'

export const POLICY_COLUMNS = {
  setting: ['设置', 'setting'],
  value: ['值', 'value'],
  about: ['说明', 'about'],
} as const satisfies Columns<string>

/** Settings that are one value; the reasons have a table of their own, and tokens are called back by a command. */
export type Setting = Exclude<keyof Policy, 'unratedReasons' | 'tokensRevokedAt'>

interface Field<V> {
  name: readonly [zh: string, en: string]
  about: readonly [zh: string, en: string]
  /** undefined: no value of this setting. */
  read(text: string): V | undefined
  write(value: V): string
}

const number = (text: string, least: number, most: number): number | undefined => {
  const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}

/** A setting with a few values, each with its names; the first is written. */
const choice = <const V extends string>(
  name: Field<V>['name'],
  about: Field<V>['about'],
  values: Record<V, readonly [string, ...string[]]>,
): Field<V> => ({
  name,
  about,
  read: (text) => (Object.keys(values) as V[]).find((value) => [value, ...values[value]].includes(text)),
  write: (value) => values[value][0],
})

/** Every setting of the policy: a new one is not importable before it has a row here. */
const FIELDS: { [S in Setting]: Field<Policy[S]> } = {
  windowMs: {
    name: ['评价时限秒', 'rating window seconds'],
    about: ['请评价后等待按键的秒数,0.2–600', 'seconds to wait for a press, 0.2–600'],
    read: (text) => {
      const seconds = number(text, 0.2, 600)
      return seconds === undefined ? undefined : Math.round(seconds * 1000)
    },
    write: (ms) => String(ms / 1000),
  },
  coverageTarget: {
    name: ['评价率目标', 'coverage target'],
    about: ['已评价办件的目标比例,如 95% 或 0.95', 'wanted share of rated matters, e.g. 95% or 0.95'],
    read: (text) => {
      const percent = /^(.+)%$/.exec(text)?.[1]
      if (percent === undefined) return number(text, 0, 1)
      const share = number(percent.trim(), 0, 100)
      return share === undefined ? undefined : Number((share / 100).toPrecision(12))
    },
    write: (share) => `${Number((share * 100).toPrecision(12))}%`,
  },
  labelSet: choice(
    ['评价用语', 'labels'],
    ['2010(很好/好/一般/差/很差)或 2020(非常满意…非常不满意)', '2010 or 2020, the national set'],
    { '2010': ['2010'], '2020': ['2020'] } as const satisfies Record<Policy['labelSet'], readonly [string]>,
  ),
  references: choice(
    ['受理编号', 'references'],
    [
      '照原样 或 散列;证件号和电话号码总是散列',
      'plain or hash; identity and telephone numbers are always hashed',
    ],
    { plain: ['照原样'], hash: ['散列'] },
  ),
  idleLockMs: {
    name: ['自动锁定分钟', 'idle lock minutes'],
    about: [
      '无操作多少分钟后自动锁定,或 不锁',
      'minutes without a command before the counter locks, or never',
    ],
    read: (text) => {
      if (['不锁', 'never'].includes(text)) return null
      const minutes = number(text, 1 / 60, 1440)
      return minutes === undefined ? undefined : Math.round(minutes * 60_000)
    },
    write: (ms) => (ms === null ? '不锁' : String(Number((ms / 60_000).toFixed(6)))),
  },
  visit: choice(
    ['一人多事', 'visit'],
    [
      '一事一评(每件分别评价)或 一次一评(一次来访评一次)',
      'each: every matter is rated; one: one rating for the visit',
    ],
    { each: ['一事一评'], one: ['一次一评'] },
  ),
  faces: {
    name: ['屏幕笑脸评价', 'faces'],
    about: [
      '没有评价器的窗口能否在客户屏上触摸评价:是 或 否',
      "touch ratings on the customer's screen without a keypad: yes or no",
    ],
    read: (text) => ({ 是: true, yes: true, 否: false, no: false })[text],
    write: (allowed) => (allowed ? '是' : '否'),
  },
  keepMonths: {
    name: ['日志保留月数', 'keep months'],
    about: [
      '满多少个月的条目可从窗口移出,1–600;不满 180 天的总留着',
      'months after which entries may leave a counter, 1–600; never before 180 days',
    ],
    read: (text) => {
      const months = number(text, 1, 600)
      return months !== undefined && Number.isInteger(months) ? months : undefined
    },
    write: String,
  },
}

const fieldOf = <S extends Setting>(setting: S): Field<Policy[S]> => FIELDS[setting]
const SETTINGS = Object.keys(FIELDS) as Setting[]

const named = (text: string): Setting | null =>
  SETTINGS.find((setting) => FIELDS[setting].name.some((name) => name === text.toLowerCase())) ?? null

export const readPolicy = (sheet: Sheet): { policy: Partial<Policy>; problems: Problem[] } => {
  const { rows, problems } = readTable(sheet, POLICY_COLUMNS, { optional: ['about'], most: 200 })
  const seen = new Set<string>()
  const policy: Partial<Policy> = {}
  for (const row of rows) {
    checkName(row, 'setting', 64, seen)
    const setting = named(row.cells.setting)
    if (setting === null) {
      if (row.cells.setting !== '') row.wrong('setting', 'unknown-setting')
      continue
    }
    const value = fieldOf(setting).read(row.cells.value)
    if (setting in policy) row.wrong('setting', 'twice')
    if (value === undefined) row.wrong('value', 'not-setting')
    else Object.assign(policy, { [setting]: value })
  }
  return { policy, problems }
}

/** The rows of the table for `policy`. */
export const policyRows = (policy: Policy): string[][] =>
  SETTINGS.map((setting) => {
    const { name, about, write } = fieldOf(setting) as Field<Policy[Setting]>
    return [name[0], write(policy[setting]), `${about[0]} · ${about[1]}`]
  })
