import { useEffect } from 'react'
import type { Action } from '../../shared/config.ts'
import type { HostView } from '../../shared/views.ts'
import { matches, parseAccelerator } from './accelerator.ts'

/** Enter belongs to whatever has the focus, where that is something one can use. */
const USABLE =
  'input,textarea,select,button,a[href],[role=button],[role=menuitem],[role=combobox],[role=option],[contenteditable=true]'

const isFree = (target: EventTarget | null): boolean => !(target instanceof Element && target.closest(USABLE))

export type HotkeyHandlers = Record<Action, () => void> & { back?: () => void }

/**
 * The hotkeys that the operating system does not bring (`reach` other than `os`), Enter for the next step and Esc for
 * going back. A held key acts once.
 */
export const useHotkeys = (hotkeys: HostView['hotkeys'], handlers: HotkeyHandlers): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      for (const { action, keys, reach } of hotkeys) {
        const accelerator = reach === 'os' ? null : parseAccelerator(keys)
        if (!accelerator || !matches(accelerator, event)) continue
        event.preventDefault()
        handlers[action]()
        return
      }
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey
      if (plain && event.key === 'Enter' && isFree(event.target)) handlers.next()
      if (plain && event.key === 'Escape') handlers.back?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [hotkeys, handlers])
}
