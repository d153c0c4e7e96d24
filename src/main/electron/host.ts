/** The Electron host: windows, bridge, system-wide hotkeys, sleep, one instance, and a quit that closes everything. */
import type { Clock } from '../../shared/clock.ts'
import type { Action } from '../../shared/config.ts'
import { sentence } from '../../shared/errors.ts'
import type { Http } from '../../sync/http.ts'
import { startServer } from '../browser/server.ts'
import { writeDoor } from '../door.ts'
import { type Program, startProgram } from '../program.ts'
import type { Report } from '../report.ts'
import type { ElectronApi } from './api.ts'
import { hotkeyRegistrar } from './hotkeys.ts'
import { connectIpc } from './ipc.ts'
import { pageHandler, SCHEME } from './pages.ts'
import { openWindows, type Windows } from './windows.ts'

export interface ElectronHostOptions {
  dir: string
  practice: boolean
  clock: Clock
  http: Http
  report: Report
  resources: string
  pages: string
  preload: string
}

/** Starts the program under Electron. Resolves when it runs, or when it has said why it cannot and quit. */
export const startElectronHost = async (
  electron: ElectronApi,
  options: ElectronHostOptions,
): Promise<void> => {
  const { app } = electron
  if (!app.requestSingleInstanceLock()) return app.quit()
  electron.protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  app.setAppUserModelId('cn.guiping.counter')
  await app.whenReady()
  electron.protocol.handle(SCHEME, pageHandler(options.pages))

  const started: { program?: Program; page?: string; windows?: Windows } = {}
  const actions: Record<Action, () => void> = {
    next: () => void started.program?.request(started.page ?? '', 'counter.next', {}),
    // Which reason it is, is the clerk's to choose.
    unrated: () => started.windows?.showMain(),
    show: () => started.windows?.toggleMain(),
  }
  const program = await startProgram({
    ...options,
    report: options.report.write,
    host: {
      kind: 'electron',
      capabilities: { globalHotkeys: 'os', bar: 'window', tray: false, alwaysOnTop: true },
      show: () => started.windows?.showMain(),
      hotkeys: hotkeyRegistrar(electron.globalShortcut, options.clock, (action) => actions[action]()),
    },
  })
  if (!program.ok) {
    electron.dialog.showErrorBox('柜评 Guiping', sentence(program.error))
    return app.exit(3)
  }
  const doors = program.value
  const page = doors.openSession()
  const windows = openWindows(electron, options.preload)
  Object.assign(started, { program: doors, page, windows })
  const disconnect = connectIpc(electron.ipcMain, doors, page, windows.all)
  const door = await openDoor(doors, options)

  app.on('second-instance', windows.showMain)
  electron.powerMonitor.on('suspend', () => doors.app().sleep(true))
  electron.powerMonitor.on('resume', () => doors.app().sleep(false))
  windows.bar.on('closed', () => app.quit())
  // Log-off on Windows emits no before-quit and waits for nothing; the log is whole at every instant anyway.
  windows.main.on('session-end', () => void doors.stop('session-end'))
  let quitting = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (quitting) return
    quitting = true
    void close()
  })
  const close = async () => {
    disconnect()
    electron.globalShortcut.unregisterAll()
    await door.close()
    await doors.stop('quit')
    for (const window of windows.all()) window.destroy()
    app.exit(0)
  }
}

/** The loopback door for the command line; without it the counter still works, so a failure is only reported. */
const openDoor = async (doors: Program, { clock, dir, report }: ElectronHostOptions) => {
  const server = await startServer({ doors, pages: null, port: 0, clock })
  const door = server.ok ? writeDoor(dir, server.value) : server
  if (!door.ok) report.write(door.error, 'door')
  return {
    close: async () => {
      if (door.ok) door.value.remove()
      if (server.ok) await server.value.close()
    },
  }
}
