/**
 * USB HID pads through node-hid's asynchronous API: the one file that imports it, and only once a port name asks for
 * it, for the library loads a native addon. A report is given on as it comes; what it means is the profile's business.
 */
import { fail, ok, type Result } from '../../shared/result.ts'
import type { HidName } from './name.ts'
import { hidOpenFault } from './open-errors.ts'
import type { Port, PortHandlers } from './port.ts'

/** What is used of node-hid. */
export interface HidLibrary {
  devicesAsync(vendorId: number, productId: number): Promise<HidDevice[]>
  HIDAsync: { open(path: string): Promise<OpenHid> }
}

export interface HidDevice {
  path?: string | undefined
  serialNumber?: string | undefined
  interface: number
}

export interface OpenHid {
  on(event: 'data', listener: (report: Buffer) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  write(values: number[]): Promise<number>
  close(): Promise<void>
}

export type LoadHid = () => Promise<HidLibrary>
const loadNodeHid: LoadHid = () => import('node-hid')

const loaded = async (load: LoadHid): Promise<HidLibrary | null> => load().catch(() => null)

/** Devices in the order of their interfaces: a composite pad's first one has the keys. Serial numbers in any case. */
const devicesOf = async (
  library: HidLibrary,
  { vendorId, productId, serial }: HidName,
): Promise<HidDevice[]> =>
  (await library.devicesAsync(vendorId, productId))
    .filter((device) => serial === null || device.serialNumber?.toUpperCase() === serial.toUpperCase())
    .sort((a, b) => a.interface - b.interface)

/**
 * @returns a text that names the device behind a HID port name now, or null: it is not there.
 * Also null where the library cannot be loaded: what cannot be seen cannot be missed.
 */
export const hidPresence = async (hid: HidName, load: LoadHid = loadNodeHid): Promise<string | null> => {
  const library = await loaded(load)
  if (!library) return null
  const devices = await devicesOf(library, hid).catch(() => [])
  return devices[0]?.path ?? null
}

/**
 * Opens the pad. pad/no-hid: the library does not load here; pad/port-missing, pad/port-permission, pad/port-busy and
 * the others as hidOpenFault reads them. Writes are whole reports, the report number first (0 where there is none).
 */
export const openHid = async (
  name: string,
  hid: HidName,
  handlers: PortHandlers,
  load: LoadHid = loadNodeHid,
): Promise<Result<Port>> => {
  const library = await loaded(load)
  if (!library) return fail('pad/no-hid')
  let device: OpenHid
  try {
    const path = (await devicesOf(library, hid))[0]?.path
    if (path === undefined) return fail('pad/port-missing', { port: name })
    device = await library.HIDAsync.open(path)
  } catch (error) {
    return { ok: false, error: hidOpenFault(name, error) }
  }
  let silent = false
  let closing: Promise<void> | null = null
  const close = () => {
    silent = true
    // A device that is gone cannot be closed in order, and is closed all the same.
    closing ??= device.close().catch(() => {})
    return closing
  }
  device.on('data', (report) => {
    if (!silent) handlers.data(report)
  })
  device.on('error', () => {
    if (silent) return
    silent = true
    handlers.lost('read-error')
    void close()
  })
  return ok({
    name,
    write: async (bytes) => {
      if (silent) return fail('pad/port-gone')
      return device.write([...bytes]).then(
        () => ok(undefined),
        () => fail('pad/port-gone'),
      )
    },
    close,
  })
}
