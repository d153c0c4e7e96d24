/**
 * What waits to go to a pad: one write at a time, in the order of asking. A pad shows one thing, so of the commands
 * that set what it shows only the newest is worth sending; a phrase is worth speaking only while it is fresh.
 */
import type { Clock } from '../../shared/clock.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { fail, type Result } from '../../shared/result.ts'

/**
 * `latest`: a newer one of the kind takes the place of one that was not sent; `named`: a newer one of its name does;
 * `voice`: has a time to live.
 */
export type Kind = 'latest' | 'named' | 'voice' | 'answer' | 'beat'

export interface Letter {
  kind: Kind
  /** What it says; for the sentence of a fault, too. */
  name: string
  bytes: Uint8Array
  /** ms that it may wait; for ever when left out. */
  ttlMs?: number
}

export interface Outbox {
  /**
   * Resolves once the bytes are taken: the result of the write; pad/superseded when a newer one took its place,
   * pad/too-old when it waited longer than its time to live, or the fault it was cleared with.
   */
  send(letter: Letter): Promise<Result<void>>
  /** Nothing more is sent: answers all that wait with `code`. */
  clear(code: ErrorCode): void
}

/** Letters of a kind that may wait; a further one takes the place of the oldest. Answers are one per press. */
const ROOM: Record<Kind, number> = { latest: 1, named: 1, beat: 1, voice: 4, answer: 64 }

/** Whether two compete for the same room. */
const alike = (one: Letter, other: Letter) =>
  one.kind === other.kind && (one.kind !== 'named' || one.name === other.name)

interface Waiting extends Letter {
  until: number
  done(result: Result<void>): void
}

/** `write` must answer in a limited time, as a session's does. */
export const createOutbox = (clock: Clock, write: (bytes: Uint8Array) => Promise<Result<void>>): Outbox => {
  let waiting: Waiting[] = []
  let closed: ErrorCode | null = null
  let busy = false

  const drop = (letter: Waiting, code: ErrorCode) => {
    waiting = waiting.filter((other) => other !== letter)
    letter.done(fail(code, { command: letter.name }))
  }
  const pump = async () => {
    if (busy) return
    busy = true
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (clock.mono() > next.until) {
        drop(next, 'pad/too-old')
        continue
      }
      waiting = waiting.slice(1)
      next.done(await write(next.bytes))
    }
    busy = false
  }

  return {
    send: (letter) => {
      if (closed) return Promise.resolve(fail(closed, { command: letter.name }))
      return new Promise((done) => {
        const same = waiting.filter((other) => alike(other, letter))
        const [oldest] = same
        if (oldest && same.length >= ROOM[letter.kind]) drop(oldest, 'pad/superseded')
        waiting = [
          ...waiting,
          { ...letter, until: clock.mono() + (letter.ttlMs ?? Number.POSITIVE_INFINITY), done },
        ]
        void pump()
      })
    },
    clear: (code) => {
      closed = code
      for (const letter of waiting) drop(letter, code)
    },
  }
}
