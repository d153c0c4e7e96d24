import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { createLineFramer } from '../../src/device/framing/line.ts'
import { eventsOf, profileNamed } from './help.ts'

const SEED = 5_042
const profile = profileNamed('line')
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const decode = (text: string) => eventsOf(createLineFramer(profile), latin1(text))
const keysOf = (events: FrameEvent[]) => events.filter((event) => event.type === 'key')

/** `KEY n*hh` with the sum made here: the XOR of "KEY " is 57 (hex), then the digits. */
const keyLine = (digits: string) => {
  const sum = [...digits].reduce((xor, digit) => xor ^ digit.charCodeAt(0), 0x4b ^ 0x45 ^ 0x59 ^ 0x20)
  return `KEY ${digits}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`
}
const digits = fc.integer({ min: 0, max: 99 }).map(String)
const rubbish = fc.oneof(
  fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', ' ')),
  fc
    .uint8Array({ maxLength: 20 })
    .map((bytes) => Buffer.from(bytes).toString('latin1').replaceAll('\n', ' ')),
  fc.constantFrom(
    'KEY ',
    'KEY 5*',
    'KEY 5*4',
    'KEY 5*42\r',
    'KEY 5*42',
    'OK\r\n',
    '\r\n',
    '\r',
    'KEY 5*41\r\n',
  ),
)

describe(`line framer (seed ${SEED})`, () => {
  it('reads a key by its level', () => {
    expect(keyLine('5')).toBe('KEY 5*42\r\n')
    expect(decode('KEY 5*42\r\n')).toEqual([
      {
        type: 'key',
        key: '5',
        level: 5,
        edge: 'press',
        deviceAt: null,
        bytes: Buffer.from('KEY 5*42\r\n').toString('hex'),
      },
    ])
  })

  it('gives a key that the profile does not list no level', () => {
    expect(keysOf(decode(keyLine('9')))).toEqual([expect.objectContaining({ key: '9', level: null })])
  })

  it.each([
    ['a key without its check', 'KEY 5\r\n', 7, 'bad-checksum'],
    ['a key with a wrong check', 'KEY 5*43\r\n', 10, 'bad-checksum'],
    ['an unfinished line', 'KEY 5*42', 8, 'noise'],
    ['a line ended by LF alone', 'KEY 5*42\n', 9, 'noise'],
    ['a word that the protocol does not have', 'HELLO\r\n', 7, 'unknown'],
    ['bytes that are no text', '\x00\xff\x80\r\n', 5, 'noise'],
    ['a line longer than 64 bytes', `${'A'.repeat(65)}\r\n`, 67, 'bad-length'],
    ['a line whose key comes after more than 64 bytes', `${'A'.repeat(60)}KEY 5*42\r\n`, 70, 'bad-length'],
  ])('skips %s and says why', (_, text, count, why) => {
    expect(decode(text)).toEqual([{ type: 'skip', count, why }])
  })

  it('tells answers, identity and switches apart', () => {
    expect(decode('OK\r\nPONG\r\nERR 7\r\nID GP-5 0001 1.0\r\nDOWN 5\r\n')).toMatchObject([
      { type: 'ack' },
      { type: 'ack' },
      { type: 'status', text: 'ERR 7' },
      { type: 'identity', text: 'GP-5 0001 1.0' },
      { type: 'status', text: 'DOWN 5' },
    ])
  })

  it('tells the edges of a key that goes down and up', () => {
    expect(decode('DOWN 5*07\r\nUP 5*10\r\n')).toMatchObject([
      { type: 'key', key: '5', level: 5, edge: 'down' },
      { type: 'key', key: '5', level: 5, edge: 'up' },
    ])
    expect(decode('DOWN 4*07\r\n')).toEqual([{ type: 'skip', count: 11, why: 'bad-checksum' }])
  })

  it('takes no vote from an edge without its check', () => {
    expect(keysOf(decode('DOWN 5\r\nUP 5\r\n'))).toEqual([])
  })

  it('forgets the beginning of a line after silence, so that two halves never join', () => {
    const framer = createLineFramer(profile)
    framer.push(latin1('KEY 5'))
    expect(framer.flush()).toEqual([{ type: 'skip', count: 5, why: 'noise' }])
    expect(framer.push(latin1('*42\r\n'))).toEqual([])
    expect(framer.flush()).toEqual([{ type: 'skip', count: 5, why: 'unknown' }])
  })

  it('accepts 64 bytes and not 65', () => {
    expect(decode(`${'A'.repeat(56)}KEY 5*42\r\n`)).toMatchObject([{ count: 56, why: 'noise' }, { key: '5' }])
    expect(keysOf(decode(`${'A'.repeat(57)}KEY 5*42\r\n`))).toEqual([])
  })

  it('gives the same events however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(digits.map(keyLine), rubbish, fc.constant('B'.repeat(80))), { maxLength: 12 }),
        fc.array(fc.nat(300), { maxLength: 30 }),
        (parts, cuts) => {
          const bytes = latin1(parts.join(''))
          const within = cuts.filter((cut) => cut < bytes.length)
          expect(eventsOf(createLineFramer(profile), bytes, within)).toEqual(
            eventsOf(createLineFramer(profile), bytes),
          )
        },
      ),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('delivers every intact line after noise, and invents none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rubbish, digits), { minLength: 1, maxLength: 12 }), (pairs) => {
        const text = pairs.map(([before, key]) => before + keyLine(key)).join('')
        // What the rubbish itself holds as a whole line is a line: `KEY 5*42` and a following `\r` apart.
        const found = keysOf(decode(text)).map((event) => event.key)
        expect(found).toEqual(pairs.map(([, key]) => key))
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('accounts for every byte exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(digits.map(keyLine), rubbish), { maxLength: 12 }), (parts) => {
        const bytes = latin1(parts.join(''))
        const sizes = eventsOf(createLineFramer(profile), bytes).map((event) =>
          event.type === 'skip' ? event.count : event.bytes.length / 2,
        )
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })
})
