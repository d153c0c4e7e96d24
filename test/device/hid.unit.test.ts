/** USB HID pads through a double of node-hid: its asynchronous API, as far as hid.ts uses it. */
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import {
  type HidDevice,
  type HidLibrary,
  hidPresence,
  type OpenHid,
  openHid,
} from '../../src/device/port/hid.ts'
import { parsePortName } from '../../src/device/port/name.ts'
import { hidOpenFault } from '../../src/device/port/open-errors.ts'
import { portNameSchema } from '../../src/shared/pad.ts'
import { must } from './help.ts'

const NAME = 'hid://0483:5750'
const nameOf = (text: string) => {
  const parsed = must(parsePortName(text))
  if (parsed.kind !== 'hid') throw new Error(`${text} is no HID pad`)
  return parsed
}

class DoublePad extends EventEmitter implements OpenHid {
  readonly path: string
  written: number[][] = []
  closed = 0
  refuses = false
  constructor(path: string) {
    super()
    this.path = path
  }
  write(values: number[]) {
    if (this.refuses) return Promise.reject(new Error('Cannot write to hid device'))
    this.written.push(values)
    return Promise.resolve(values.length)
  }
  close() {
    this.closed += 1
    return this.refuses ? Promise.reject(new Error('device has been closed')) : Promise.resolve()
  }
}

const double = (devices: HidDevice[], error: Error | null = null) => {
  const opened: DoublePad[] = []
  const asked: number[][] = []
  const library: HidLibrary = {
    devicesAsync: (vendorId, productId) => {
      asked.push([vendorId, productId])
      return Promise.resolve(devices)
    },
    HIDAsync: {
      open: (path) => {
        if (error) return Promise.reject(error)
        const pad = new DoublePad(path)
        opened.push(pad)
        return Promise.resolve(pad)
      },
    },
  }
  return { load: () => Promise.resolve(library), opened, asked }
}
const listen = () => {
  const got: number[][] = []
  const lost: string[] = []
  return {
    got,
    lost,
    handlers: { data: (bytes: Uint8Array) => got.push([...bytes]), lost: (why: string) => lost.push(why) },
  }
}

const A: HidDevice = { path: '/dev/hidraw0', serialNumber: 'A1', interface: 1 }
const B: HidDevice = { path: '/dev/hidraw1', serialNumber: 'b2', interface: 0 }

describe('a HID port', () => {
  it('opens the first interface of the named pad and carries its reports', async () => {
    const { load, opened, asked } = double([A, B])
    const { handlers, got } = listen()
    const port = must(await openHid(NAME, nameOf(NAME), handlers, load))
    expect([asked, opened[0]?.path]).toEqual([[[0x0483, 0x5750]], '/dev/hidraw1'])
    opened[0]?.emit('data', Buffer.from([1, 5, 0]))
    expect(got).toEqual([[1, 5, 0]])
    expect(await port.write(Uint8Array.of(0, 7))).toEqual({ ok: true, value: undefined })
    expect(opened[0]?.written).toEqual([[0, 7]])
  })
  it('opens the pad of the named serial number, in any letter case', async () => {
    const { load, opened } = double([A, B])
    const name = `${NAME}:B2`
    must(await openHid(name, nameOf(name), listen().handlers, load))
    expect(opened.map((pad) => pad.path)).toEqual(['/dev/hidraw1'])
  })
  it('tells once that the pad is gone, closes it, and takes no more bytes', async () => {
    const { load, opened } = double([A])
    const { handlers, lost, got } = listen()
    const port = must(await openHid(NAME, nameOf(NAME), handlers, load))
    const pad = opened[0]
    if (pad) pad.refuses = true
    pad?.emit('error', new Error('could not read data from device'))
    pad?.emit('error', new Error('could not read data from device'))
    pad?.emit('data', Buffer.from([1]))
    await port.close()
    expect([lost, got, pad?.closed]).toEqual([['read-error'], [], 1])
    expect(await port.write(Uint8Array.of(0))).toEqual({ ok: false, error: { code: 'pad/port-gone' } })
  })
  it('says nothing after it was closed, also closed twice', async () => {
    const { load, opened } = double([A])
    const { handlers, lost, got } = listen()
    const port = must(await openHid(NAME, nameOf(NAME), handlers, load))
    await Promise.all([port.close(), port.close()])
    opened[0]?.emit('data', Buffer.from([1]))
    opened[0]?.emit('error', new Error('late'))
    expect([lost, got, opened[0]?.closed]).toEqual([[], [], 1])
  })
  it('is missing when no such pad is plugged in, and says so where the library does not load', async () => {
    const { handlers } = listen()
    expect(await openHid(NAME, nameOf(NAME), handlers, double([]).load)).toEqual({
      ok: false,
      error: { code: 'pad/port-missing', params: { port: NAME } },
    })
    const broken = () => Promise.reject(new Error('No native build was found'))
    expect(await openHid(NAME, nameOf(NAME), handlers, broken)).toEqual({
      ok: false,
      error: { code: 'pad/no-hid' },
    })
  })
  it('is there while its pad is listed', async () => {
    expect(await hidPresence(nameOf(NAME), double([A]).load)).toBe('/dev/hidraw0')
    expect(await hidPresence(nameOf(`${NAME}:zz`), double([A]).load)).toBeNull()
  })
})

describe('why a HID pad does not open', () => {
  // The words of node-hid 3 and hidapi 0.14, Linux and Windows.
  it.each([
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
      'pad/port-permission',
    ],
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': No such file or directory",
      'pad/port-missing',
    ],
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': No such device",
      'pad/port-missing',
    ],
    [
      "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Device or resource busy",
      'pad/port-busy',
    ],
    ['open_device: (0x00000005) Access is denied.', 'pad/port-permission'],
    [
      'open_device: (0x00000020) The process cannot access the file because it is being used by another process.',
      'pad/port-busy',
    ],
    [
      "ioctl(GRDESCSIZE) error for '/dev/null', not a HIDRAW device?: Inappropriate ioctl for device",
      'pad/driver',
    ],
  ])('%s → %s', async (text, code) => {
    expect(hidOpenFault(NAME, new Error(text))).toEqual({ code, params: { port: NAME } })
    expect(await openHid(NAME, nameOf(NAME), listen().handlers, double([A], new Error(text)).load)).toEqual({
      ok: false,
      error: { code, params: { port: NAME } },
    })
  })
  it('keeps the words of an error that nobody has seen yet', () => {
    expect(hidOpenFault(NAME, new Error('something new'))).toMatchObject({ code: 'pad/open-failed' })
  })
})

describe('the name of a HID port', () => {
  it.each([
    ['hid://0483:5750', { kind: 'hid', vendorId: 0x0483, productId: 0x5750, serial: null }],
    ['hid://1A86:e429:P5-0042', { kind: 'hid', vendorId: 0x1a86, productId: 0xe429, serial: 'P5-0042' }],
  ])('%s', (name, parts) => {
    expect(must(parsePortName(name))).toEqual(parts)
    expect(portNameSchema.safeParse(name).success).toBe(true)
  })
  it.each(['hid://', 'hid://483:5750', 'hid://0483', 'hid://0483:5750:', 'hid://04g3:5750'])(
    'is not %s',
    (name) => {
      expect(parsePortName(name)).toMatchObject({ error: { code: 'pad/bad-port-name' } })
      expect(portNameSchema.safeParse(name).success).toBe(false)
    },
  )
})
