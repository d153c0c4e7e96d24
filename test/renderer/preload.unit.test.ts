import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import type { Wire } from '../../src/shared/wire.ts'

const electron = vi.hoisted(() => ({
  exposed: {} as Record<string, unknown>,
  invoked: [] as unknown[][],
  on: vi.fn(),
  removeListener: vi.fn(),
}))

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      electron.exposed[name] = value
    },
  },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args)
      return { ok: true, value: 7 }
    },
    on: electron.on,
    removeListener: electron.removeListener,
  },
}))

it('the page gets two functions and nothing else; pushes come without Electron’s event', async () => {
  const channel = new EventEmitter()
  electron.on.mockImplementation((name: string, listener: () => void) => channel.on(name, listener))
  electron.removeListener.mockImplementation((name: string, listener: () => void) =>
    channel.removeListener(name, listener),
  )
  await import('../../src/preload/index.ts')
  expect(Object.keys(electron.exposed)).toEqual(['guiping'])
  const wire = electron.exposed['guiping'] as Wire
  expect(Object.keys(wire).toSorted()).toEqual(['request', 'subscribe'])

  expect(await wire.request('counter.next', {})).toEqual({ ok: true, value: 7 })
  expect(electron.invoked).toEqual([['guiping:request', 'counter.next', {}]])

  const heard: unknown[] = []
  const leave = wire.subscribe((push) => heard.push(push))
  channel.emit('guiping:push', { sender: 'electron' }, null)
  leave()
  channel.emit('guiping:push', { sender: 'electron' }, null)
  expect(heard).toEqual([null])
})
