/** Port names: a device path, `COM5`, `tcp://host:port`, or `hid://vid:pid[:serial]` with hex ids. */
import type { Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** A USB HID pad; `serial` null: the first of its kind. */
export interface HidName {
  vendorId: number
  productId: number
  serial: string | null
}
export type PortName =
  | { kind: 'tcp'; host: string; port: number }
  | ({ kind: 'hid' } & HidName)
  | { kind: 'serial'; path: string }

const TCP = /^tcp:\/\/(?:\[([0-9a-fA-F:.]+)\]|([^\s/:[\]]+)):(\d{1,5})$/
const HID = /^hid:\/\/([0-9a-f]{4}):([0-9a-f]{4})(?::(\S+))?$/i
const SERIAL = /^(?:\/[^\0]+|COM\d{1,3}|\\\\[.?]\\[^\0]+)$/i

/** @returns the parts of `name`, or pad/bad-port-name. */
export const parsePortName = (name: string): Result<PortName> => {
  const tcp = TCP.exec(name)
  const host = tcp?.[1] ?? tcp?.[2]
  const port = Number(tcp?.[3])
  if (host !== undefined && port >= 1 && port <= 65_535) return ok({ kind: 'tcp', host, port })
  const [, vendor, product, serial = null] = HID.exec(name) ?? []
  if (vendor !== undefined && product !== undefined)
    return ok({
      kind: 'hid',
      vendorId: Number.parseInt(vendor, 16),
      productId: Number.parseInt(product, 16),
      serial,
    })
  if (SERIAL.test(name)) return ok({ kind: 'serial', path: name })
  return fail('pad/bad-port-name', { port: name })
}

/** Whether a pad of this profile can be at such a port: reports have borders, and bytes of a wire have none. */
export const mayBeAt = (profile: Profile, port: string): boolean =>
  profile.codec !== 'report' || port.startsWith('hid://')
