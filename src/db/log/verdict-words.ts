/** A judgement in words that blame nobody. `{seq}` is the first entry that does not fit, `{at}` the last known place. */
import type { Language } from '../../shared/errors.ts'
import type { Why } from '../../shared/verdict.ts'

const WORDS: Readonly<Record<Exclude<Why, ''>, Readonly<Record<Language, string>>>> = {
  unreadable: { 'zh-CN': '文件不能读', 'en-US': 'The file cannot be read' },
  gap: { 'zh-CN': '缺少第 {seq} 条', 'en-US': 'Entry {seq} is missing' },
  prev: {
    'zh-CN': '第 {seq} 条与前一条接不上：前一条与写入时不同',
    'en-US': 'Entry {seq} does not follow the one before it, which is not as it was written',
  },
  hash: {
    'zh-CN': '第 {seq} 条的内容与写入时不同',
    'en-US': 'The content of entry {seq} is not as it was written',
  },
  body: { 'zh-CN': '第 {seq} 条不是规定的格式', 'en-US': 'Entry {seq} is not in the form of its kind' },
  seal: {
    'zh-CN': '第 {seq} 条封签与之前的条目不符',
    'en-US': 'The seal at entry {seq} does not fit the entries before it',
  },
  epoch: {
    'zh-CN': '第 {seq} 条封签的序号不接续',
    'en-US': 'The seal at entry {seq} does not follow the seal before it',
  },
  place: {
    'zh-CN': '第 {seq} 条与别处见过的不同',
    'en-US': 'Entry {seq} is not the one that was seen elsewhere',
  },
  beyond: {
    'zh-CN': '第 {seq} 条起缺失；曾经到第 {at} 条',
    'en-US': 'Entries from {seq} on are missing; there once were {at}',
  },
  anchor: {
    'zh-CN': '第 {seq} 条之前的条目已移出，但日志起点的记录与条目不符',
    'en-US':
      'Entries before {seq} have left, and the note of where the log begins does not match the entries',
  },
  'no-seal': { 'zh-CN': '第 {seq} 条起缺少封签', 'en-US': 'Seals are missing from entry {seq} on' },
  series: {
    'zh-CN': '第 {seq} 条封签用的不是本窗口的钥匙',
    'en-US': "The seal at entry {seq} is not of this counter's key",
  },
  mono: { 'zh-CN': '第 {seq} 条的计时倒退', 'en-US': 'The running time goes back at entry {seq}' },
  wall: {
    'zh-CN': '第 {seq} 条的时间跳动没有记录',
    'en-US': 'The clock jumped at entry {seq} and nothing noted it',
  },
  shift: {
    'zh-CN': '班次表与日志条目不符（可用 log rebuild 重建）',
    'en-US': 'The shifts do not match the entries (log rebuild makes them again)',
  },
  matter: {
    'zh-CN': '办件表与日志条目不符（可用 log rebuild 重建）',
    'en-US': 'The matters do not match the entries (log rebuild makes them again)',
  },
  press: {
    'zh-CN': '按键表与日志条目不符（可用 log rebuild 重建）',
    'en-US': 'The presses do not match the entries (log rebuild makes them again)',
  },
}

/** @returns the sentence for `why`; empty for none. */
export const whyWords = (why: Why, language: Language, seq: number | null, at: number): string =>
  why === '' ? '' : WORDS[why][language].replace('{seq}', String(seq ?? 0)).replace('{at}', String(at))
