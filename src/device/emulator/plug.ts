/** The emulator's cable: a TCP port, or a pseudo-terminal that socat joins to one. It can be pulled and put back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { fail, ok, type Result } from '../../shared/result.ts'

export interface Plug {
  /** The name to open: `tcp://127.0.0.1:N`, or the pseudo-terminal's path. */
  readonly port: string
  /** Puts the cable in; resolves when the port can be opened. pad/no-socat, or pad/open-failed with socat's words. */
  plugIn(): Promise<Result<void>>
  /** Pulls the cable, whatever is on it. */
  pullOut(): Promise<void>
  /** Pulls it for good. */
  discard(): Promise<void>
  /** A pad that takes no bytes any more, and one that does again. */
  mute(on: boolean): void
}

/** Where the emulated pad's connections arrive. */
export interface PlugHandlers {
  connected(socket: Socket): void
}

const HOST = '127.0.0.1'

const listen = (server: Server, port: number): Promise<Result<number>> =>
  new Promise((resolve) => {
    server.once('error', (error) =>
      resolve(fail('pad/open-failed', { port: `tcp://${HOST}:${port}`, why: error.message })),
    )
    server.listen(port, HOST, () => resolve(ok((server.address() as AddressInfo).port)))
  })

/** A listening server and its connections. */
const openServer = async (port: number, onSocket: (socket: Socket) => void) => {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A connection that breaks closes by itself; the pad has nothing to say to it.
    socket.on('error', () => socket.destroy())
    onSocket(socket)
  })
  const listening = await listen(server, port)
  if (!listening.ok) return listening
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      for (const socket of sockets) socket.destroy()
    })
  return ok({ port: listening.value, sockets, close })
}

type OpenServer = Extract<Awaited<ReturnType<typeof openServer>>, { ok: true }>['value']

/** A cable on TCP. Port 0 takes a free one, which it keeps over every pulling and putting back. */
export const createTcpPlug = async (port: number, handlers: PlugHandlers): Promise<Result<Plug>> => {
  let muted = false
  const accept = (socket: Socket) => {
    if (muted) socket.pause()
    handlers.connected(socket)
  }
  const first = await openServer(port, accept)
  if (!first.ok) return first
  let server: OpenServer | null = first.value
  const number = first.value.port
  const pullOut = async () => {
    const open = server
    server = null
    await open?.close()
  }
  return ok({
    port: `tcp://${HOST}:${number}`,
    plugIn: async () => {
      if (server) return ok(undefined)
      const opened = await openServer(number, accept)
      if (!opened.ok) return opened
      server = opened.value
      return ok(undefined)
    },
    pullOut,
    discard: pullOut,
    mute: (on) => {
      muted = on
      for (const socket of server?.sockets ?? []) on ? socket.pause() : socket.resume()
    },
  })
}

/** A cable on a pseudo-terminal at `path`, made by socat. */
export const createPtyPlug = async (path: string, handlers: PlugHandlers): Promise<Result<Plug>> => {
  let arrived = () => {}
  const server = await openServer(0, (socket) => {
    handlers.connected(socket)
    arrived()
  })
  if (!server.ok) return server
  const { port } = server.value
  let socat: ChildProcess | null = null
  let held: number | null = null

  const letGo = () => {
    socat = null
    if (held !== null) closeSync(held)
    held = null
    for (const socket of server.value.sockets) socket.destroy()
  }
  const plugIn = () =>
    new Promise<Result<void>>((resolve) => {
      let words = ''
      const child = spawn('socat', [`pty,raw,echo=0,link=${path}`, `tcp:${HOST}:${port},nodelay`], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      socat = child
      child.stderr.on('data', (text) => {
        words += text
      })
      child.once('error', () => {
        letGo()
        resolve(fail('pad/no-socat'))
      })
      child.once('exit', () => {
        if (socat === child) letGo()
        resolve(fail('pad/open-failed', { port: path, why: words.trim().slice(0, 200) }))
      })
      // socat opens the pseudo-terminal first, so its connection means that both ends are there. The second
      // opening kept here keeps socat alive when the program closes the port, as a pad outlives the program.
      arrived = () => {
        held = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
        resolve(ok(undefined))
      }
    })
  const pullOut = async () => {
    const child = socat
    letGo()
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await gone
    }
    rmSync(path, { force: true })
  }
  return ok({
    port: path,
    plugIn: async () => (socat ? ok(undefined) : plugIn()),
    pullOut,
    discard: async () => {
      await pullOut()
      await server.value.close()
    },
    mute: (on) => {
      socat?.kill(on ? 'SIGSTOP' : 'SIGCONT')
    },
  })
}
