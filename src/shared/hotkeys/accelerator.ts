/** Electron accelerators (`Control+Alt+1`): read, written and compared in one place, for the page and the program. */

export interface Accelerator {
  ctrl: boolean
  alt: boolean
  shift: boolean
  meta: boolean
  /** A `KeyboardEvent.code`, so that Alt and Shift and the layout do not change which key is meant. */
  code: string
}

export type Modifier = 'ctrl' | 'alt' | 'shift' | 'meta'

/** AltGr is Ctrl and Alt together wherever it exists. */
export const MODIFIERS: Record<string, readonly Modifier[]> = {
  control: ['ctrl'],
  ctrl: ['ctrl'],
  commandorcontrol: ['ctrl'],
  cmdorctrl: ['ctrl'],
  alt: ['alt'],
  option: ['alt'],
  altgr: ['ctrl', 'alt'],
  shift: ['shift'],
  meta: ['meta'],
  super: ['meta'],
  command: ['meta'],
  cmd: ['meta'],
}

/** Names as Electron writes them, first the one that we write. */
const NAMED: readonly (readonly [code: string, ...names: string[]])[] = [
  ['Space', 'Space'],
  ['Tab', 'Tab'],
  ['Backspace', 'Backspace'],
  ['Delete', 'Delete'],
  ['Insert', 'Insert'],
  ['Enter', 'Return', 'Enter'],
  ['ArrowUp', 'Up'],
  ['ArrowDown', 'Down'],
  ['ArrowLeft', 'Left'],
  ['ArrowRight', 'Right'],
  ['Home', 'Home'],
  ['End', 'End'],
  ['PageUp', 'PageUp'],
  ['PageDown', 'PageDown'],
  ['Escape', 'Escape', 'Esc'],
  ['PrintScreen', 'PrintScreen'],
  ['CapsLock', 'Capslock'],
  ['NumLock', 'Numlock'],
  ['ScrollLock', 'Scrolllock'],
  ['NumpadAdd', 'numadd'],
  ['NumpadSubtract', 'numsub'],
  ['NumpadMultiply', 'nummult'],
  ['NumpadDivide', 'numdiv'],
  ['NumpadDecimal', 'numdec'],
  ['Minus', '-'],
  ['Equal', '='],
  ['BracketLeft', '['],
  ['BracketRight', ']'],
  ['Backslash', '\\'],
  ['Semicolon', ';'],
  ['Quote', "'"],
  ['Comma', ','],
  ['Period', '.'],
  ['Slash', '/'],
  ['Backquote', '`'],
]

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** Every key that an accelerator can name: code and the name that we write. */
export const KEYS: readonly { code: string; name: string }[] = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((name) => ({ code: `Key${name}`, name })),
  ...range(0, 9).map((digit) => ({ code: `Digit${digit}`, name: `${digit}` })),
  ...range(0, 9).map((digit) => ({ code: `Numpad${digit}`, name: `num${digit}` })),
  ...range(1, 24).map((number) => ({ code: `F${number}`, name: `F${number}` })),
  ...NAMED.map(([code, name = code]) => ({ code, name })),
]

const CODES = new Map([
  ...KEYS.map(({ code, name }) => [name.toLowerCase(), code] as const),
  ...NAMED.flatMap(([code, ...names]) => names.map((name) => [name.toLowerCase(), code] as const)),
])
const NAMES = new Map(KEYS.map(({ code, name }) => [code, name]))

/** @returns the code of a key's name, in either case; null for a name that no key has. */
export const codeOf = (name: string): string | null => CODES.get(name.toLowerCase()) ?? null

/** @returns the parsed accelerator, or null when it names no key, two keys or something unknown. */
export const parseAccelerator = (text: string): Accelerator | null => {
  const accelerator: Accelerator = { ctrl: false, alt: false, shift: false, meta: false, code: '' }
  for (const part of text.split('+').map((name) => name.trim())) {
    const lower = part.toLowerCase()
    const modifiers = Object.hasOwn(MODIFIERS, lower) ? MODIFIERS[lower] : undefined
    const code = modifiers ? null : codeOf(part)
    if (modifiers) for (const modifier of modifiers) accelerator[modifier] = true
    else if (code && accelerator.code === '') accelerator.code = code
    else return null
  }
  return accelerator.code === '' ? null : accelerator
}

/** @returns the one way in which we write it: two accelerators are the same key when this is the same text. */
export const formatAccelerator = ({ ctrl, alt, shift, meta, code }: Accelerator): string =>
  [ctrl && 'Control', alt && 'Alt', shift && 'Shift', meta && 'Super', NAMES.get(code) ?? code]
    .filter((part) => part !== false)
    .join('+')

/** @returns the text as we write it, or null where it names no key. */
export const canonicalKeys = (text: string): string | null => {
  const accelerator = parseAccelerator(text)
  return accelerator && formatAccelerator(accelerator)
}

/** What of a KeyboardEvent decides. */
export interface KeyStroke {
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
  metaKey: boolean
  code: string
  repeat: boolean
}

/** Whether a key stroke is the accelerator: exactly its modifiers, and not a held key's repeat. */
export const matches = (accelerator: Accelerator, stroke: KeyStroke): boolean =>
  !stroke.repeat &&
  stroke.code === accelerator.code &&
  stroke.ctrlKey === accelerator.ctrl &&
  stroke.altKey === accelerator.alt &&
  stroke.shiftKey === accelerator.shift &&
  stroke.metaKey === accelerator.meta

/** @returns the accelerator of a key stroke; null for a modifier alone and for keys that no accelerator can name. */
export const acceleratorOf = (stroke: KeyStroke): string | null =>
  NAMES.has(stroke.code)
    ? formatAccelerator({
        ctrl: stroke.ctrlKey,
        alt: stroke.altKey,
        shift: stroke.shiftKey,
        meta: stroke.metaKey,
        code: stroke.code,
      })
    : null

/** @returns the accelerator as it stands on a button: `Ctrl+Alt+1`. */
export const keyLabel = (text: string): string =>
  text
    .replace(/\b(Control|CommandOrControl|CmdOrCtrl)\b/gi, 'Ctrl')
    .replace(/\bReturn\b/gi, 'Enter')
    .replace(/\b(Super|Meta)\b/g, 'Win')
