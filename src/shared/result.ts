import type { ErrorCode } from './errors.ts'

/** A failure as a value: a code from the closed list in errors.ts and what its sentence needs. Never internals. */
export interface Fault {
  code: ErrorCode
  params?: Record<string, string | number>
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Fault }

/** @returns a successful result. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** @returns a failed result with `code` and the values its sentence names in braces. */
export const fail = (code: ErrorCode, params?: Record<string, string | number>): Result<never> => ({
  ok: false,
  error: params ? { code, params } : { code },
})
