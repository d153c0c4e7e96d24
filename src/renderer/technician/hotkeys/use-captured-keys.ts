import { useEffect } from 'react'
import { acceleratorOf } from '../../../shared/hotkeys/accelerator.ts'

/** Keys by which one works this page: they stay its own while keys are collected. */
const OPERATES = ['Tab', 'Enter', 'Space', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

const operates = ({ code, ctrlKey, altKey, metaKey }: KeyboardEvent) =>
  OPERATES.includes(code) && !ctrlKey && !altKey && !metaKey

/**
 * Takes every key before the page does, while `active`. A held key comes once.
 * @param onKeys gets the accelerator; Esc alone comes as null.
 */
export const useCapturedKeys = (active: boolean, onKeys: (keys: string | null) => void): void => {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (operates(event)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat) return
      const keys = acceleratorOf(event)
      if (keys !== null) onKeys(keys === 'Escape' ? null : keys)
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [active, onKeys])
}
