import { useEffect, useState } from 'react'
import { intoField, isFunctionKey, typedKey } from './typed.ts'

export interface Typing {
  /** The keys that were typed at the page while a keypad's key was due; forgotten when the next is. */
  keys: readonly string[]
  /** A field has the focus: a character that goes into it may be anybody's, so it is not taken for a pad's. */
  inField: boolean
}

export const useTyped = (listening: boolean): Typing => {
  const [keys, setKeys] = useState<readonly string[]>([])
  const [inField, setInField] = useState(false)
  useEffect(() => {
    if (!listening) return
    setKeys([])
    setInField(intoField(document.activeElement))
    const onKey = (event: KeyboardEvent) => {
      const key = typedKey(event)
      if (key === null || (intoField(event.target) && !isFunctionKey(key))) return
      setKeys((before) => (before.includes(key) ? before : [...before, key]))
    }
    const onFocus = (event: FocusEvent) => setInField(intoField(event.target))
    const onBlur = (event: FocusEvent) => setInField(intoField(event.relatedTarget))
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('focusin', onFocus)
    window.addEventListener('focusout', onBlur)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('focusin', onFocus)
      window.removeEventListener('focusout', onBlur)
    }
  }, [listening])
  return { keys, inField: listening && inField }
}
