import { useEffect, useRef } from 'react'
import { matches, parseAccelerator } from '../../shared/hotkeys/accelerator.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import type { HotkeyView, Reach } from '../../shared/hotkeys/view.ts'
import type { HostView } from '../../shared/views.ts'
import type { Desk } from '../front-desk/use-desk.ts'

/** Enter belongs to whatever has the focus, where that is something one can use. */
const USABLE =
  'input,textarea,select,button,a[href],[role=button],[role=menuitem],[role=combobox],[role=option],[contenteditable=true]'

/** @param pointed whether the pointer was used last: a button that it left the focus on does not want Enter. */
const isFree = (target: EventTarget | null, pointed: boolean): boolean => {
  const usable = target instanceof Element ? target.closest(USABLE) : null
  return usable === null || (pointed && usable.matches('button,[role=menuitem]'))
}

/** An action without a handler is a type error. */
export type HotkeyHandlers = Record<Action, () => void> & { back?: () => void }

/** The actions that are commands alone; what a page opens or focuses is its own. */
export const deskKeys = (desk: Desk) => ({
  'ask-again': () => desk.askAgain(),
  'unrated-1': () => desk.act('unrated-1'),
  'unrated-2': () => desk.act('unrated-2'),
  'unrated-3': () => desk.act('unrated-3'),
  'unrated-4': () => desk.act('unrated-4'),
  'unrated-5': () => desk.act('unrated-5'),
  pause: () => desk.act('pause'),
  show: () => window.focus(),
})

/** A key that the system brings, or that is to do nothing now, is not the page's. */
const LEFT_ALONE: readonly Reach[] = ['os', 'suspended', 'off']

const isPressed = ({ keys, reach }: HotkeyView, event: KeyboardEvent): boolean => {
  const accelerator = keys === null || LEFT_ALONE.includes(reach) ? null : parseAccelerator(keys)
  return accelerator !== null && matches(accelerator, event)
}

/**
 * The hotkeys that the operating system does not bring, Enter for the next step and Esc for going back. A held key
 * acts once.
 */
export const useHotkeys = (hotkeys: HostView['hotkeys'], handlers: HotkeyHandlers): void => {
  const pointed = useRef(false)
  useEffect(() => {
    const onPointer = () => {
      pointed.current = true
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      const pressed = hotkeys.find((hotkey) => isPressed(hotkey, event))
      if (pressed) {
        event.preventDefault()
        handlers[pressed.action]()
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
