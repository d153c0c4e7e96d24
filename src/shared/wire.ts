/** The bridge between page and main process: one interface, two wires (Electron IPC; POST /rpc + Server-Sent Events). */
import type { ErrorCode } from './errors.ts'
import type { Push } from './views.ts'

/** `message` is the sentence in the program's language, with the next step; pages make their own from code and params. */
export interface ReplyError {
  code: ErrorCode
  message: string
  params?: Record<string, string | number>
}

export type Reply = { ok: true; value: unknown } | { ok: false; error: ReplyError }

export interface Wire {
  request(method: string, input: unknown): Promise<Reply>
  /** Pushes carry seq; on a gap or reconnect (`null`) ask for the snapshot. */
  subscribe(listener: (push: Push | null) => void): () => void
}
