/**
 * The customer's window: it fills a screen that is not the clerk's, and is there only while there is such a screen.
 * It can never have the focus, so no key reaches it; what a mouse does there, the page does not hear.
 */
import type { ElectronApi, Window } from './api.ts'
import { ORIGIN } from './pages.ts'
import { confine } from './windows.ts'

export interface DisplayWindow {
  windows(): Window[]
  /** Whether it is wanted. */
  show(on: boolean): void
}

export const displayWindow = (
  { BrowserWindow, screen }: Pick<ElectronApi, 'BrowserWindow' | 'screen'>,
  preload: string,
): DisplayWindow => {
  let window: Window | null = null
  let wanted = false

  const settle = () => {
    const primary = screen.getPrimaryDisplay().id
    const place = wanted ? screen.getAllDisplays().find(({ id }) => id !== primary) : undefined
    if (!place) {
      window?.destroy()
      window = null
      return
    }
    if (window && !window.isDestroyed()) return
    const opened = new BrowserWindow({
      ...place.bounds,
      show: false,
      frame: false,
      fullscreen: true,
      focusable: false,
      skipTaskbar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        devTools: false,
      },
    })
    confine(opened)
    window = opened
    void opened.loadURL(`${ORIGIN}/index.html#/display`).then(() => opened.showInactive())
  }
  screen.on('display-added', settle)
  screen.on('display-removed', settle)
  return {
    windows: () => (window && !window.isDestroyed() ? [window] : []),
    show: (on) => {
      wanted = on
      settle()
    },
  }
}
