/** What the loopback server refuses before it looks at anything: other hosts' names, other pages' requests. */
import type { IncomingHttpHeaders } from 'node:http'

/** Strict: nothing from elsewhere, nothing inline but styles (Ant Design writes them into the page). */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const JSON_BODY = /^application\/json(;|$)/i
/** The body of a plain form, for the one page that sends one. */
export const FORM = /^application\/x-www-form-urlencoded(;|$)/i

/**
 * @param address host:port that the server is bound to.
 * @returns why the request is refused, or null. Host is exact (DNS rebinding), Origin is our own or absent, a body is
 * JSON (no simple cross-site forms).
 */
export const refusal = (
  method: string,
  headers: IncomingHttpHeaders,
  address: string,
  scheme: 'http' | 'https' = 'http',
  type = JSON_BODY,
): string | null => {
  if (headers.host !== address) return 'host'
  if (headers.origin !== undefined && headers.origin !== `${scheme}://${address}`) return 'origin'
  const site = headers['sec-fetch-site']
  if (method !== 'GET' && site !== undefined && site !== 'same-origin' && site !== 'none') return 'site'
  if (method === 'POST' && !type.test(headers['content-type'] ?? '')) return 'content-type'
  return null
}
