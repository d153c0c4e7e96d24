/** The browser host: the program in plain Node, its pages served on 127.0.0.1 to the local browser. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../shared/clock.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { fetchHttp } from '../../sync/http.ts'
import { writeDoor } from '../door.ts'
import { PAGE_HOTKEYS } from '../hotkeys/page-keys.ts'
import { urlOpener } from '../open-url.ts'
import { type Program, startProgram } from '../program.ts'
import { openReport } from '../report.ts'
import { type Server, startServer } from './server.ts'

export interface BrowserHost {
  program: Program
  server: Server
  stop(why: string): Promise<void>
}

export interface BrowserHostOptions {
  dir: string
  /** Tried in this order; 0 lets the system choose. */
  ports: readonly number[]
  practice: boolean
  clock: Clock
  /** Folder with profiles/ and sample/. */
  resources: string
  /** Folder of the built pages. */
  pages: string
}

/** Starts the program and its server. */
export const startBrowserHost = async (options: BrowserHostOptions): Promise<Result<BrowserHost>> => {
  const { dir, ports, practice, clock, resources, pages } = options
  if (!existsSync(join(pages, 'index.html'))) return fail('host/no-pages')
  const report = openReport(dir)
  const started: { server?: Server } = {}
  const program = await startProgram({
    dir,
    clock,
    practice,
    resources,
    pages,
    http: fetchHttp,
    report: report.write,
    host: {
      kind: 'browser',
      capabilities: { globalHotkeys: 'none', bar: 'page', tray: false, alwaysOnTop: false },
      ...PAGE_HOTKEYS,
      show: () => started.server && openInBrowser(started.server.openUrl()),
    },
  })
  if (!program.ok) return program
  const server = await firstFree(ports, (port) => startServer({ doors: program.value, pages, port, clock }))
  if (server.ok) started.server = server.value
  const door = server.ok ? writeDoor(dir, server.value) : server
  if (!server.ok || !door.ok) {
    await program.value.stop('start')
    return server.ok && !door.ok ? door : fail('host/port-in-use', { port: ports[0] ?? 0 })
  }
  return ok({
    program: program.value,
    server: server.value,
    stop: async (why) => {
      await server.value.close()
      await program.value.stop(why)
      door.value.remove()
    },
  })
}

const firstFree = async (
  ports: readonly number[],
  start: (port: number) => Promise<Result<Server>>,
): Promise<Result<Server>> => {
  const [port = 0, ...others] = ports
  const started = await start(port)
  return started.ok || others.length === 0 ? started : firstFree(others, start)
}

/** Opens `url` in the desktop's browser where there is one. The URL is printed anyway, so failing is harmless. */
export const openInBrowser = (url: string): void => {
  const opener = urlOpener()
  if (opener === null) return
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
