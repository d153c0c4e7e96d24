/** The list of counters: `address:port,counter,certificate fingerprint`, one a line, as people and spreadsheets keep it. */
import { hostLine } from '../../shared/offer.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

export interface PullHost {
  address: string
  port: number
  station: string
  /** SHA-256 of the certificate, 64 hex digits in lower case. */
  fingerprint: string
}

/** A counter as people read it. */
export const hostName = ({ address, port }: Pick<PullHost, 'address' | 'port'>): string =>
  hostLine(address, port, '', '').replace(/,+$/, '')

const SHAPE = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]{1,253}):(\d{1,5})$/

const readLine = (text: string): PullHost | string => {
  const [at = '', station = '', print = '', ...more] = text.split(/[,，\t]/).map((part) => part.trim())
  const found = SHAPE.exec(at)
  const port = Number(found?.[2])
  if (!found || port < 1 || port > 65_535) return `address:port: ${at}`
  if (station === '' || station.length > 200) return 'counter: ?'
  const fingerprint = print.replaceAll(':', '').toLowerCase()
  // Without one there is no telling who answers: no counter is asked without its certificate.
  if (!/^[0-9a-f]{64}$/.test(fingerprint) || more.length > 0) return 'SHA-256: ?'
  return { address: (found[1] ?? '').replace(/^\[|\]$/g, ''), port, station, fingerprint }
}

/** @returns the counters of a list; pull/bad-hosts with the line, pull/no-hosts. Empty lines and `#` are remarks. */
export const readHosts = (text: string, file: string): Result<PullHost[]> => {
  const hosts: PullHost[] = []
  for (const [index, whole] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = whole.trim()
    if (line === '' || line.startsWith('#')) continue
    const host = readLine(line)
    const bad = (why: string) => fail('pull/bad-hosts', { file, line: index + 1, why })
    if (typeof host === 'string') return bad(host)
    if (hosts.some((one) => one.address === host.address && one.port === host.port))
      return bad(`${hostName(host)} ×2`)
    if (hosts.some((one) => one.station === host.station)) return bad(`${host.station} ×2`)
    hosts.push(host)
  }
  return hosts.length > 0 ? ok(hosts) : fail('pull/no-hosts', { file })
}
