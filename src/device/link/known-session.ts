/** Opens a port and makes sure that it is the right pad, where a pad is known by nothing but its answer. */
import type { PadIdentity } from '../../shared/pad.ts'
import { fail, type Result } from '../../shared/result.ts'
import type { FrameEvent } from '../framing/framer.ts'
import { openSession, type Session, type SessionOptions } from './session.ts'
import { within } from './within.ts'

/** ms in which a pad must say who it is. */
export const ANSWER_LIMIT = 800

/**
 * As openSession. With an identity by answer the pad is asked first, and what it says meanwhile waits until it is
 * known: pad/wrong-device when another answers, pad/missed-heartbeat when none does. The port is then closed again.
 * What waited is dropped only when another device has said it: a pad that is pulled out before it could answer was
 * pressed all the same.
 */
export const openKnownSession = async (
  options: SessionOptions & { identity: PadIdentity | null },
  signal: AbortSignal,
): Promise<Result<Session>> => {
  const { clock, identity, port } = options
  const bytes = options.mayWrite ? options.speech.probe : null
  if (identity?.by !== 'answer' || !bytes) return openSession(options, signal)

  let held: FrameEvent[] | null = []
  let gone = false
  let answered: (text: string | null) => void = () => {}
  const answer = new Promise<string | null>((resolve) => {
    answered = resolve
  })
  const opened = await openSession(
    {
      ...options,
      frame: (event) => {
        if (event.type === 'identity') answered(event.text)
        if (held) held.push(event)
        else options.frame(event)
      },
      lost: (why) => {
        if (!held) return options.lost(why)
        gone = true
        answered(null)
      },
    },
    signal,
  )
  if (!opened.ok) return opened
  const session = opened.value
  void session.send({ kind: 'beat', name: 'probe', bytes })
  const text = await within(clock, ANSWER_LIMIT, answer)
  const another = text !== null && text !== identity.value
  const waited = another ? [] : held
  held = null
  for (const event of waited) options.frame(event)
  if (text === identity.value && !gone) return opened
  await session.close()
  if (another) return fail('pad/wrong-device', { port })
  return gone ? fail('pad/port-gone') : fail('pad/missed-heartbeat')
}
