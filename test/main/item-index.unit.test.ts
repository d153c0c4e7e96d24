import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexItems } from '../../src/main/items/item-index.ts'
import { loadPinyin } from '../../src/main/items/pinyin.ts'
import type { Item } from '../../src/shared/people.ts'
import { manyItems } from '../harness/many-items.ts'

const SEED = 20261124
const { readings, initials } = await loadPinyin()
const item = (code: string, name: string): Item => ({ code, name, limitMs: null, weight: 1 })
const samples = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/sample/items.json'), 'utf8'),
) as Item[]

const finder = (items: readonly Item[], first: readonly string[] = [], most = 50) => {
  const index = indexItems(items, readings)
  return (text: string) => index.search(text, first, most).map(({ code }) => code)
}

describe('an item is found', () => {
  const find = finder(samples)
  it.each([
    ['its code, in any case', 'sb-yhs', 'SB-YHS'],
    ['the beginning of its code', 'ZM-N', 'ZM-NSJL'],
    ['a part of its name', '完税', 'ZM-WSZM'],
    ['the initials of its name', 'fppz', 'FP-HD'],
    ['initials from within its name', 'pzhd', 'FP-HD'],
    ['its whole pinyin', 'yinhuashui', 'SB-YHS'],
    ['pinyin with the last syllable unfinished', 'yinhuash', 'SB-YHS'],
    ['pinyin as an input method writes it', "yin'hua shui", 'SB-YHS'],
    ['whole syllables and initials mixed', 'yinhs', 'SB-YHS'],
    ['characters and initials mixed', '印hs', 'SB-YHS'],
    ['wide letters of an input method', 'ＹＨＳ', 'SB-YHS'],
    ['initials across a comma of the name', 'fcscztd', 'SB-FCS'],
  ])('by %s', (_how, text, code) => expect(find(text)[0]).toBe(code))
  it('never by letters that its name does not have in that order', () => {
    expect(find('fpdk')).toEqual([])
    expect(find('yhx')).toEqual([])
  })
})

it('a character with several readings is found under each of them', () => {
  const find = finder([
    item('1', '银行账户'),
    item('2', '会计核算'),
    item('3', '重复缴税'),
    item('4', '绿色通道'),
  ])
  expect(find('yh')).toEqual(['1'])
  expect(find('yinhang')).toEqual(['1'])
  expect(find('kj')).toEqual(['2'])
  expect(find('kuaiji')).toEqual(['2'])
  expect(find('cf')).toEqual(['3'])
  expect(find('zhongfu')).toEqual(['3'])
  expect(find('lvse')).toEqual(['4'])
  expect(find('luse')).toEqual(['4'])
  expect(initials('会计核算')).toBe('kjhs')
})

it('ranks: code exact and by prefix, name exact and by prefix, initials from the start, then within', () => {
  const all = [
    item('7', '代办zx事'),
    item('A-ZX', '某事'),
    item('4', '注销登记'),
    item('3', 'zx登记'),
    item('ZX1', '甲'),
    item('ZX', '咨询'),
    item('8', '税务注销'),
  ]
  expect(finder(all)('zx')).toEqual(['ZX', 'ZX1', '3', '4', '7', 'A-ZX', '8'])
})

it('favourites and what was done lately come before their equals, in their order, and first for nothing typed', () => {
  const all = [item('1', '甲税申报'), item('2', '乙税申报'), item('3', '丙税申报'), item('申报', '丁')]
  expect(finder(all, ['3', '2'])('')).toEqual(['3', '2', '1', '申报'])
  expect(finder(all, ['3', '2'])('申报')).toEqual(['申报', '3', '2', '1'])
  expect(finder(all, [], 2)('')).toEqual(['1', '2'])
})

it(`of 5,000 items each is found by its code, its name, its initials and its pinyin (seed ${SEED})`, () => {
  const items = manyItems(5_000)
  const find = finder(items, [], 5_000)
  fc.assert(
    fc.property(fc.nat(items.length - 1), (place) => {
      const { code, name } = items[place] as Item
      expect(find(code)[0]).toBe(code)
      expect(find(name)).toContain(code)
      expect(find(initials(name))).toContain(code)
      const whole = [...name].map((char) => readings(char)[0] ?? char).join('')
      expect(find(whole)).toContain(code)
    }),
    { seed: SEED, numRuns: 60 },
  )
})

it(`of 5,000 items the answer is that of trying every item by itself (seed ${SEED})`, () => {
  const items = manyItems(5_000)
  const find = finder(items, [], 5_000)
  const alone = items.map((one) => ({ code: one.code, find: finder([one]) }))
  const text = fc.string({
    unit: fc.constantFrom(...'zzsbdjfpshuiengA0-增值税发票'),
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(text, (wanted) => {
      const found = alone.filter((one) => one.find(wanted).length > 0).map(({ code }) => code)
      expect(find(wanted).toSorted()).toEqual(found.toSorted())
    }),
    { seed: SEED, numRuns: 40 },
  )
})

it(`any text is answered, also one made to try many ways (seed ${SEED})`, () => {
  const find = finder([item('1', '安'.repeat(128)), item('2', '啊'.repeat(128)), item('3', '🂡𠀀é')])
  expect(find('an'.repeat(32))).toEqual(['1'])
  expect(find('a'.repeat(64))).toEqual(['1', '2'])
  expect(find('𠀀')).toEqual(['3'])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 16 }), (text) => void find(text)),
    { seed: SEED },
  )
})
