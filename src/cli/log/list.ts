/** `guiping log list`: matters or entries by filter, or one matter's story. */
import { join } from 'node:path'
import { type Browse, openBrowse } from '../../db/browse/browse.ts'
import { localTime } from '../../db/export/csv.ts'
import { loadProfiles } from '../../device/profiles/load.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { rereadPress } from '../../main/log/reread.ts'
import { coverageShare } from '../../shared/coverage.ts'
import { ENTRY_FIELDS } from '../../shared/entries.ts'
import { LABELS } from '../../shared/levels.ts'
import { type EntryLine, type ListQuery, listQuerySchema, type MatterLine } from '../../shared/log-view.ts'
import { DEFAULT_POLICY, type Roster, reasonText, rosterSchema } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { dataDir, requireRole } from '../auth.ts'
import { dayRange } from '../days.ts'
import { language, printJson, printRow, printText, say, stop } from '../io.ts'
import { resources } from '../paths.ts'
import { sayBeside } from './beside.ts'

export interface ListOptions {
  data?: string
  json?: boolean
  as?: string
  from?: string
  to?: string
  matters?: boolean
  matter?: string
  staff?: string
  item?: string
  outcome?: string
  verdict?: string
  kind?: string
  text?: string
  limit?: number
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

/** Takes the rest of the log in, with a line for people while it is long. */
export const caughtUp = (browse: Browse): void => {
  let said = false
  for (;;) {
    const { done, total } = taken(browse.catchUp(20_000))
    if (done >= total) break
    said = true
    const percent = Math.floor((100 * done) / total)
    process.stderr.write(`\r${say('正在整理日志', 'Taking the log in')} ${percent}%`)
  }
  if (said) process.stderr.write('\r\u001b[K')
}

const openFor = (dir: string): { browse: Browse; policy: Roster['policy'] } => {
  const roster = taken(readJsonFile(join(dir, 'roster.json'), rosterSchema))
  const policy = roster?.policy ?? DEFAULT_POLICY
  const browse = taken(openBrowse({ dir, reasons: policy.unratedReasons }))
  return { browse, policy }
}

/** Filters that belong to matters, and those that belong to entries. */
const OF_MATTERS = ['item', 'outcome'] as const
const OF_ENTRIES = ['kind', 'verdict'] as const

const PAGE = 200

const queryOf = (options: ListOptions): Result<ListQuery> => {
  const range = dayRange(options)
  if (!range.ok) return range
  const matters = options.matters === true || OF_MATTERS.some((name) => options[name] !== undefined)
  const wrong = matters ? OF_ENTRIES.find((name) => options[name] !== undefined) : undefined
  if (wrong) return fail('cli/usage', { why: `--${wrong} (--matters)` })
  // One that is written wrong would look like one that never happened.
  if (options.kind !== undefined && !Object.hasOwn(ENTRY_FIELDS, options.kind))
    return fail('cli/usage', { why: `--kind ${options.kind} ( ${Object.keys(ENTRY_FIELDS).join(' ')} )` })
  const names = ['staff', 'text', ...(matters ? OF_MATTERS : OF_ENTRIES)] as const
  const filters = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]))
  const days = Object.entries(range.value).filter(([, at]) => at !== undefined)
  const query = listQuerySchema.safeParse({
    list: matters ? 'matters' : 'entries',
    order: 'oldest',
    limit: PAGE,
    ...Object.fromEntries([...filters, ...days]),
  })
  const why = () => query.error?.issues.map(({ path }) => `--${path.join('.')}`).join(' ') ?? ''
  return query.success ? ok(query.data) : fail('cli/usage', { why: why() })
}

/** One entry for people: place, local time, kind, who, and the kind's own fields. */
const entryText = ({ seq, at, kind, by, matter, withheld, fields, raw }: EntryLine): string => {
  if (raw !== null) return `${String(seq).padStart(7)}  ?  ${raw}`
  const columns = [String(seq).padStart(7), localTime(at), kind.padEnd(16), (by ?? '').padEnd(8)]
  const hidden = withheld
    ? ` ${say('（办件未结束，等级和字节不显示）', '(matter open: level and bytes withheld)')}`
    : ''
  return `${columns.join('  ')}  ${JSON.stringify({ ...(matter === null ? {} : { matter }), ...fields })}${hidden}`
}

/** As stored where it may be: whoever reads entries by program wants the envelope too. */
const entryJson = ({ seq, at, kind, by, matter, withheld, fields, raw }: EntryLine) => {
  if (raw !== null) return { seq, body: raw }
  const rest = { ...(matter === null ? {} : { matter }), ...fields, ...(withheld ? { withheld } : {}) }
  // A seal names a seq of its own, the one before it: the place of the entry is what is asked for.
  return { v: 1, kind, at, by, ...rest, seq }
}

const OUTCOMES = {
  open: ['办理中', 'open'],
  rated: ['已评价', 'rated'],
  unrated: ['未评价', 'unrated'],
} as const

const matterText = (matter: MatterLine, policy: Roster['policy']): string => {
  const { openedAt, staff, item, reference, outcome, level, reason, explained, id } = matter
  const zh = language() === 'zh-CN'
  const words = (code: string | null) => {
    const text = code === null ? null : reasonText(code, policy.unratedReasons)
    return code === null ? '' : (text?.[zh ? 'zh' : 'en'] ?? code)
  }
  const graded = level === null ? '' : `${level} ${LABELS[policy.labelSet][level][zh ? 'zh' : 'en']}`
  const said = [graded, words(reason), words(explained)].filter((part) => part !== '').join(' · ')
  const columns = [
    localTime(openedAt),
    (staff ?? '').padEnd(8),
    `${item.code} ${item.name}`,
    reference ?? '-',
  ]
  return [...columns, OUTCOMES[outcome][zh ? 0 : 1], said, id].join('  ')
}

/** On stderr, so that a program that reads the rows gets none. */
const sayNone = (zh: string, en: string): void => void process.stderr.write(`${say(zh, en)}\n`)

const printPages = (
  browse: Browse,
  query: ListQuery,
  policy: Roster['policy'],
  options: ListOptions,
): void => {
  let left = options.limit ?? Number.POSITIVE_INFINITY
  for (let after: number | undefined; left > 0; ) {
    const page = taken(browse.list({ ...query, ...(after === undefined ? {} : { after }) }))
    for (const matter of page.matters.slice(0, left)) {
      if (options.json) printJson(matter)
      else printRow(matterText(matter, policy))
    }
    for (const entry of page.entries.slice(0, left)) {
      if (options.json) printJson(entryJson(entry))
      else printRow(entryText(entry))
    }
    const rows = page.matters.length + page.entries.length
    if (rows === 0 && after === undefined && !options.json) {
      if (query.list === 'matters') sayNone('没有办件', 'no matters')
      else sayNone('没有条目', 'no entries')
    }
    left -= rows
    if (page.next === null) return
    after = page.next
  }
}

const VERDICTS = {
  same: ['字节与记录一致', 'the bytes say the same'],
  different: ['字节与记录不同', 'the bytes say something else'],
  'no-profile': ['本机没有这个协议，无法核对字节', 'no such profile here: the bytes cannot be read again'],
  'no-key': ['字节里没有按键', 'there is no key in the bytes'],
} as const

const printStory = (
  browse: Browse,
  id: string,
  dir: string,
  policy: Roster['policy'],
  options: ListOptions,
): void => {
  const story = taken(browse.story(id))
  if (story.entries.length === 0) stop({ code: 'log/no-matter', params: { matter: id } })
  const profiles = loadProfiles([join(resources, 'profiles'), join(dir, 'profiles')])
  const known = profiles.ok ? profiles.value : new Map()
  if (story.matter && !options.json) printRow(matterText(story.matter, policy))
  for (const entry of story.entries) {
    const reread = rereadPress(entry, known)
    if (options.json) {
      printJson({ ...entryJson(entry), ...(reread ? { reread } : {}) })
      continue
    }
    printRow(entryText(entry))
    if (!reread) continue
    const bytes = String(entry.fields['bytes'])
      .replace(/(..)(?=.)/g, '$1 ')
      .toUpperCase()
    const found = reread.key === null ? '' : ` (${reread.key} → ${reread.level ?? '-'})`
    printText(`         ${bytes}  ${VERDICTS[reread.verdict][language() === 'zh-CN' ? 0 : 1]}${found}`)
  }
}

/** The ids of the matters that are meant, oldest first: one by its id, or all of a reference, which each shift may use anew. */
const mattersOf = (browse: Browse, given: string): string[] => {
  if (/^[0-9a-f]{8}-/.test(given)) return [given]
  const query = listQuerySchema.parse({ list: 'matters', order: 'oldest', text: given, limit: PAGE })
  // The search finds words of reasons too.
  const found = taken(browse.list(query)).matters.filter(({ reference }) => reference === given)
  return found.length === 0 ? [given] : found.map(({ id }) => id)
}

export const list = async (options: ListOptions): Promise<void> => {
  const dir = dataDir(options.data)
  const query = taken(queryOf(options))
  const { browse, policy } = openFor(dir)
  taken(await requireRole(dir, options.as, ['it']))
  caughtUp(browse)
  if (options.matter === undefined) printPages(browse, query, policy, options)
  else for (const id of mattersOf(browse, options.matter)) printStory(browse, id, dir, policy, options)
  browse.close()
  sayBeside(dir)
}

/** `guiping log stats`: what every day came to. */
export const stats = async (options: ListOptions): Promise<void> => {
  const dir = dataDir(options.data)
  const range = taken(dayRange(options))
  const { browse } = openFor(dir)
  taken(await requireRole(dir, options.as, ['it']))
  caughtUp(browse)
  const days = taken(browse.days(range))
  browse.close()
  sayBeside(dir)
  if (options.json) {
    for (const day of days) printJson(day)
    return
  }
  if (days.length === 0) sayNone('没有条目', 'no entries')
  const heads = say(
    '日期 条目 办件 请评 已评 未评 评价率 5 4 3 2 1',
    'day entries matters asked rated unrated coverage 5 4 3 2 1',
  )
  printText(heads.split(' ').join('\t'))
  for (const { day, entries, matters, asked, rated, unrated, levels } of days) {
    const part = coverageShare({ rated, unrated })
    const share = part === null ? '-' : `${Math.floor(100 * part)}%`
    printText([day, entries, matters, asked, rated, unrated, share, ...levels].join('\t'))
  }
}
