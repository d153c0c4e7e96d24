/** What of a reference number reaches the log. Numbers of people here are made up: area 110105, impossible owners. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsPersonalNumber, storedReference } from '../../src/main/programs/reference.ts'
import { macWith } from '../../src/main/programs/reference-key.ts'

const mac = macWith(Buffer.alloc(32, 7))
const plain = (text: string) => storedReference(text, 'plain', mac)
const HASH = /#[a-p]{20}/

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const withCheckDigit = (digits: string) =>
  digits + '10X98765432'[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11]

const two = (n: number) => String(n).padStart(2, '0')
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const date = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
const area = fc.tuple(fc.constantFrom('11', '35', '44', '65', '82'), digits(4)).map((both) => both.join(''))
const identity18 = fc
  .tuple(area, fc.integer({ min: 1930, max: 2026 }), date, digits(3))
  .map(([place, year, [month, day], order]) =>
    withCheckDigit(`${place}${year}${two(month)}${two(day)}${order}`),
  )
const identity15 = fc
  .tuple(area, fc.integer({ min: 30, max: 99 }), date, digits(3))
  .map(([place, year, [month, day], order]) => `${place}${year}${two(month)}${two(day)}${order}`)
const mobile = fc
  .tuple(fc.constantFrom('', '86', '+86 ', '0086-', '0'), fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([prefix, second, rest]) => `${prefix}1${second}${rest}`)
const landline = fc
  .tuple(
    fc.constantFrom('010', '021', '(010)', '+86 10 ', '0086 21-'),
    fc.integer({ min: 2, max: 8 }),
    digits(7),
  )
  .map(([code, first, rest]) => `${code}${first}${rest}`)
const personal = fc.oneof(identity18, identity15, mobile, landline)

/** The number as people write it: in groups, in full width, with a small x. */
const written = fc
  .tuple(
    personal,
    fc.constantFrom('', '-', ' ', '.', '·', '\u200b', '　'),
    fc.integer({ min: 2, max: 6 }),
    fc.boolean(),
  )
  .map(([number, separator, size, wide]) => {
    const grouped =
      separator.length > 2
        ? number
        : number.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), `$1${separator}`)
    return wide
      ? grouped.replace(/[\dX]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0))
      : grouped.toLowerCase()
  })
/** Text around it that ends and begins with something that is no digit and no separator. */
const around = fc.stringMatching(/^([A-Za-z\u4e00-\u9fa5][^\p{N}]{0,12})?[A-Za-z\u4e00-\u9fa5]$/u)

describe('numbers of people', () => {
  it('never stand in what is stored, however they are written and whatever stands around them', () => {
    fc.assert(
      fc.property(written, around, around, (number, before, after) => {
        // An x after a number is part of it only where it makes an identity number; a glued letter would be ambiguous.
        fc.pre(!/^x/i.test(after))
        const stored = plain(`${before}${number}${after}`) ?? ''
        expect(stored).toMatch(HASH)
        expect(holdsPersonalNumber(stored)).toBe(false)
        expect(stored).not.toContain(number)
        expect(stored.startsWith(before.trimStart().slice(0, 1))).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })

  it('each of several in one text is replaced, and what stands between them stays', () => {
    const stored = plain('甲 13800138000, 乙 010-65123456; A-7')
    expect(stored).toMatch(/^甲 #[a-p]{20}, 乙 #[a-p]{20}; A-7$/)
  })

  it.each([
    ['11010519491231002X', true],
    ['110105194912310021', true], // mistyped: nobody else's number, but nearly somebody's
    ['110105491231002', true],
    ['13800138000', true],
    ['138 0013 8000', true],
    ['+86-138-0013-8000', true],
    ['１３８００１３８０００', true],
    ['010-65123456', true],
    ['(0592) 2123456', true],
    ['受理2026-7 电话13800138000张', true],
    ['9911010519491231002X', true], // glued into a longer row
    ['2026050300012', false], // date and running number
    ['202605030001234', false], // 15 digits of no province
    ['350201202605030019', false], // office, date of today, number; no check digit
    ['3502012026050300123456', false],
    ['闽税受字〔2026〕第 00123 号', false],
    ['A-7', false],
    ['12345678901234567890', false],
  ])('%s: %s', (text, hashed) => {
    expect(holdsPersonalNumber(text)).toBe(hashed)
    if (!hashed) expect(plain(text)).toBe(text)
  })

  it('the same number gives the same hash however it is written, and another key another one', () => {
    expect(plain('138-0013-8000')).toBe(plain('13800138000'))
    expect(plain('11010519491231002x')).toBe(plain('11010519491231002X'))
    expect(storedReference('13800138000', 'plain', macWith(Buffer.alloc(32, 8)))).not.toBe(
      plain('13800138000'),
    )
  })
})

it('a result gives itself, under either policy, so that a program may send back what it was answered', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), written),
      fc.constantFrom('plain', 'hash'),
      (text, policy) => {
        const once = storedReference(text, policy as 'plain' | 'hash', mac)
        if (once === null) return
        expect(storedReference(once, policy as 'plain' | 'hash', mac)).toBe(once)
        expect(holdsPersonalNumber(once)).toBe(false)
        expect(once.length).toBeLessThanOrEqual(512)
      },
    ),
    { numRuns: 3_000 },
  )
})

it('under the policy `hash` nothing of the text is left, and ordinary numbers are as given under `plain`', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
      const stored = storedReference(text, 'hash', mac)
      expect(stored === null || /^#[a-p]{20}$/.test(stored)).toBe(true)
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{1,4}-20\d\d-\d{1,5}$/), (text) => {
      expect(plain(text)).toBe(text)
    }),
  )
})

it('a text without a digit is no number and may be a name: hashed; nothing is nothing', () => {
  for (const name of ['张三', 'Zhang San', '欧阳小明']) expect(plain(name)).toMatch(/^#[a-p]{20}$/)
  for (const nothing of ['', '  ', '\n\t']) expect(plain(nothing)).toBeNull()
  expect(plain(' A-7\n\u0000B ')).toBe('A-7 B')
})

it('a text of the greatest length is judged in no time', () => {
  const texts = ['1'.repeat(128), '1-'.repeat(64), '13800138000,'.repeat(10), '１２'.repeat(64)]
  const began = performance.now()
  for (const text of texts) plain(text)
  expect(performance.now() - began).toBeLessThan(500)
})
