import { describe, expect, it } from 'vitest'
import { CHECKSUMS, checkSize, readCheck, writeCheck } from '../../src/device/framing/checksum.ts'

const digits = Uint8Array.from(Buffer.from('123456789'))

describe('checksums', () => {
  // The check values that catalogues of CRCs give for "123456789"; the others by hand.
  it.each([
    ['xor8', 0x31],
    ['sum8', 0xdd],
    ['sum8-ascii-mod10', 0x31],
    ['crc8', 0xf4],
    ['crc16-modbus', 0x4b37],
    ['lrc', 0x23],
  ] as const)('%s of "123456789"', (kind, value) => {
    expect(CHECKSUMS[kind].of(digits, 0, digits.length)).toBe(value)
  })

  it('count from and to, and nothing beside', () => {
    expect(CHECKSUMS.sum8.of(Uint8Array.of(9, 1, 2, 9), 1, 3)).toBe(3)
  })

  it.each([
    ['sum8', 'bytes', 0x0d, '0d'],
    ['sum8', 'hex', 0x0d, '3044'],
    ['crc16-modbus', 'bytes', 0x4b37, '374b'],
    ['crc16-modbus', 'hex', 0x4b37, '34423337'],
  ] as const)('%s as %s stand on the wire as they are read', (kind, as, value, hex) => {
    const written = writeCheck(kind, as, value)
    expect(Buffer.from(written).toString('hex')).toBe(hex)
    expect(written.length).toBe(checkSize(kind, as))
    expect(readCheck(kind, as, Uint8Array.of(0, ...written), 1)).toBe(value)
  })

  it('read lower-case hex too, and nothing from what is no hex', () => {
    expect(readCheck('sum8', 'hex', Buffer.from('0d'), 0)).toBe(13)
    expect(readCheck('sum8', 'hex', Buffer.from('0g'), 0)).toBeNaN()
  })
})
