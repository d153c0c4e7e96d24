/** How every command speaks: exit status, text for people or `--json`, a fault as one sentence on stderr. */
import { type Language, sentence } from '../shared/errors.ts'
import type { Fault } from '../shared/result.ts'

/** done; the answer is "no" (a log that does not verify); wrong usage; could not run. */
export const EXIT = { done: 0, no: 1, usage: 2, couldNot: 3 } as const

/** Chinese first; English where the environment clearly asks for it. */
export const language = (): Language => (/^en/i.test(process.env['GUIPING_LANG'] ?? '') ? 'en-US' : 'zh-CN')

/** The words for people in their language. */
export const say = (zh: string, en: string): string => (language() === 'zh-CN' ? zh : en)

const USAGE = new Set<string>(['cli/usage', 'cli/missing'])

/** Says what went wrong and the next step on stderr and ends the process: 2 for wrong usage, else 3. */
export const stop = (fault: Fault): never => {
  process.stderr.write(`${sentence(fault, language())}\n`)
  process.exit(USAGE.has(fault.code) ? EXIT.usage : EXIT.couldNot)
}

/** One JSON value a line. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

export const printText = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
