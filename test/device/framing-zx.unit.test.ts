/** Texts in the shapes of zx tablets' reads; every value here is made up. */
import { describe, expect, it } from 'vitest'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { eventsOf, profileNamed } from './help.ts'

const profile = profileNamed('zx')
const framer = () => codecOf(profile).createFramer(profile)
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text))
const decode = (text: string) => eventsOf(framer(), utf8(text))
const keysOf = (events: FrameEvent[]) => events.filter((event) => event.type === 'key')
const hexOf = (text: string) => Buffer.from(text).toString('hex')

const rating = (card: string, key: number, time: string) => `S02||${card}||${key}||NULL||0||${time}||||||1||E`
const photo = (time: string) => `S02||7||1||0A-1.jpg||14||${time}||0A-1.jpg||0A-2.amr||-1||E`
const followUp = (time: string, ...own: string[]) => `S02||${[time, ...own].join('||')}||E`
const T1 = '2019-3-4%209:5:7'
const T2 = '2019-3-4 9:05:08'

describe('zx framer', () => {
  it('reads a rating with its card and the time of the press', () => {
    expect(decode(rating('0', 0, T1))).toEqual([
      {
        type: 'key',
        key: '0',
        level: 5,
        edge: 'press',
        deviceAt: new Date(2019, 2, 4, 9, 5, 7).getTime(),
        card: '0',
        bytes: hexOf(rating('0', 0, T1)),
      },
    ])
  })

  it.each([
    ['escaped and unpadded', T1, 7],
    ['with a space', '2019-3-4 9:5:8', 8],
    ['padded', '2019-03-04 09:05:08', 8],
  ])('reads a time that is %s', (_, time, second) => {
    expect(decode(rating('1', 1, time))).toMatchObject([
      { deviceAt: new Date(2019, 2, 4, 9, 5, second).getTime() },
    ])
  })

  it('keeps a rating whose time is no time of day, without the time', () => {
    for (const time of [
      '2019-2-30 25:5:8',
      '2019-2-30 5:5:8',
      '2019-13-1 5:5:8',
      '2019-0-1 5:5:8',
      '2019-4-31 0:0:0',
    ])
      expect(decode(rating('1', 1, time)), time).toMatchObject([{ level: 4, deviceAt: null }])
    expect(decode(rating('1', 1, '2020-2-29%2023:59:59'))).toMatchObject([
      { level: 4, deviceAt: new Date(2020, 1, 29, 23, 59, 59).getTime() },
    ])
  })

  it('reads messages that are glued to each other and to RecvCmdOK', () => {
    const text = `${rating('0', 1, T1)}${rating('0', 1, T1)}RecvCmdOKS99||3||0A0B0C0D0E0F||0||0||80||85||0||E`
    expect(decode(text).map((event) => event.type)).toEqual(['key', 'key', 'ack', 'identity'])
    expect(decode(`${photo(T2)}SERecvCmdOK${photo(T1)}`).map((event) => event.type)).toEqual([
      'key',
      'ack',
      'key',
    ])
    expect(decode('S99||3||0A0B0C0D0E0F||0||0||80||85||0||E')).toMatchObject([{ text: '0A0B0C0D0E0F' }])
  })

  it('takes 6 for nobody, and an unlisted key for a key without a level', () => {
    expect(decode(rating('0', 6, T1))).toMatchObject([{ type: 'status', text: 'none' }])
    expect(decode(rating('0', 5, T1))).toMatchObject([{ type: 'key', key: '5', level: null }])
  })

  it.each([
    ['before its rating', followUp(T1, '好', '', '') + rating('0', 0, T1)],
    [
      'with a device in front',
      followUp('0A0B0C0D0E0F', T1, '王小明', '13800000000', '谢谢') + rating('0', 0, T1),
    ],
    [
      'with bars of the device and words that begin with E',
      followUp(T1, 'Excellent', 'E', 'S02') + rating('0', 0, T1),
    ],
    ['cut off', `${followUp(T1, '王小明', '13800000000').slice(0, -3)}${rating('0', 0, T1)}`],
    ['with nothing in it', followUp(T1, '', '', '') + rating('0', 0, T1)],
  ])('drops what citizens write in a follow-up %s, and still reads the rating', (_, text) => {
    const events = decode(text)
    expect(keysOf(events)).toMatchObject([{ key: '0', level: 5 }])
    const said = JSON.stringify(events)
    for (const own of ['王小明', '13800000000', '谢谢', 'Excellent'])
      for (const shape of [own, hexOf(own)]) expect(said).not.toContain(shape)
  })

  it('counts the bytes of a follow-up and shows none of them', () => {
    const text = followUp(T1, '王小明', '13800000000', '')
    expect(decode(text)).toEqual([
      { type: 'status', text: 'follow-up', bytes: '', dropped: utf8(text).length },
    ])
  })

  it.each([
    ['a key of letters', 'S02||0||A||NULL||0||2019-3-4 9:5:8||||||1||E'],
    ['a missing field', 'S02||0||0||NULL||2019-3-4 9:5:8||||||1||E'],
    ['another flag', 'S02||0||0||NULL||0||2019-3-4 9:5:8||||||3||E'],
    ['no end', 'S02||0||0||NULL||0||2019-3-4 9:5:8||||||1||'],
    ['a file name that no press can hold', `S02||0||0||${'a'.repeat(81)}||0||2019-3-4 9:5:8||||||1||E`],
    ['a command of the PC', 'S02E'],
  ])('makes no key of a message with %s', (_, text) => {
    const events = decode(text)
    expect(events.every((event) => event.type === 'skip')).toBe(true)
    expect(keysOf(decode(text + rating('0', 0, T1)))).toHaveLength(1)
  })

  it('makes presses that the log can hold', () => {
    const name = `${'a'.repeat(76)}.jpg`
    const long = `S02||10011||1||${name}||14||2019-3-4 9:5:8||${name}||${name}||1||E`
    for (const event of keysOf(decode(long))) expect(event.bytes.length).toBeLessThanOrEqual(512)
    expect(decode(photo(T1))).toMatchObject([{ type: 'key', level: 4, card: '7' }])
  })

  it('forgets half a message after silence', () => {
    const halves = framer()
    const text = rating('0', 0, T1)
    expect(halves.push(utf8(text.slice(0, 30)))).toEqual([])
    expect(halves.flush()).toEqual([{ type: 'skip', count: 30, why: 'noise' }])
    expect(keysOf([...halves.push(utf8(text.slice(30))), ...halves.flush()])).toEqual([])
  })
})
