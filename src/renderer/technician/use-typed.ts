import { useEffect, useState } from 'react'
import { intoField, typedKey } from './typed.ts'

/** @returns the keys that were typed at the page while a keypad's key was due; forgotten when the next is. */
export const useTyped = (listening: boolean): readonly string[] => {
  const [typed, setTyped] = useState<readonly string[]>([])
  useEffect(() => {
    if (!listening) return
    setTyped([])
    const onKey = (event: KeyboardEvent) => {
      const key = intoField(event.target) ? null : typedKey(event)
      if (key) setTyped((before) => (before.includes(key) ? before : [...before, key]))
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [listening])
  return typed
}
