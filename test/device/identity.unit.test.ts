import { describe, expect, it } from 'vitest'
import { findPort, identityOf } from '../../src/device/port/identity.ts'
import { listPorts, socketIn } from '../../src/device/port/list.ts'
import type { PortInfo } from '../../src/shared/pad.ts'

const port = (name: string, more: Partial<PortInfo> = {}): PortInfo => ({
  ...{ port: name, name: '', vendorId: '1A86', productId: '7523', serialNumber: null, location: null },
  ...more,
})
const listed =
  (...ports: PortInfo[]) =>
  () =>
    Promise.resolve(ports)

describe('by what a pad is known again', () => {
  it('is its serial number, else its socket, else nothing', () => {
    expect(identityOf(port('COM5', { serialNumber: 'A1', location: '1-2' }))).toEqual({
      by: 'serial',
      value: '1A86:7523:A1',
    })
    expect(identityOf(port('COM5', { location: 'Port_#0002' }))).toEqual({
      by: 'location',
      value: 'PORT_#0002',
    })
    expect(identityOf(port('COM5'))).toBeNull()
  })
  it('is no number that Windows made up from the socket', async () => {
    const [one] = await listPorts(async () => [{ path: 'COM5', serialNumber: '5&2C8F1A0&0&2' }])
    expect(one?.serialNumber).toBeNull()
  })
  it('is the socket as Linux names it', () => {
    const usb = '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1.2/1-1.2:1.0/ttyUSB0/tty/ttyUSB0'
    expect(socketIn(usb)).toBe('1-1.2')
    expect(socketIn('/sys/devices/platform/serial8250/tty/ttyS0')).toBeNull()
  })
})

describe('a pad that is looked for', () => {
  const a1 = { by: 'serial', value: '1A86:7523:A1' } as const

  it('is found under another name, whatever the letter case of its USB ids', async () => {
    const list = () =>
      listPorts(async () => [
        { path: 'COM5', vendorId: '067b', productId: '2303', serialNumber: 'x9' },
        { path: 'COM7', vendorId: '1a86', productId: '7523', serialNumber: 'a1' },
      ])
    expect(await findPort(a1, 'COM5', list)).toBe('COM7')
    const other = () =>
      listPorts(async () => [{ path: 'COM7', vendorId: '1A86', productId: '7523', serialNumber: 'A1' }])
    expect(await findPort({ by: 'serial', value: '1a86:7523:a1' }, 'COM5', other)).toBe('COM7')
  })
  it('is found by its socket', async () => {
    const list = listed(port('/dev/ttyUSB0', { location: '1-1' }), port('/dev/ttyUSB1', { location: '1-2' }))
    expect(await findPort({ by: 'location', value: '1-2' }, '/dev/ttyUSB0', list)).toBe('/dev/ttyUSB1')
  })
  it('is nowhere when nothing is like it', async () => {
    expect(await findPort(a1, 'COM5', listed(port('COM5', { serialNumber: 'B2' })))).toBeNull()
  })
  it('is at its usual port when a clone has the same serial number, and nowhere when both are elsewhere', async () => {
    const twins = listed(port('COM5', { serialNumber: 'A1' }), port('COM6', { serialNumber: 'A1' }))
    expect(await findPort(a1, 'COM6', twins)).toBe('COM6')
    expect(await findPort(a1, 'COM9', twins)).toBeNull()
  })
  it('is never looked for by asking', async () => {
    expect(await findPort({ by: 'answer', value: 'x' }, 'COM5', listed(port('COM5')))).toBeNull()
  })
})
