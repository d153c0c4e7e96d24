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
  | 'control'
  | 'too-many'
  | 'unknown-sheet'
  | 'sheet-twice'
  | 'is-date'
  | 'is-logical'
  | 'is-error'
  | 'no-value'
  | 'merged'
  | 'long-number'
  | 'not-code'
  | 'reserved'
  | 'unknown-setting'
  | 'not-setting'
  | 'not-stars'
  | 'not-minutes'
  | 'not-weight'

export interface Problem {
  file: string
  /** The sheet's name; null for a CSV file. */
  sheet: string | null
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
  control: { zh: '含有看不见的控制字符', en: 'has invisible control characters' },
  'too-many': { zh: '行数超过上限,从这一行起放不下', en: 'one row too many: the list ends here' },
  'unknown-sheet': {
    zh: '看不出这张表是什么;请用模板里的表名或标题行',
    en: 'is no table that is known; use the names or the header rows of the template',
  },
  'sheet-twice': { zh: '同一种表出现了两次', en: 'a table of this kind was there already' },
  'is-date': {
    zh: '这一格是日期;请把格式改为「文本」,再写一次',
    en: 'is a date; make the cell text and type it again',
  },
  'is-logical': { zh: '这一格是逻辑值,不是文字', en: 'is TRUE or FALSE, not text' },
  'is-error': { zh: '这一格是公式错误', en: 'is the error of a formula' },
  'no-value': {
    zh: '公式没有结果;请在 Excel 里打开保存一次,或直接写值',
    en: 'is a formula without a result; save it once in Excel, or write the value',
  },
  merged: { zh: '这一格被合并;请取消合并并写上值', en: 'is merged; unmerge the cells and write the value' },
  'long-number': {
    zh: '数字太长,Excel 只保留前 15 位;请把格式改为「文本」,再写一次',
    en: 'is a longer number than Excel keeps; make the cell text and type it again',
  },
  'not-code': {
    zh: '应是小写字母、数字和连字符,不超过 32 个',
    en: 'must be lower-case letters, digits and hyphens, at most 32',
  },
  reserved: { zh: '这个代码是程序自用的,请换一个', en: "is the program's own; choose another" },
  'unknown-setting': { zh: '没有这项设置', en: 'is no setting' },
  'not-setting': {
    zh: '不是这项设置可用的值,见模板的说明列',
    en: 'is no value of this setting; see the template',
  },
  'not-stars': { zh: '应是 0 到 5 的整数,留空不变', en: 'must be 0 to 5, or empty to leave it' },
  'not-minutes': {
    zh: '应是大于 0 的分钟数,没有时限就留空',
    en: 'must be minutes above 0, or empty for no limit',
  },
  'not-weight': {
    zh: '应是大于 0、不超过 1000 的数,留空为 1',
    en: 'must be a number above 0, at most 1000; empty is 1',
  },
}

export const reasonWords = (reason: Reason, language: Language): string =>
  language === 'zh-CN' ? WORDS[reason].zh : WORDS[reason].en

/** 「名单.xlsx 人员 第 3 行 工号:不能为空」. */
export const problemLine = ({ file, sheet, line, column, reason }: Problem, language: Language): string => {
  const table = sheet === null ? file : `${file} ${sheet}`
  return language === 'zh-CN'
    ? `${table} 第 ${line} 行${column === null ? '' : ` ${column}`}:${WORDS[reason].zh}`
    : `${table} line ${line}${column === null ? '' : ` ${column}`}: ${WORDS[reason].en}`
}
