/** How every command speaks: exit status, text for people or `--json`, a fault as one sentence on stderr. */
import { type Language, sentence } from '../shared/errors.ts'
import type { Fault } from '../shared/result.ts'

/** done; the answer is "no" (a log that does not verify); wrong usage; could not run. */
export const EXIT = { done: 0, no: 1, usage: 2, couldNot: 3 } as const

/** Chinese first; English where the environment clearly asks for it. */
export const language = (): Language => (/^en/i.test(process.env['GUIPING_LANG'] ?? '') ? 'en-US' : 'zh-CN')

/** The words for people in their language. */
export const say = (zh: string, en: string): string => (language() === 'zh-CN' ? zh : en)

/** What a log, a hall or a file says of itself may hold what a terminal obeys: it shows as a sign that means nothing. */
const harmless = (text: string): string =>
  text.replaceAll(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

const USAGE = new Set<string>(['cli/usage', 'cli/missing'])

/** Says what went wrong and the next step on stderr and ends the process: 2 for wrong usage, else 3. */
export const stop = (fault: Fault): never => {
  process.stderr.write(`${harmless(sentence(fault, language()))}\n`)
  process.exit(USAGE.has(fault.code) ? EXIT.usage : EXIT.couldNot)
}

/** JSON itself escapes only the first of the signs that a terminal obeys. */
const escaped = (char: string): string => `\\u00${char.charCodeAt(0).toString(16)}`

/** One JSON value a line. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value).replaceAll(/\p{Cc}/gu, escaped)}\n`)
}

export const printText = (text: string): void => {
  process.stdout.write(`${harmless(text)}\n`)
}

/** A row of a list: what stands in it makes no rows of its own. */
export const printRow = (text: string): void => printText(text.replaceAll('\n', '\ufffd'))
