/** The Electron host: windows, bridge, system-wide hotkeys, tray, sleep, one instance, and a quit that closes everything. */
import { join } from 'node:path'
import type { Clock } from '../../shared/clock.ts'
import { sentence } from '../../shared/errors.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import type { Http } from '../../sync/http.ts'
import { startServer } from '../browser/server.ts'
import { writeDoor } from '../door.ts'
import { type Program, startProgram } from '../program.ts'
import type { Report } from '../report.ts'
import type { ElectronApi } from './api.ts'
import { type DisplayWindow, displayWindow } from './display-window.ts'
import { systemHotkeys } from './hotkeys.ts'
import { connectIpc } from './ipc.ts'
import { pageHandler, SCHEME } from './pages.ts'
import { type GuipingTray, openTray } from './tray.ts'
import { openWaitWindow } from './wait-window.ts'
import { type BarFocus, openWindows, type Windows } from './windows.ts'

export interface ElectronHostOptions {
  dir: string
  practice: boolean
  /** Hotkeys come through the desktop's portal (Wayland). */
  portal: boolean
  barFocus: BarFocus
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

  const started: Started = {}
  const keys = systemHotkeys({
    shortcuts: electron.globalShortcut,
    clock: options.clock,
    portal: options.portal,
    run: (action) => onKey(started, action),
  })
  const ready = await openWaitWindow(electron, options.practice ? null : options.dir, options.clock)
  const program = await startProgram({
    ...options,
    report: options.report.write,
    host: {
      kind: 'electron',
      capabilities: {
        globalHotkeys: options.portal ? 'portal' : 'os',
        bar: 'window',
        tray: true,
        alwaysOnTop: true,
      },
      show: () => started.windows?.showMain(),
      screen: (on) => started.display?.show(on),
      typeInBar: (on) => started.windows?.typeInBar(on),
      // Under Wayland no program learns of hands in others.
      ...(!options.portal && { untouchedMs: () => electron.powerMonitor.getSystemIdleTime() * 1000 }),
      hotkeys: keys.hotkeys,
      hotkeysPaused: (pause) => {
        keys.hotkeysPaused(pause)
        started.tray?.update(pause)
      },
    },
  })
  if (!program.ok) {
    electron.dialog.showErrorBox('柜评 Guiping', sentence(program.error))
    return app.exit(3)
  }
  const doors = program.value
  const page = doors.openSession()
  const windows = openWindows(electron, options)
  ready()
  const tray = openTray(electron, {
    icon: join(options.resources, 'icons', 'icon.png'),
    language: () => doors.app().parts.settings.config().language,
    show: windows.showMain,
    pause: (on) => doors.app().parts.hotkeys.pauseForCard(on),
  })
  const display = displayWindow(electron, options.preload)
  Object.assign(started, { program: doors, page, windows, tray, display })
  const disconnect = connectIpc(electron.ipcMain, doors, [
    { session: page, windows: windows.all },
    { session: doors.displaySession(), windows: display.windows },
  ])
  display.show(doors.app().parts.displayBook.now().screen)
  const door = await openDoor(doors, options)

  app.on('second-instance', windows.showMain)
  electron.powerMonitor.on('suspend', () => doors.app().sleep(true))
  electron.powerMonitor.on('resume', () => doors.app().sleep(false))
  // The screen's lock may have taken the keys away.
  electron.powerMonitor.on('unlock-screen', () => doors.app().parts.hotkeys.apply())
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
    tray.close()
    await door.close()
    await doors.stop('quit')
    for (const window of [...windows.all(), ...display.windows()]) window.destroy()
    app.exit(0)
  }
}

interface Started {
  program?: Program
  page?: string
  windows?: Windows
  tray?: GuipingTray
  display?: DisplayWindow
}

/** Whoever presses a key while nobody is signed in, or the counter is locked, is shown where to do so. */
const AT_THE_DOOR = ['counter/signed-out', 'counter/locked']

/** A system-wide key was pressed: what it does, unless a technician tests the keys. */
const onKey = ({ program, page, windows }: Started, action: Action) => {
  if (!program || !page || !windows || !program.app().parts.hotkeyTests.fired(action)) return
  // Needs nobody signed in, and hides as well.
  if (action === 'show') return windows.toggleMain()
  void program.request(page, 'hotkeys.act', { action }).then((reply) => {
    if (!reply.ok && AT_THE_DOOR.includes(reply.error.code)) windows.showMain()
  })
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
