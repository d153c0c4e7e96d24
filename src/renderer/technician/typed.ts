/** Keypads that type as a keyboard: their keys come to the page, not to a port. */
export type Typed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'>

/** People fill no field in with these. */
export const isFunctionKey = (key: string): boolean => /^F([1-9]|1\d|2[0-4])$/.test(key)

/**
 * @returns what a pad in keyboard mode would be said to have typed: a character or a function key. null for what people
 * press to work the page (Tab, Enter, arrows, Esc, a shortcut).
 */
export const typedKey = ({ key, ctrlKey, altKey, metaKey, repeat }: Typed): string | null => {
  if (repeat || ctrlKey || altKey || metaKey) return null
  if (isFunctionKey(key)) return key
  return [...key].length === 1 && key !== ' ' ? key.toUpperCase() : null
}

/** Whether the key went into a field that somebody fills in. */
export const intoField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
