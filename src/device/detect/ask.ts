/** Asks a pad who it is, as one profile would. Only on a port that the technician chose: it may be a scale. */
import type { Clock } from '../../shared/clock.ts'
import type { Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { within } from '../link/within.ts'
import { codecOf } from '../profiles/codec.ts'

/** ms that one question may take, with its answer. */
export const ASK_LIMIT = 800
/** Bytes that one question may have, and that are read for its answer. */
export const ASK_BYTES = 64

/** An open port: what it sends, and who hears it next. */
export interface Wire {
  write(bytes: Uint8Array): Promise<Result<void>>
  /** Who hears what comes from now on; null: nobody. */
  hear(listener: ((bytes: Uint8Array) => void) | null): void
}

/**
 * @returns what the pad says of itself. detect/no-question: the profile has none (nothing is sent);
 * detect/no-answer: none within 800 ms and 64 bytes.
 */
export const askWho = async (wire: Wire, profile: Profile, clock: Clock): Promise<Result<string>> => {
  const codec = codecOf(profile)
  const question = profile.probe ? codec.encode(profile, 'probe') : null
  if (!profile.probe || !question || question.length > ASK_BYTES)
    return fail('detect/no-question', { profile: profile.name })
  const { expect } = profile.probe
  const framer = codec.createFramer(profile)
  const none = fail('detect/no-answer', { profile: profile.name })
  let left = ASK_BYTES
  const answer = Promise.withResolvers<Result<string>>()
  wire.hear((bytes) => {
    const read = bytes.subarray(0, left)
    left -= read.length
    for (const event of framer.push(read))
      if (event.type === expect) answer.resolve(ok('text' in event ? event.text : event.bytes))
    if (left === 0) answer.resolve(none)
  })
  // A write that stalls must not hold the next profile up: the limit is over both.
  void wire.write(question).then((written) => {
    if (!written.ok) answer.resolve(written)
  })
  const answered = await within(clock, ASK_LIMIT, answer.promise)
  wire.hear(null)
  return answered ?? none
}
