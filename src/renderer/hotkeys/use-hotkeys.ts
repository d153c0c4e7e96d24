import { useEffect, useRef } from 'react'
import type { Action } from '../../shared/config.ts'
import type { HostView } from '../../shared/views.ts'
import { matches, parseAccelerator } from './accelerator.ts'

/** Enter belongs to whatever has the focus, where that is something one can use. */
const USABLE =
  'input,textarea,select,button,a[href],[role=button],[role=menuitem],[role=combobox],[role=option],[contenteditable=true]'

/** @param pointed whether the pointer was used last: a button that it left the focus on does not want Enter. */
const isFree = (target: EventTarget | null, pointed: boolean): boolean => {
  const usable = target instanceof Element ? target.closest(USABLE) : null
  return usable === null || (pointed && usable.matches('button,[role=menuitem]'))
}

export type HotkeyHandlers = Record<Action, () => void> & { back?: () => void }

/**
 * The hotkeys that the operating system does not bring (`reach` other than `os`), Enter for the next step and Esc for
 * going back. A held key acts once.
 */
export const useHotkeys = (hotkeys: HostView['hotkeys'], handlers: HotkeyHandlers): void => {
  const pointed = useRef(false)
  useEffect(() => {
    const onPointer = () => {
      pointed.current = true
    }
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
      if (event.key !== 'Enter') pointed.current = false
      if (plain && event.key === 'Enter' && isFree(event.target, pointed.current)) {
        event.preventDefault()
        // Held down, it must not press that button either.
        if (event.target instanceof HTMLElement) event.target.blur()
        handlers.next()
      }
      if (plain && event.key === 'Escape') handlers.back?.()
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointerdown', onPointer, true)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerdown', onPointer, true)
    }
  }, [hotkeys, handlers])
}
