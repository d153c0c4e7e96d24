import { expect, it } from 'vitest'
import { checkHotkeys } from '../../src/main/hotkey-rules.ts'
import { DEFAULT_CONFIG } from '../../src/shared/config.ts'

const with1 = (next: string) => checkHotkeys({ ...DEFAULT_CONFIG.hotkeys, next })

it('the default hotkeys may be', () => {
  expect(checkHotkeys(DEFAULT_CONFIG.hotkeys)).toEqual({ ok: true, value: undefined })
})

it.each(['F4', 'f12', 'Shift+F8', 'Control+F1', 'Alt+F4', 'A', 'Shift+A', '1', ''])(
  '%s may not: it belongs to the card terminal, to Windows or to typing',
  (keys) => {
    expect(with1(keys)).toMatchObject({ ok: false, error: { code: 'config/hotkey-reserved' } })
  },
)

it.each(['Control+Alt+2', 'Alt+Control+2', 'CTRL+ALT+2'])(
  '%s may not be used twice, however it is written',
  (keys) => {
    expect(with1(keys)).toMatchObject({ ok: false, error: { code: 'config/hotkey-twice' } })
  },
)
