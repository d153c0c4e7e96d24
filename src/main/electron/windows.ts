/** The two windows: the full page, and the bar that stays on top of the tax software without taking its focus. */
import type { Clock } from '../../shared/clock.ts'
import type { ElectronApi, Window } from './api.ts'
import { keepUnfocused } from './bar-focus.ts'
import { barPlace, keepDocked } from './bar-place.ts'
import { ORIGIN } from './pages.ts'

const BAR = { width: 560, height: 56 }

export interface Windows {
  main: Window
  bar: Window
  all(): Window[]
  showMain(): void
  toggleMain(): void
  /** Somebody is about to type in the bar, or done. */
  typeInBar(on: boolean): void
}

export interface WindowOptions {
  /** Path of the one CommonJS preload. */
  preload: string
  /** The data folder: the bar's place is kept there. */
  dir: string
  clock: Clock
  barFocus: BarFocus
}

/**
 * When the bar may have the focus. Windows can keep a clicked window from it and let it have it again; under X11 a window is
 * one or the other for good, and who wants to type gets the full page; a Wayland desktop decides itself.
 */
export type BarFocus = 'while-typing' | 'never' | 'when-clicked'

export const openWindows = (
  electron: ElectronApi,
  { preload, dir, clock, barFocus }: WindowOptions,
): Windows => {
  const webPreferences = {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    devTools: false,
  }
  const { workArea } = electron.screen.getPrimaryDisplay()
  const main = new electron.BrowserWindow({
    width: Math.min(1180, workArea.width),
    height: Math.min(760, workArea.height),
    show: false,
    autoHideMenuBar: true,
    webPreferences,
  })
  const bar = new electron.BrowserWindow({
    ...barPlace(electron.screen, dir, BAR),
    show: false,
    frame: false,
    resizable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
    focusable: barFocus === 'when-clicked',
    webPreferences,
  })
  const all = () => [main, bar].filter((window) => !window.isDestroyed())
  for (const window of all()) confine(window)

  keepDocked(bar, { screen: electron.screen, dir, clock, size: BAR })

  const showMain = () => {
    main.show()
    main.focus()
  }
  const typing: Record<BarFocus, () => (on: boolean) => void> = {
    'while-typing': () => keepUnfocused(bar),
    never: () => (on) => on && showMain(),
    'when-clicked': () => () => {},
  }
  const typeInBar = typing[barFocus]()
  main.on('close', (event) => {
    // The bar stays and brings it back; the program ends with the bar or with quit.
    event.preventDefault()
    main.hide()
  })
  void main.loadURL(`${ORIGIN}/index.html#/`).then(() => main.show())
  void bar.loadURL(`${ORIGIN}/index.html#/bar`).then(() => bar.showInactive())
  const toggleMain = () => (main.isVisible() ? main.hide() : showMain())
  return { main, bar, all, showMain, toggleMain, typeInBar }
}

/** Our pages stay our pages: no navigation away, no new windows. */
export const confine = (window: Window) => {
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
