/** Two pads that look the same: a key is pressed on the one that is meant. Nothing is sent to any of them. */
import type { Clock } from '../../shared/clock.ts'
import type { Profile } from '../../shared/profile.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { OpenPort, Port } from '../port/port.ts'
import { PRESS_LIMIT } from './detect.ts'
import { createListener } from './listen.ts'

/** ms in which a second pad's key makes it unclear which one was meant. */
const TOGETHER = 500

export interface WhichOptions {
  /** The ports that could be it, all free to open. */
  ports: readonly string[]
  /** Who listens; the first one's line settings are used. */
  profiles: readonly [Profile, ...Profile[]]
  clock: Clock
  openPort: OpenPort
  /** Ends it as the 10 s do. */
  signal?: AbortSignal
  /** All are open: a key is due from now on. */
  listening?(): void
}

/**
 * @returns the port where a key was pressed within 10 s. detect/silent: nowhere; detect/two-pressed: on two of them;
 * pad/port-gone: one of them was lost before a key came; or why the first of the ports that did not open did not.
 */
export const whichPort = async ({
  ports,
  profiles,
  clock,
  openPort,
  signal,
  listening,
}: WhichOptions): Promise<Result<string>> => {
  const pressed = new Set<string>()
  const over = Promise.withResolvers<void>()
  const wait: { cancel: (() => void) | null } = { cancel: null }
  const lost: { fault: Fault | null } = { fault: null }
  const gone = () => {
    lost.fault ??= { code: 'pad/port-gone' }
    over.resolve()
  }
  const hear = (port: string) => {
    const listener = createListener(profiles)
    return (bytes: Uint8Array) => {
      listener.push(bytes)
      const { is } = listener.verdict()
      if (is === 'silent' || is === 'unknown') return
      pressed.add(port)
      wait.cancel ??= clock.after(TOGETHER, over.resolve)
    }
  }
  const open: Port[] = []
  const closeAll = async () => {
    await Promise.all(open.map((port) => port.close()))
  }
  for (const port of ports) {
    const opened = await openPort(port, profiles[0].line[0], { data: hear(port), lost: gone }, signal)
    if (!opened.ok) {
      await closeAll()
      wait.cancel?.()
      return opened
    }
    open.push(opened.value)
  }
  listening?.()
  const cancelLimit = clock.after(PRESS_LIMIT, over.resolve)
  const stopped = () => over.resolve()
  signal?.addEventListener('abort', stopped, { once: true })
  if (signal?.aborted) stopped()
  await over.promise
  signal?.removeEventListener('abort', stopped)
  cancelLimit()
  wait.cancel?.()
  await closeAll()
  const [port, second] = pressed
  if (port === undefined && lost.fault) return { ok: false, error: lost.fault }
  if (port === undefined) return fail('detect/silent', { port: ports.join(' ') })
  return second === undefined ? ok(port) : fail('detect/two-pressed', { ports: [...pressed].join(' ') })
}
