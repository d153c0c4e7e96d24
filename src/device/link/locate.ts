/** Where a pad is now: the same pad comes back as COM7 or ttyUSB1, and something else may stand in its old place. */
import type { PadIdentity } from '../../shared/pad.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Presence } from './presence.ts'

/** @returns the name of the port where the pad of this identity is, or null: it is nowhere to be seen. */
export type FindPort = (identity: PadIdentity) => Promise<string | null>

export interface Place {
  /** The port that was chosen, where the pad was last. */
  port: string
  /** null: the pad has nothing to be known by; the port's name must do. */
  identity: PadIdentity | null
  find: FindPort
  presence: Presence
}

/**
 * @returns the port to open. pad/port-missing: the pad is nowhere; pad/wrong-device: another device is where it was;
 * pad/other-socket: something is there, but not in the socket that the pad is known by.
 * Who is known by an answer alone is looked for only where the technician chose, for asking means writing.
 */
export const locate = async ({ port, identity, find, presence }: Place): Promise<Result<string>> => {
  if (!identity || identity.by === 'answer') return ok(port)
  const found = await find(identity)
  if (found !== null) return ok(found)
  if ((await presence(port)) === null) return fail('pad/port-missing', { port })
  // A pad without a serial number in another socket looks like any other device there.
  return fail(identity.by === 'location' ? 'pad/other-socket' : 'pad/wrong-device', { port })
}
