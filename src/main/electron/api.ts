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
  globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregisterAll'>
  powerMonitor: Pick<Electron.PowerMonitor, 'on'>
  screen: Pick<Electron.Screen, 'getPrimaryDisplay'>
  dialog: Pick<Electron.Dialog, 'showErrorBox'>
}

export type Window = Pick<
  Electron.BrowserWindow,
  'loadURL' | 'on' | 'show' | 'showInactive' | 'hide' | 'focus' | 'isVisible' | 'isDestroyed' | 'destroy'
> & {
  webContents: Pick<Electron.WebContents, 'send' | 'on' | 'setWindowOpenHandler' | 'mainFrame' | 'id'>
}
