/** A port: one open byte stream to a keypad. Single use: after it is lost or closed, open another. */
import type { Loss } from '../../shared/pad.ts'
import type { LineSettings } from '../../shared/profile.ts'
import type { Result } from '../../shared/result.ts'

export interface Port {
  readonly name: string
  /**
   * Resolves when the operating system has taken the bytes; pad/port-gone when the port is lost or closed. A peer
   * that does not read stalls it without end: the caller limits the time and closes.
   */
  write(bytes: Uint8Array): Promise<Result<void>>
  /** Closes it; may be called more than once and after a loss. After it, no handler is called. */
  close(): Promise<void>
}

export interface PortHandlers {
  /** May come before the open resolves: the reader is attached first, so that nothing is missed. */
  data(bytes: Uint8Array): void
  /** At most once, and never after close(). */
  lost(why: Loss): void
}

/** Opens the port `name`; faults are those of open-errors.ts. `signal` gives the attempt up, where it can be. */
export type OpenPort = (
  name: string,
  line: LineSettings,
  handlers: PortHandlers,
  signal?: AbortSignal,
) => Promise<Result<Port>>
