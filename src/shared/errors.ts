/**
 * The closed list of errors: a code, a sentence for the person, and the next step, in Chinese and English.
 * The same sentence stands on the page, in the CLI and in the program log. `{name}` is filled from the params.
 */
import { BENCH_ERRORS } from './errors/bench.ts'
import { CHECK_ERRORS } from './errors/check.ts'
import { CLI_ERRORS } from './errors/cli.ts'
import { COUNTER_ERRORS } from './errors/counter.ts'
import { DATA_ERRORS } from './errors/data.ts'
import { DISPLAY_ERRORS } from './errors/display.ts'
import { HALL_ERRORS } from './errors/hall.ts'
import { HOTKEY_ERRORS } from './errors/hotkeys.ts'
import { KEEP_ERRORS } from './errors/keep.ts'
import { LEARN_ERRORS } from './errors/learn.ts'
import { LISTS_ERRORS } from './errors/lists.ts'
import { LOG_PAGE_ERRORS } from './errors/log-pages.ts'
import { OFFER_ERRORS } from './errors/offer.ts'
import { PAD_ERRORS } from './errors/pad.ts'
import { PROGRAM_ERRORS } from './errors/program.ts'
import { PROGRAMS_ERRORS } from './errors/programs.ts'
import { SESSION_ERRORS } from './errors/session.ts'
import type { Fault } from './result.ts'

/** zh: what happened, what to do; en: the same. */
type Words = readonly [what: string, next: string]
export type ErrorText = { readonly zh: Words; readonly en: Words }

export const ERRORS = {
  ...PROGRAM_ERRORS,
  ...COUNTER_ERRORS,
  ...SESSION_ERRORS,
  ...HOTKEY_ERRORS,
  ...PAD_ERRORS,
  ...CHECK_ERRORS,
  ...LEARN_ERRORS,
  ...BENCH_ERRORS,
  ...DATA_ERRORS,
  ...LOG_PAGE_ERRORS,
  ...KEEP_ERRORS,
  ...HALL_ERRORS,
  ...LISTS_ERRORS,
  ...CLI_ERRORS,
  ...DISPLAY_ERRORS,
  ...PROGRAMS_ERRORS,
  ...OFFER_ERRORS,
} as const satisfies Record<string, ErrorText>

export type ErrorCode = keyof typeof ERRORS

/** Whether a text from outside is one of our codes. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code)

export type Language = 'zh-CN' | 'en-US'

/** @returns what happened, the next step and the code, in one line: 「评价器已断开。请检查 USB 线。(pad/port-gone)」. */
export const sentence = (fault: Fault, language: Language = 'zh-CN'): string => {
  const [what, next] = sentenceParts(fault, language)
  return language === 'zh-CN' ? `${what}${next}(${fault.code})` : `${what} ${next} (${fault.code})`
}

/** @returns what happened and the next step, filled in. */
export const sentenceParts = (fault: Fault, language: Language): [what: string, next: string] => {
  const text: ErrorText = ERRORS[fault.code]
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(fault.params?.[name] ?? '?'))
  const [what, next] = language === 'zh-CN' ? text.zh : text.en
  return [fill(what), fill(next)]
}
