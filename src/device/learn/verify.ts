/** Replays what was pressed against a profile: it may be saved only when every press gives its level. */
import type { Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { codecOf } from '../profiles/codec.ts'
import type { Sample } from './samples.ts'

export interface Verified {
  presses: number
  /** Bursts too short to be a press: noise of the line. */
  noise: number
}

/** @returns how many presses gave their level; learn/replay with the first press that did not. */
export const verify = (profile: Profile, samples: readonly Sample[], shortest: number): Result<Verified> => {
  let presses = 0
  let noise = 0
  for (const { level, bursts } of samples) {
    let own = 0
    for (const [index, burst] of bursts.entries()) {
      const framer = codecOf(profile).createFramer(profile)
      const heard = [...framer.push(burst), ...framer.flush()].filter((event) => event.type === 'key')
      if (heard.length === 0 && burst.length < shortest) noise += 1
      else if (heard.length > 0 && heard.every((event) => event.level === level)) own += 1
      else {
        const found = heard.map((event) => event.level ?? event.key).join(' ') || '–'
        return fail('learn/replay', { level, press: index + 1, found })
      }
    }
    if (own === 0) return fail('learn/silent-key', { level })
    presses += own
  }
  return ok({ presses, noise })
}
