/** The serial ports of this PC. Pseudo-terminals and tcp:// ports are never among them. */
import { readdir, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PortInfo } from '../../shared/pad.ts'
import { listSerial } from './serial.ts'

/** What the binding tells of a port; only the path is sure. */
export interface ListedPort {
  path: string
  manufacturer?: string | undefined
  friendlyName?: string | undefined
  serialNumber?: string | undefined
  vendorId?: string | undefined
  productId?: string | undefined
  locationId?: string | undefined
}

/** Ids come in either letter case, by system: here they are upper case. */
const usbId = (id: string | undefined) => (id ? id.toUpperCase() : null)

const DEVICE = /^tty(?:USB|ACM|XRUSB)\d+$/

/** Where the system's device database cannot be asked (no udev, as in containers): the USB ports by name alone. */
const listDevices = async (): Promise<ListedPort[]> => {
  const names = await readdir('/dev').catch(() => [])
  return names.filter((name) => DEVICE.test(name)).map((name) => ({ path: `/dev/${name}` }))
}

/** The USB socket in a path of sysfs: `…/usb1/1-1.2/1-1.2:1.0/ttyUSB0/…` → `1-1.2`. */
export const socketIn = (sysPath: string): string | null =>
  /\/(\d+-[\d.]+):\d+\.\d+\//.exec(sysPath)?.[1] ?? null

/** Where the binding knows no socket (Linux), sysfs does. */
const socketOf = (path: string): Promise<string | null> =>
  realpath(`/sys/class/tty/${basename(path)}`).then(socketIn, () => null)

/** Windows makes up a "serial number" with & from the socket where a device has none. */
const serialOf = (serial: string | undefined) => (serial && !serial.includes('&') ? serial : null)

/** @returns the ports that `lister` finds, sorted by name. It costs 45–80 ms on Linux. */
export const listPorts = async (lister: () => Promise<ListedPort[]> = listSerial): Promise<PortInfo[]> => {
  const listed = await lister().catch(() => listDevices())
  const ports = await Promise.all(
    listed.map(async (port) => ({
      port: port.path,
      name: port.friendlyName ?? port.manufacturer ?? '',
      vendorId: usbId(port.vendorId),
      productId: usbId(port.productId),
      serialNumber: serialOf(port.serialNumber),
      location: port.locationId ?? (await socketOf(port.path)),
    })),
  )
  return ports.sort((a, b) => a.port.localeCompare(b.port, 'en', { numeric: true }))
}
