/** What the door for programs refuses before it looks at anything, in this order; each with its own code and status. */
import type { IncomingHttpHeaders } from 'node:http'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Fault } from '../../shared/result.ts'

/** Path → method. There is nothing else behind this door. */
export const PATHS = {
  '/v1/open': 'POST',
  '/v1/ask': 'POST',
  '/v1/close': 'POST',
  '/v1/state': 'GET',
  '/v1/events': 'GET',
} as const
export type Path = keyof typeof PATHS

const isPath = (path: string): path is Path => Object.hasOwn(PATHS, path)

const STATUS: Partial<Record<ErrorCode, number>> = {
  'request/bad-input': 400,
  'program/bad-json': 400,
  'program/bad-request': 400,
  'program/bad-token': 401,
  'program/refused': 403,
  'request/role': 403,
  'program/no-such-path': 404,
  'program/unknown-reference': 404,
  'counter/unknown-item': 404,
  'counter/unknown-reason': 404,
  'program/wrong-method': 405,
  'program/too-large': 413,
  'program/not-json': 415,
  'program/too-many-streams': 429,
  'request/internal': 500,
  'request/not-ready': 503,
}

/** What the counter answers instead of doing it is 409; what the disk or the log cannot take is 503. */
export const statusOf = (code: ErrorCode): number => STATUS[code] ?? (code.startsWith('data/') ? 503 : 409)

export interface Asked {
  method: string
  /** Without a query: there is none to give. */
  path: string
  headers: IncomingHttpHeaders
}

const SITES: readonly unknown[] = [undefined, 'none']

/**
 * @param address host:port that the door is bound to. Host is exact (DNS rebinding). Whatever a web page sends carries
 * Origin or Sec-Fetch-Site, and no page has business here.
 * @param known whether a token is one of a listed program.
 */
export const doorRefusal = (
  { method, path, headers }: Asked,
  address: string,
  known: (token: string) => boolean,
): Fault | null => {
  if (headers.host !== address) return { code: 'program/refused', params: { why: 'Host' } }
  if (headers.origin !== undefined) return { code: 'program/refused', params: { why: 'Origin' } }
  if (!SITES.includes(headers['sec-fetch-site']))
    return { code: 'program/refused', params: { why: 'Sec-Fetch-Site' } }
  const token = /^Bearer (\S{1,128})$/.exec(headers.authorization ?? '')?.[1]
  if (token === undefined || !known(token)) return { code: 'program/bad-token' }
  if (!isPath(path)) return { code: 'program/no-such-path' }
  if (method !== PATHS[path]) return { code: 'program/wrong-method', params: { method: PATHS[path] } }
  if (method === 'POST' && !/^application\/json(;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? ''))
    return { code: 'program/not-json' }
  return null
}
