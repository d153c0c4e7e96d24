/** Electron's entry. Everything that decides is in host.ts, so that it can be tested without Electron. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  powerMonitor,
  protocol,
  screen,
  Tray,
} from 'electron'
import { fetchHttp } from '../../sync/http.ts'
import { systemClock } from '../clock.ts'
import { dataDir } from '../data/folder.ts'
import { openReport } from '../report.ts'
import { startElectronHost } from './host.ts'

/** out/main/ of the checkout or of the packaged program. */
const out = join(import.meta.dirname, '..')
const packaged = join(process.resourcesPath, 'resources')
const dataOption = process.argv.find((word) => word.startsWith('--data='))
const dir = dataDir(dataOption?.slice('--data='.length))

// Chromium's own files beside ours, so that both hosts share the data folder.
app.setPath('userData', join(dir, 'electron'))
/** Under Wayland no program sees keys of others; the desktop's portal brings those that the user allowed. */
const portal = process.platform === 'linux' && process.env['XDG_SESSION_TYPE'] === 'wayland'
if (portal) app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal')
void startElectronHost(
  {
    app,
    BrowserWindow,
    dialog,
    globalShortcut,
    ipcMain,
    Menu,
    nativeImage,
    powerMonitor,
    protocol,
    screen,
    Tray,
  },
  {
    dir,
    portal,
    barFocus: process.platform === 'win32' ? 'while-typing' : portal ? 'when-clicked' : 'never',
    practice: process.argv.includes('--try'),
    clock: systemClock,
    http: fetchHttp,
    report: openReport(dir),
    resources: existsSync(packaged) ? packaged : join(out, '..', 'resources'),
    pages: join(out, 'renderer'),
    preload: join(out, 'preload', 'index.cjs'),
  },
)
