import { afterEach, expect, it, vi } from 'vitest'
import { type ListedPort, portLine } from '../../src/cli/device/list.ts'

afterEach(() => void vi.unstubAllEnvs())

it('a port is one line in one language: name, USB, chip, whether others look the same, and what holds it', () => {
  const port: ListedPort = {
    ...{ port: '/dev/ttyUSB0', name: 'QinHeng', vendorId: '1A86', productId: '7523', serialNumber: null },
    ...{ location: '1-2', chip: 'CH340', trouble: [], reason: 'bridge-on-keypads', identity: null },
    ...{ apart: 'press', heldBy: 'minicom (4711)' },
  }
  expect(portLine(port)).toBe(
    '/dev/ttyUSB0  QinHeng  1A86:7523  CH340  评价器常用芯片  有一样的  被占用：minicom (4711)',
  )
  vi.stubEnv('GUIPING_LANG', 'en')
  expect(portLine(port)).toBe(
    '/dev/ttyUSB0  QinHeng  1A86:7523  CH340  seen on keypads  one of several alike  held by minicom (4711)',
  )
  const bare = { vendorId: null, productId: null, name: '', chip: null, heldBy: null }
  expect(portLine({ ...port, ...bare, reason: 'built-in', apart: 'alone' })).toBe('/dev/ttyUSB0')
})
