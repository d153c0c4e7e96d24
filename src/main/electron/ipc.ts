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

/** @param session the one session of this program's windows. @returns stops the pushes. */
export const connectIpc = (
  ipc: ElectronApi['ipcMain'],
  doors: Doors,
  session: string,
  windows: () => Window[],
): (() => void) => {
  ipc.handle('guiping:request', async (event, ...args): Promise<Reply> => {
    const frame = event.senderFrame
    const ours = windows().some((window) => window.webContents.mainFrame === frame)
    if (!frame || !ours || !frame.url.startsWith(`${ORIGIN}/`)) return refused('frame')
    const request = requestSchema.safeParse(args)
    return request.success
      ? doors.request(session, request.data[0], request.data[1] ?? {})
      : refused('method')
  })
  return doors.subscribe(session, (push: Push | null) => {
    for (const window of windows()) window.webContents.send('guiping:push', push)
  })
}
