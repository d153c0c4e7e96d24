import { expect, it } from 'vitest'
import {
  acceleratorOf,
  formatAccelerator,
  KEYS,
  keyLabel,
  matches,
  parseAccelerator,
} from '../../../src/shared/hotkeys/accelerator.ts'
import { DEFAULT_KEYS } from '../../../src/shared/hotkeys/actions.ts'

const plain = { ctrl: false, alt: false, shift: false, meta: false }

it.each([
  ['Control+Alt+1', { ...plain, ctrl: true, alt: true, code: 'Digit1' }],
  ['Ctrl+Shift+q', { ...plain, ctrl: true, shift: true, code: 'KeyQ' }],
  ['CommandOrControl+PageDown', { ...plain, ctrl: true, code: 'PageDown' }],
  ['Alt+F11', { ...plain, alt: true, code: 'F11' }],
  ['num5', { ...plain, code: 'Numpad5' }],
  ['Super + Space', { ...plain, meta: true, code: 'Space' }],
  ['Alt+/', { ...plain, alt: true, code: 'Slash' }],
])('reads %s', (text, accelerator) => {
  expect(parseAccelerator(text)).toEqual(accelerator)
})

it.each(['', 'Control', 'Control+', 'Control+Alt+1+2', 'Control+Foo', 'F25', '你'])(
  'refuses %j: no key, two keys or nothing known',
  (text) => {
    expect(parseAccelerator(text)).toBeNull()
  },
)

it('every default hotkey can be read', () => {
  for (const keys of Object.values(DEFAULT_KEYS)) expect(parseAccelerator(keys), keys).not.toBeNull()
})

it('matches exactly its modifiers and its key, and never a held key', () => {
  const accelerator = parseAccelerator('Control+Alt+1')
  if (!accelerator) throw new Error('not read')
  const stroke = {
    ctrlKey: true,
    altKey: true,
    shiftKey: false,
    metaKey: false,
    code: 'Digit1',
    repeat: false,
  }
  expect(matches(accelerator, stroke)).toBe(true)
  expect(matches(accelerator, { ...stroke, repeat: true })).toBe(false)
  expect(matches(accelerator, { ...stroke, shiftKey: true })).toBe(false)
  expect(matches(accelerator, { ...stroke, altKey: false })).toBe(false)
  expect(matches(accelerator, { ...stroke, code: 'Numpad1' })).toBe(false)
})

it('a hotkey stands on its button as people write it', () => {
  expect(keyLabel('Control+Alt+1')).toBe('Ctrl+Alt+1')
  expect(keyLabel('CommandOrControl+Return')).toBe('Ctrl+Enter')
})

it('every key with every modifier is written in one way, reads as itself, and comes out of its key stroke', () => {
  const flags = [false, true]
  for (const { code } of KEYS)
    for (const ctrl of flags)
      for (const alt of flags)
        for (const shift of flags)
          for (const meta of flags) {
            const key = { ctrl, alt, shift, meta, code }
            const text = formatAccelerator(key)
            expect(parseAccelerator(text), text).toEqual(key)
            const stroke = { ctrlKey: ctrl, altKey: alt, shiftKey: shift, metaKey: meta, code, repeat: false }
            expect(acceleratorOf(stroke)).toBe(text)
          }
})

it('a modifier alone and a key without a name make no accelerator', () => {
  const stroke = { ctrlKey: true, altKey: false, shiftKey: false, metaKey: false, repeat: false }
  expect(acceleratorOf({ ...stroke, code: 'ControlLeft' })).toBeNull()
  expect(acceleratorOf({ ...stroke, code: 'Unidentified' })).toBeNull()
})

it('AltGr is Ctrl and Alt', () => {
  expect(parseAccelerator('AltGr+Q')).toEqual(parseAccelerator('Control+Alt+Q'))
})
