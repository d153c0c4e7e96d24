/** Exactly the Electron calls that this program uses. The test double is typed by it, and calls outside it throw. */
import type * as Electron from 'electron'

export interface ElectronApi {
  app: Pick<
    Electron.App,
    'requestSingleInstanceLock' | 'whenReady' | 'on' | 'quit' | 'exit' | 'setPath' | 'setAppUserModelId'
  >
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => Window
  ipcMain: Pick<Electron.IpcMain, 'handle'>
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>
  /** Where there is no `setSuspended`, keys are unregistered for the time. */
  globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregisterAll'> &
    Partial<Pick<Electron.GlobalShortcut, 'setSuspended'>>
  powerMonitor: Pick<Electron.PowerMonitor, 'on' | 'getSystemIdleTime'>
  screen: Pick<Electron.Screen, 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching'> & {
    on(event: 'display-added' | 'display-removed' | 'display-metrics-changed', listener: () => void): unknown
  }
  dialog: Pick<Electron.Dialog, 'showErrorBox'>
  Tray: new (image: Electron.NativeImage) => TrayIcon
  Menu: Pick<typeof Electron.Menu, 'buildFromTemplate'>
  nativeImage: Pick<typeof Electron.nativeImage, 'createFromPath'>
}

export type TrayIcon = Pick<Electron.Tray, 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>

export type Window = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'on'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isDestroyed'
  | 'destroy'
  | 'getBounds'
  | 'setBounds'
  | 'setAlwaysOnTop'
  | 'setFocusable'
  | 'setSkipTaskbar'
> & {
  webContents: Pick<Electron.WebContents, 'send' | 'on' | 'setWindowOpenHandler' | 'mainFrame' | 'id'>
}
