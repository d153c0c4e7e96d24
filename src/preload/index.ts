/** The renderer's two functions over Electron IPC, exactly the Wire of src/shared/wire.ts. Nothing else crosses. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Push } from '../shared/views.ts'
import type { Reply, Wire } from '../shared/wire.ts'

const wire: Wire = {
  request: (method, input): Promise<Reply> => ipcRenderer.invoke('guiping:request', method, input),
  subscribe: (listener) => {
    const forward = (_event: IpcRendererEvent, push: Push | null) => listener(push)
    ipcRenderer.on('guiping:push', forward)
    return () => {
      ipcRenderer.removeListener('guiping:push', forward)
    }
  },
}

contextBridge.exposeInMainWorld('guiping', wire)
