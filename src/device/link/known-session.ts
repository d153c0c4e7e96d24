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
 * known: pad/wrong-device when another answers, and the port is closed again. One that says nothing is taken for the
 * pad: it stands at the port that was chosen, a pad may be slow after its power came back, and a port that is closed
 * for silence loses the keys pressed meanwhile. If it turns out later to be another, that is path-replaced.
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
  let replaced = async () => {}
  const opened = await openSession(
    {
      ...options,
      frame: (event) => {
        if (event.type === 'identity') answered(event.text)
        if (held) held.push(event)
        else if (event.type === 'identity' && event.text !== identity.value) void replaced()
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
  replaced = async () => {
    replaced = async () => {}
    await session.close()
    options.lost('path-replaced')
  }
  void session.send({ kind: 'beat', name: 'probe', bytes })
  const text = await within(clock, ANSWER_LIMIT, answer)
  const another = text !== null && text !== identity.value
  const waited = another ? [] : held
  held = null
  for (const event of waited) options.frame(event)
  if (!another && !gone) return opened
  await session.close()
  return another ? fail('pad/wrong-device', { port }) : fail('pad/port-gone')
}
