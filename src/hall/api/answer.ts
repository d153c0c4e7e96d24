/** Answers of the hall's API: a status and a JSON value, signed with the hall's key. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { signAnswer } from '../../keys/request.ts'
import { type ErrorCode, sentence } from '../../shared/errors.ts'
import type { Fault } from '../../shared/result.ts'

export interface Answer {
  status: number
  body: unknown
}

/** The refusals that are not 400. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'hall/unknown-counter': 401,
  'hall/bad-signature': 401,
  'hall/wrong-code': 403,
  'hall/not-your-log': 403,
  'hall/other-counter': 409,
  'hall/gap': 409,
  'hall/fork': 409,
  'hall/bad-link': 422,
  'hall/bad-entry': 422,
  'hall/wait': 429,
  'hall/internal': 500,
  'hall/storage': 503,
}

export const accept = (body: unknown): Answer => ({ status: 200, body })

/** A refusal as in refusalSchema. `status` where the code alone does not say it. */
export const refuse = (
  fault: Fault,
  extra: { expected?: number | undefined; common?: number | undefined; status?: number } = {},
): Answer => {
  const { status, ...rest } = extra
  return {
    status: status ?? STATUS[fault.code] ?? 400,
    body: { error: { code: fault.code, message: sentence(fault) }, params: fault.params, ...rest },
  }
}

/** hall/bad-request: `why` names the header, the field or the limit. */
export const badRequest = (why: string, status = 400): Answer =>
  refuse({ code: 'hall/bad-request', params: { why } }, { status })

/** A header's single value, empty text where it is missing. */
export const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

/** The counter's clock as it wrote it in `Guiping-Time`, ms UTC; null where that is no whole number. */
export const requestTime = (request: FastifyRequest): number | null => {
  const text = header(request, 'guiping-time')
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null
}

/** Sends `answer` with `Guiping-Signature` over status, body and the request's time (0 where it named none). */
export const sendSigned = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  privateKey: string,
): FastifyReply => {
  const body = Buffer.from(JSON.stringify(answer.body))
  const time = requestTime(request) ?? 0
  return reply
    .code(answer.status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('guiping-signature', signAnswer({ status: answer.status, time, body }, privateKey))
    .send(body)
}
