import { expect, it } from 'vitest'
import { typedKey } from '../../src/renderer/technician/typed.ts'

const stroke = (key: string, more: object = {}) => ({
  ...{ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false },
  ...more,
})

it('characters and function keys are what a keypad in keyboard mode types; keys that work the page are not', () => {
  expect(['1', 'a', '满', 'F13', 'F1', 'F24'].map((key) => typedKey(stroke(key)))).toEqual([
    '1',
    'A',
    '满',
    'F13',
    'F1',
    'F24',
  ])
  for (const key of ['Tab', 'Enter', 'Escape', 'ArrowUp', 'Shift', 'Control', ' ', 'F25', 'Process'])
    expect(typedKey(stroke(key)), key).toBeNull()
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }])
    expect(typedKey(stroke('1', more))).toBeNull()
})
