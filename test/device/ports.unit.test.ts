import { describe, expect, it } from 'vitest'
import { listPorts } from '../../src/device/port/list.ts'
import { parsePortName } from '../../src/device/port/name.ts'
import { openPort } from '../../src/device/port/open.ts'
import { serialOpenFault } from '../../src/device/port/open-errors.ts'
import { sentence } from '../../src/shared/errors.ts'
import { must, profileNamed } from './help.ts'

describe('why a port does not open', () => {
  // Texts of the binding, as seen on Linux and Windows. It gives no codes.
  it.each([
    ['Error Resource temporarily unavailable Cannot lock port', 'pad/port-busy'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'pad/port-busy'],
    ['Opening COM5: Access denied', 'pad/port-busy'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'pad/port-permission'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'pad/port-missing'],
    ['Error: No such device, cannot open /dev/ttyUSB0', 'pad/port-missing'],
    ['Opening COM5: File not found', 'pad/port-missing'],
    ['Error: Inappropriate ioctl for device, cannot open /tmp/file', 'pad/not-serial'],
    ['Opening COM5: Unknown error code 31', 'pad/driver'],
    ['Unknown error code 1167', 'pad/driver'],
  ])('%s → %s', (text, code) => {
    const fault = serialOpenFault('/dev/ttyUSB0', new Error(text))
    expect(fault).toEqual({ code, params: { port: '/dev/ttyUSB0' } })
    expect(sentence(fault)).toContain(code)
  })

  it('keeps the words of an error that nobody has seen yet', () => {
    expect(serialOpenFault('COM5', new Error('Error: something new'))).toEqual({
      code: 'pad/open-failed',
      params: { port: 'COM5', why: 'something new' },
    })
  })
})

describe('port names', () => {
  it.each([
    ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
    ['COM5', { kind: 'serial', path: 'COM5' }],
    ['\\\\.\\COM12', { kind: 'serial', path: '\\\\.\\COM12' }],
    ['tcp://192.0.2.7:4001', { kind: 'tcp', host: '192.0.2.7', port: 4001 }],
    ['tcp://converter-7.hall:23', { kind: 'tcp', host: 'converter-7.hall', port: 23 }],
    ['tcp://[::1]:4001', { kind: 'tcp', host: '::1', port: 4001 }],
  ])('%s', (name, parts) => {
    expect(must(parsePortName(name))).toEqual(parts)
  })

  it.each([
    '',
    'ttyUSB0',
    'COM',
    'tcp://host',
    'tcp://:4001',
    'tcp://host:0',
    'tcp://host:70000',
    'http://host:80',
  ])('refuses %j and says how to write one', async (name) => {
    const fault = { code: 'pad/bad-port-name', params: { port: name } }
    expect(parsePortName(name)).toEqual({ ok: false, error: fault })
    const handlers = { data: () => {}, lost: () => {} }
    expect(await openPort(name, profileNamed('ff68').line[0], handlers)).toEqual({ ok: false, error: fault })
  })
})

describe('the list of ports', () => {
  it('writes USB ids in one letter case and sorts by number', async () => {
    const ports = await listPorts(async () => [
      { path: 'COM10', vendorId: '1a86', productId: '7523', friendlyName: 'USB-SERIAL CH340 (COM10)' },
      {
        path: 'COM9',
        vendorId: '067B',
        productId: '2303',
        serialNumber: 'A1',
        locationId: 'Port_#0002.Hub_#0001',
      },
    ])
    expect(ports).toEqual([
      {
        ...{ port: 'COM9', name: '', vendorId: '067B', productId: '2303', serialNumber: 'A1' },
        location: 'Port_#0002.Hub_#0001',
      },
      {
        port: 'COM10',
        name: 'USB-SERIAL CH340 (COM10)',
        vendorId: '1A86',
        productId: '7523',
        serialNumber: null,
        location: null,
      },
    ])
  })

  it('still answers where the device database cannot be asked', async () => {
    const ports = await listPorts(() => Promise.reject(new Error('spawn udevadm ENOENT')))
    expect(Array.isArray(ports)).toBe(true)
  })
})
