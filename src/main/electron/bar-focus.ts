/**
 * The bar never takes the focus from the tax software: a click on it works and leaves the focus where it was. Only while
 * a clerk types in it does it have the focus, and then gives it back.
 */
import type { Window } from './api.ts'

/**
 * Hidden for the instant of the change: Electron takes the focus away from a visible window by giving it to whatever
 * window lies beneath, the taskbar included; when a window hides, Windows goes back to the program that was used last.
 * @returns called with true when somebody is about to type in the bar, with false when they are done.
 */
export const keepUnfocused = (bar: Window): ((typing: boolean) => void) => {
  let typing = false
  const change = (on: boolean) => {
    if (on === typing || bar.isDestroyed()) return
    typing = on
    bar.hide()
    bar.setFocusable(on)
    // Being focusable would put it into the taskbar.
    bar.setSkipTaskbar(true)
    if (!on) return bar.showInactive()
    bar.show()
    bar.focus()
  }
  bar.on('blur', () => change(false))
  return change
}
