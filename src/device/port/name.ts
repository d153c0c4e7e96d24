/** Port names: a device path, `COM5`, or `tcp://host:port`. */
import { fail, ok, type Result } from '../../shared/result.ts'

export type PortName = { kind: 'tcp'; host: string; port: number } | { kind: 'serial'; path: string }

const TCP = /^tcp:\/\/(?:\[([0-9a-fA-F:.]+)\]|([^\s/:[\]]+)):(\d{1,5})$/
const SERIAL = /^(?:\/[^\0]+|COM\d{1,3}|\\\\[.?]\\[^\0]+)$/i

/** @returns the parts of `name`, or pad/bad-port-name. */
export const parsePortName = (name: string): Result<PortName> => {
  const tcp = TCP.exec(name)
  const host = tcp?.[1] ?? tcp?.[2]
  const port = Number(tcp?.[3])
  if (host !== undefined && port >= 1 && port <= 65_535) return ok({ kind: 'tcp', host, port })
  if (SERIAL.test(name)) return ok({ kind: 'serial', path: name })
  return fail('pad/bad-port-name', { port: name })
}
