import { describe, expect, it } from 'vitest'
import { withAddress } from '../../src/device/profiles/address.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { bytesOf, eventsOf, profileNamed } from './help.ts'

const profile = profileNamed('intehel')
const decode = (hex: string, of = profile) => eventsOf(codecOf(of).createFramer(of), bytesOf(hex))

/** Twelve characters with the check made here. */
const frame = (text: string, head = 'FF') => {
  const sum = [...text].reduce((total, char) => total + char.charCodeAt(0), 0)
  return `${head} ${Buffer.from(`${text}${(sum % 256) % 10}`).toString('hex')}`
}

describe('intehel frames', () => {
  it('give the published rating 4 of address 1 the best level', () => {
    expect(decode('FF 40 30 31 31 63 30 30 30 30 34 30 39')).toEqual([
      {
        type: 'key',
        key: '4',
        level: 5,
        edge: 'press',
        deviceAt: null,
        address: 1,
        bytes: 'ff403031316330303030343039',
      },
    ])
  })

  it.each([
    ['1', 4],
    ['2', 3],
    ['3', 2],
    ['9', null],
  ])('read grade %s as level %s, behind either head', (grade, level) => {
    for (const head of ['FF', '40'])
      expect(decode(frame(`@071c0000${grade}0`, head))).toMatchObject([{ type: 'key', level, address: 7 }])
  })

  it('take grade 0 for nobody: it is no press', () => {
    expect(decode(frame('@011c000000'))).toMatchObject([{ type: 'status', text: 'none' }])
  })

  it.each([
    ['a wrong check', 'FF 40 30 31 31 63 30 30 30 30 34 30 38', 'bad-checksum'],
    ['a byte that is no text', 'FF 40 30 31 31 63 30 00 30 30 34 30 31', 'noise'],
    ['another letter than c', frame('@011d000040'), 'unknown'],
    ['an address of letters', frame('@ab1c000040'), 'unknown'],
    ['a grade that is no digit', frame('@011c0000x0'), 'unknown'],
    ['an end before its time', 'FF 40 30 31 31 63', 'bad-length'],
  ])('make no key of %s', (_, hex, why) => {
    const events = decode(hex)
    expect(events.map((event) => event.type)).not.toContain('key')
    expect(events).toContainEqual(expect.objectContaining({ type: 'skip', why }))
  })

  it('hear only the address that a technician fixed', () => {
    const bytes = frame('@011c000040') + frame('@021c000010')
    expect(decode(bytes, withAddress(profile, 2)).filter((event) => event.type === 'key')).toMatchObject([
      { address: 2, level: 4 },
    ])
  })
})
