/** A small window for the minutes in which an older log is brought to the new format, before there is anything else to see. */
import { join } from 'node:path'
import { olderBytes } from '../../db/log/header.ts'
import type { Clock } from '../../shared/clock.ts'
import { within } from '../within.ts'
import type { ElectronApi } from './api.ts'
import { ORIGIN } from './pages.ts'

/** The counter does not wait longer for its window, ms. */
const PAINT_MS = 5_000

/**
 * Shows it where the log of `dir` has an older format; the thread is taken until that is done. @param dir null: no log will be opened.
 * @returns takes it away again: only once another window is open, because Electron ends with the last one.
 */
export const openWaitWindow = async (
  electron: ElectronApi,
  dir: string | null,
  clock: Clock,
): Promise<() => void> => {
  if (dir === null || olderBytes(join(dir, 'log.db')) === 0) return () => {}
  const window = new electron.BrowserWindow({
    ...{ width: 520, height: 240, show: false, resizable: false, minimizable: false, closable: false },
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
  })
  const painted = new Promise<void>((done) => window.on('ready-to-show', () => done()))
  await within(clock, PAINT_MS, Promise.all([window.loadURL(`${ORIGIN}/wait.html`), painted]))
  window.show()
  return () => window.destroy()
}
