/** Lends ports to detection and learning: one at a time, the counter's own link lets go and comes back after. */
import type { Fault } from '../shared/result.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { Keypad } from './keypad.ts'

export interface PortLoan {
  /**
   * Lets the link go, then runs `use`; the link comes back when that has ended. Why it is to end stands in
   * `signal.reason`: a Fault, or null when the technician ended it. Fault: bench/busy.
   */
  take(use: (signal: AbortSignal) => Promise<void>): Result<void>
  /** Ends what goes on; resolves when the link has its port back. */
  end(why: Fault | null): Promise<void>
  /** The PC is about to sleep: whatever is open is closed, and stays so until `wake`. */
  sleep(): void
  wake(): void
}

export const createPortLoan = (
  keypad: Pick<Keypad, 'suspend' | 'resume'>,
  report: (error: unknown, where: string) => void,
): PortLoan => {
  let present: { stop: AbortController; over: Promise<void> } | null = null
  let asleep = false

  const lend = async (use: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => {
    try {
      await keypad.suspend()
      await use(signal)
    } catch (error) {
      report(error, 'port-loan')
    } finally {
      present = null
      if (!asleep) keypad.resume()
    }
  }
  const end = async (why: Fault | null) => {
    present?.stop.abort(why)
    await present?.over
  }
  return {
    take: (use) => {
      if (present || asleep) return fail('bench/busy')
      const stop = new AbortController()
      // Begins in the next turn, so that `present` is set before anything can end.
      present = { stop, over: Promise.resolve().then(() => lend(use, stop.signal)) }
      return ok(undefined)
    },
    end,
    sleep: () => {
      asleep = true
      void keypad.suspend()
      void end({ code: 'bench/asleep' })
    },
    wake: () => {
      asleep = false
      // What is still ending gives the link back by itself.
      if (!present) keypad.resume()
    },
  }
}
