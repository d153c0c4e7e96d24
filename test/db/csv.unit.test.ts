import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayRange } from '../../src/cli/days.ts'
import { csvField, localTime } from '../../src/db/export/csv.ts'
import { csvRow } from '../../src/db/export/table.ts'
import { judgeHeader } from '../../src/db/log/header.ts'

const SEED = 20260503

describe('a field of a table for people', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\uff1d1', '\uff0b1', '\uff0d1', '\uff20x'])(
    '%j cannot run as a formula',
    (text) => {
      expect(csvField(text).replace(/^"/, '')).toMatch(/^'/)
    },
  )
  it('is quoted where it holds the separator, a quote or a line end, and only there', () => {
    expect(csvField('a,b')).toBe('"a,b"')
    expect(csvField('a"b')).toBe('"a""b"')
    expect(csvField('a\nb')).toBe('"a\nb"')
    expect(csvField('咨询 a-b')).toBe('咨询 a-b')
    expect(csvField(null)).toBe('')
    expect(csvField(-1.5)).toBe('-1.5')
    expect(csvRow(['a', 1, null])).toBe('a,1,\r\n')
  })
  it(`says the same after reading it back (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const field = csvField(text)
        const read = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field
        expect([text, `'${text}`]).toContain(read)
      }),
      { seed: SEED },
    )
  })
  it('shows time as the wall clock of the place', () => {
    expect(localTime(new Date(2026, 4, 3, 9, 5, 7).getTime())).toBe('2026-05-03 09:05:07')
    expect(localTime(null)).toBe('')
  })
})

describe('days on the command line', () => {
  it('are local and both included', () => {
    expect(dayRange({ from: '2026-05-03', to: '2026-05-03' })).toEqual({
      ok: true,
      value: { from: new Date(2026, 4, 3).getTime(), to: new Date(2026, 4, 4).getTime() },
    })
    expect(dayRange({})).toEqual({ ok: true, value: { from: undefined, to: undefined } })
  })
  it.each(['2026-02-30', '2026-13-01', '3.5.2026', '', '2026-5-3'])('refuse %j', (day) => {
    expect(dayRange({ from: day })).toMatchObject({ ok: false, error: { code: 'cli/usage' } })
    expect(dayRange({ to: day })).toMatchObject({ ok: false, error: { code: 'cli/usage' } })
  })
})

describe('the header of a file', () => {
  it(`of random bytes is never a log (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(judgeHeader(bytes, 'x').ok).toBe(false)
      }),
      { seed: SEED },
    )
  })
})
