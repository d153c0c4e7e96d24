/**
 * Pads that send a code per press: the same code again and again is a stuck key. Its first nine codes are ordinary
 * presses, for a citizen who taps fast looks the same, and the counter counts one of them at most; from the tenth on
 * they are flagged, so that a stuck key cannot vote in the asks that follow.
 */
import { deviceOf, type PadKey } from './pad-key.ts'

/** ms between two codes of one run, and codes of a run that make a stuck key. */
export const RUN_GAP = 300
export const RUN_LENGTH = 10

interface Run {
  at: number
  length: number
}
export type RepeatState = ReadonlyMap<string, Run>

/** Takes a code at `mono`. Other keys in between do not end a run: citizens press beside a stuck key. */
export const repeated = (
  state: RepeatState,
  event: PadKey,
  mono: number,
): { state: RepeatState; flag: 'stuck' | null } => {
  const name = `${deviceOf(event)}/${event.key}`
  // Runs that are over are forgotten here, so that noise cannot fill the memory with keys.
  const going = new Map([...state].filter(([, run]) => mono - run.at < RUN_GAP))
  const length = (going.get(name)?.length ?? 0) + 1
  return { state: going.set(name, { at: mono, length }), flag: length >= RUN_LENGTH ? 'stuck' : null }
}
