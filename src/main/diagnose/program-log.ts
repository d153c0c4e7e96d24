/**
 * The last lines of program.log as they may leave the PC: when, where, the error's kind and code, and which lines of the
 * program it came through. Its message stays behind: nobody can say of a message that it quotes nobody.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { isErrorCode } from '../../shared/errors.ts'

const MOST_BYTES = 256 * 1024
const MOST_LINES = 200

export interface LogLine {
  time: string
  where: string
  type: string
  code: string
  /** `src/db/log/log.ts:120`, the innermost first. */
  at: string[]
}

const lastBytes = (path: string): string => {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const from = Math.max(0, size - MOST_BYTES)
    const bytes = Buffer.alloc(size - from)
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from)).toString('utf8')
  } finally {
    closeSync(file)
  }
}

/** Names that programs are made of. Anything else might be a person's words. */
const NAME = /^[A-Za-z][A-Za-z0-9_./-]{0,40}$/
const FRAME = /[\\/]((?:src|out|node_modules)[\\/][\w@.\\/-]+:\d+)(?::\d+)?\)?$/

const named = (value: unknown): string => (typeof value === 'string' && NAME.test(value) ? value : '')

/** Our own codes, and the system's: ENOSPC, SQLITE_BUSY. */
const coded = (value: unknown): string =>
  typeof value === 'string' && (isErrorCode(value) || /^[A-Z][A-Z0-9_]{2,40}$/.test(value)) ? value : ''

const frames = (stack: unknown): string[] =>
  typeof stack !== 'string'
    ? []
    : stack.split('\n').flatMap((line) => FRAME.exec(line.trim())?.[1]?.replaceAll('\\', '/') ?? [])

const lineOf = (text: string): LogLine[] => {
  try {
    const line: unknown = JSON.parse(text)
    if (typeof line !== 'object' || line === null) return []
    const { time, where, err } = line as Record<string, unknown>
    const error = (typeof err === 'object' && err !== null ? err : {}) as Record<string, unknown>
    return [
      {
        time: typeof time === 'number' ? new Date(time).toISOString() : '',
        where: named(where),
        type: named(error['type']),
        code: coded(error['code']),
        at: frames(error['stack']).slice(0, 12),
      },
    ]
  } catch {
    return []
  }
}

/** @returns the last lines, oldest first; none where there is no program log. */
export const programLog = (path: string): LogLine[] => {
  let text: string
  try {
    text = lastBytes(path)
  } catch {
    return []
  }
  return text.split('\n').flatMap(lineOf).slice(-MOST_LINES)
}
