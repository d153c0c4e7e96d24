/** Electron accelerators (`Control+Alt+1`) as the page itself understands them. */

export interface Accelerator {
  ctrl: boolean
  alt: boolean
  shift: boolean
  meta: boolean
  /** A `KeyboardEvent.code`, so that Alt and Shift and the layout do not change which key is meant. */
  code: string
}

type Modifier = 'ctrl' | 'alt' | 'shift' | 'meta'

const MODIFIERS: Record<string, Modifier> = {
  control: 'ctrl',
  ctrl: 'ctrl',
  commandorcontrol: 'ctrl',
  cmdorctrl: 'ctrl',
  alt: 'alt',
  option: 'alt',
  altgr: 'alt',
  shift: 'shift',
  meta: 'meta',
  super: 'meta',
  command: 'meta',
  cmd: 'meta',
}

const NAMED: Record<string, string> = {
  space: 'Space',
  tab: 'Tab',
  backspace: 'Backspace',
  delete: 'Delete',
  insert: 'Insert',
  return: 'Enter',
  enter: 'Enter',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  escape: 'Escape',
  esc: 'Escape',
  numadd: 'NumpadAdd',
  numsub: 'NumpadSubtract',
  nummult: 'NumpadMultiply',
  numdiv: 'NumpadDivide',
  numdec: 'NumpadDecimal',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  '`': 'Backquote',
}

const codeOf = (name: string): string | null => {
  const lower = name.toLowerCase()
  if (/^[a-z]$/.test(lower)) return `Key${lower.toUpperCase()}`
  if (/^[0-9]$/.test(lower)) return `Digit${lower}`
  if (/^num[0-9]$/.test(lower)) return `Numpad${lower.slice(3)}`
  if (/^f([1-9]|1[0-9]|2[0-4])$/.test(lower)) return lower.toUpperCase()
  return NAMED[lower] ?? null
}

/** @returns the parsed accelerator, or null when it names no key, two keys or something unknown. */
export const parseAccelerator = (text: string): Accelerator | null => {
  const accelerator: Accelerator = { ctrl: false, alt: false, shift: false, meta: false, code: '' }
  for (const part of text.split('+').map((name) => name.trim())) {
    const modifier = MODIFIERS[part.toLowerCase()]
    const code = modifier ? null : codeOf(part)
    if (modifier) accelerator[modifier] = true
    else if (code && accelerator.code === '') accelerator.code = code
    else return null
  }
  return accelerator.code === '' ? null : accelerator
}

/** What of a KeyboardEvent decides. */
export type KeyStroke = Pick<KeyboardEvent, 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'code' | 'repeat'>

/** Whether a key stroke is the accelerator: exactly its modifiers, and not a held key's repeat. */
export const matches = (accelerator: Accelerator, stroke: KeyStroke): boolean =>
  !stroke.repeat &&
  stroke.code === accelerator.code &&
  stroke.ctrlKey === accelerator.ctrl &&
  stroke.altKey === accelerator.alt &&
  stroke.shiftKey === accelerator.shift &&
  stroke.metaKey === accelerator.meta

/** @returns the accelerator as it stands on a button: `Ctrl+Alt+1`. */
export const keyLabel = (text: string): string =>
  text.replace(/\b(Control|CommandOrControl|CmdOrCtrl)\b/gi, 'Ctrl').replace(/\bReturn\b/gi, 'Enter')
