/** What can be wrong with a table, in words: by line, column and reason. */
import type { Language } from '../../shared/errors.ts'

export type Reason =
  | 'no-column'
  | 'unknown-column'
  | 'column-twice'
  | 'broken-quote'
  | 'too-many-cells'
  | 'empty'
  | 'too-long'
  | 'twice'
  | 'no-password'
  | 'not-minutes'
  | 'not-weight'

export interface Problem {
  file: string
  line: number
  /** Its heading; null where the whole row is meant. */
  column: string | null
  reason: Reason
}

const WORDS: Record<Reason, { zh: string; en: string }> = {
  'no-column': { zh: '标题行缺少这一列', en: 'the header row lacks this column' },
  'unknown-column': { zh: '不认识这一列', en: 'this column is not known' },
  'column-twice': { zh: '这一列出现了两次', en: 'this column stands twice' },
  'broken-quote': { zh: '引号没有配对', en: 'a quotation mark has no partner' },
  'too-many-cells': { zh: '比标题行多出几格', en: 'has more cells than the header row' },
  empty: { zh: '不能为空', en: 'must not be empty' },
  'too-long': { zh: '太长', en: 'is too long' },
  twice: { zh: '与前面的行重复', en: 'stands in an earlier row already' },
  'no-password': { zh: '新工号必须有初始密码', en: 'a new staff number needs a first password' },
  'not-minutes': {
    zh: '应是大于 0 的分钟数,没有时限就留空',
    en: 'must be minutes above 0, or empty for no limit',
  },
  'not-weight': {
    zh: '应是大于 0、不超过 1000 的数,留空为 1',
    en: 'must be a number above 0, at most 1000; empty is 1',
  },
}

/** 「staff.csv 第 3 行 工号:不能为空」. */
export const problemLine = ({ file, line, column, reason }: Problem, language: Language): string =>
  language === 'zh-CN'
    ? `${file} 第 ${line} 行${column === null ? '' : ` ${column}`}:${WORDS[reason].zh}`
    : `${file} line ${line}${column === null ? '' : ` ${column}`}: ${WORDS[reason].en}`
