import { expect, it } from 'vitest'
import { signedOut } from '../../src/counter/state.ts'
import { CODE_MS, openDisplayBook } from '../../src/main/display/book.ts'
import { createDisplay } from '../../src/main/display/display.ts'
import type { Press } from '../../src/shared/pad.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { fail, ok } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'

it('a touch that the log did not take is not answered as taken, and said again it is the touch it was', () => {
  const presses: Press[] = []
  let full = true
  const display = createDisplay({
    clock: fakeClock(),
    state: signedOut,
    practice: false,
    policy: () => ({ ...DEFAULT_POLICY, faces: true }),
    settings: () => ({ station: '7', language: 'zh-CN' }),
    hasKeypad: () => false,
    staff: () => undefined,
    onPress: (press) => {
      if (full) return fail('data/disk-full', { path: '/data' })
      presses.push(press)
      return ok(undefined)
    },
    onOnline: () => {},
    onLost: () => {},
    changed: () => {},
  })
  const touch = { ask: '0190a000-0000-7000-8000-000000000000', face: 4, at: 1 } as const
  expect(display.press(touch)).toMatchObject({ ok: false, error: { code: 'data/disk-full' } })
  full = false
  expect(display.press(touch)).toEqual(ok(undefined))
  expect(presses).toMatchObject([{ level: 4 }])
  // On record now: a third time it is nothing new.
  expect(display.press(touch)).toEqual(ok(undefined))
  expect(presses).toHaveLength(1)
})

it('a pairing code works for ten minutes and not a moment longer', () => {
  const clock = fakeClock()
  const opened = openDisplayBook(tempDir(), clock)
  if (!opened.ok) throw new Error(opened.error.code)
  const book = opened.value
  const late = book.makeCode()
  clock.advance(CODE_MS)
  expect(book.pair(late)).toEqual(ok(null))
  const code = book.makeCode()
  clock.advance(CODE_MS - 1)
  const paired = book.pair(code.toUpperCase())
  expect(paired.ok && book.isPaired(paired.value ?? '')).toBe(true)
})
