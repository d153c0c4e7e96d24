/** Reads what a hall says when it does not do what it was asked. */
import { refusalSchema } from '../shared/delivery.ts'
import { isErrorCode } from '../shared/errors.ts'
import type { Fault } from '../shared/result.ts'
import type { HttpAnswer } from './http.ts'
import { readJson } from './timed.ts'

export interface Refusal {
  fault: Fault
  /** With hall/gap: the seq that the hall wants next. */
  expected: number | null
  /** With hall/fork: the last seq on which both agree. */
  common: number | null
}

/**
 * A code that this version does not know is hall/bad-request with the hall's own sentence; an answer that is no
 * refusal of ours is hall/internal for a 5xx (something before the hall), else hall/not-a-hall.
 */
export const readRefusal = ({ status, body }: HttpAnswer, url: string): Refusal => {
  const read = refusalSchema.safeParse(readJson(body))
  if (!read.success) {
    const code = status >= 500 ? 'hall/internal' : 'hall/not-a-hall'
    return { fault: { code, params: { url } }, expected: null, common: null }
  }
  const { error, params, expected, common } = read.data
  const code = isErrorCode(error.code) ? error.code : 'hall/bad-request'
  return {
    fault: {
      code,
      params: {
        url,
        why: error.message,
        ...params,
        ...(expected === undefined ? {} : { expected }),
        ...(common === undefined ? {} : { common }),
      },
    },
    expected: expected ?? null,
    common: common ?? null,
  }
}
