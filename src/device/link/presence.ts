/**
 * Whether a port's device is still there, and still the same one. The serial binding misses an unplug (64 of 320
 * plug/unplug cycles on pseudo-terminals) and then spins; only this watch ends it.
 */
import { lstat, stat } from 'node:fs/promises'
import { hidPresence } from '../port/hid.ts'
import { listPorts } from '../port/list.ts'
import { parsePortName } from '../port/name.ts'

/** @returns a text that names the device behind a port now; null when there is none. */
export type Presence = (port: string) => Promise<string | null>

/** A path's own file and the device it leads to. A link's ctime tells a new one whose inode number was used again. */
const pathIdentity = async (path: string): Promise<string | null> => {
  try {
    const [own, device] = await Promise.all([lstat(path), stat(path)])
    const link = own.isSymbolicLink() ? `${own.dev}:${own.ino}:${own.ctimeMs}/` : ''
    return `${link}${device.dev}:${device.ino}:${device.rdev}`
  } catch {
    return null
  }
}

/** COM names are no paths: such a port is there while the system lists it. */
const listedIdentity = async (name: string): Promise<string | null> => {
  const port = (await listPorts()).find((one) => one.port.toUpperCase() === name.toUpperCase())
  return port ? [port.port, port.vendorId, port.productId, port.serialNumber].join(':') : null
}

/** The presence of real ports. A TCP connection is watched by its socket and keepalive: it is always "there". */
export const portPresence: Presence = async (name) => {
  const parsed = parsePortName(name)
  if (!parsed.ok) return null
  if (parsed.value.kind === 'tcp') return 'tcp'
  if (parsed.value.kind === 'hid') return hidPresence(parsed.value)
  return parsed.value.path.startsWith('/') ? pathIdentity(parsed.value.path) : listedIdentity(name)
}
