/** The bridge over Electron IPC: requests from our main frames only, pushes to every window. */
import { z } from 'zod'
import { sentence } from '../../shared/errors.ts'
import type { Push } from '../../shared/views.ts'
import type { Reply } from '../../shared/wire.ts'
import type { Doors } from '../browser/server.ts'
import type { ElectronApi, Window } from './api.ts'
import { ORIGIN } from './pages.ts'

const requestSchema = z.tuple([z.string().max(64), z.unknown()])

const refused = (why: string): Reply => {
  const fault = { code: 'request/refused' as const, params: { why } }
  return { ok: false, error: { ...fault, message: sentence(fault) } }
}

/** Windows that share a session of the program. */
export interface IpcPage {
  session: string
  windows(): Window[]
}

/** @param pages a frame speaks for the session of its window, and for no other. @returns stops the pushes. */
export const connectIpc = (
  ipc: ElectronApi['ipcMain'],
  doors: Doors,
  pages: readonly IpcPage[],
): (() => void) => {
  ipc.handle('guiping:request', async (event, ...args): Promise<Reply> => {
    const frame = event.senderFrame
    const page = pages.find(({ windows }) =>
      windows().some((window) => window.webContents.mainFrame === frame),
    )
    if (!frame || !page || !frame.url.startsWith(`${ORIGIN}/`)) return refused('frame')
    const request = requestSchema.safeParse(args)
    return request.success
      ? doors.request(page.session, request.data[0], request.data[1] ?? {})
      : refused('method')
  })
  const leave = pages.map(({ session, windows }) =>
    doors.subscribe(session, (push: Push | null) => {
      for (const window of windows()) window.webContents.send('guiping:push', push)
    }),
  )
  return () => {
    for (const stop of leave) stop()
  }
}
