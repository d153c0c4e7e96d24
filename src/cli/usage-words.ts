/** Wrong usage in Chinese: commander says it in English alone. Source: its lib/command.js, the sentences given to `error`. */
import { language } from './io.ts'

/** What commander says, and the same in Chinese; `$1` … are what it names. */
const SENTENCES: readonly [RegExp, string][] = [
  [/^error: unknown command '(.+)'/, '没有命令 $1'],
  [/^error: unknown option '(.+)'/, '没有选项 $1'],
  [/^error: required option '(.+)' not specified/, '缺少选项 $1'],
  [/^error: missing required argument '(.+)'/, '缺少参数 $1'],
  [/^error: option '(.+)' argument missing/, '选项 $1 后面缺少值'],
  [/^error: option '(.+?)' argument '.+' is invalid\. Allowed choices are (.+)\./, '$1 只能是 $2'],
  [/^error: option '(.+?)' argument '(.+)' is invalid\. ?(.*)/, '选项 $1 的值不能是 $2；可用 $3'],
  [
    /^error: command-argument value '(.+)' is invalid for argument '(.+)'\. ?(.*)/,
    '参数 $2 不能是 $1；可用 $3',
  ],
  [/^error: too many arguments/, '参数太多'],
]

/** What a hint of commander's begins with: `(Did you mean export?)`. */
const MEANT = /\(Did you mean (?:one of )?(.+)\?\)/

/** @returns commander's sentence in the language of the output; what is not known stays as it is. */
export const usageWords = (said: string): string => {
  if (language() !== 'zh-CN') return said
  for (const [sentence, zh] of SENTENCES) {
    const found = sentence.exec(said)
    if (!found) continue
    const meant = MEANT.exec(said)?.[1]
    const words = zh.replace(/\$(\d)/g, (_, at) => found[Number(at)] ?? '').replace(/；可用 $/, '')
    return `写法不对：${words}。${meant ? `是不是要 ${meant}？` : ''}\n`
  }
  return said
}
