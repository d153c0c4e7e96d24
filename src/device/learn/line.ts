/** What presses tell of the line settings that they were read with: too little to choose them, enough to doubt them. */
import type { LineSettings } from '../../shared/profile.ts'
import type { Sample } from './samples.ts'

const ones = (byte: number): number => [...byte.toString(2)].filter((bit) => bit === '1').length

/** Different bytes that must all agree: by chance, one in 2^10 pads would look so. */
const ENOUGH = 10

/**
 * Whether the bytes look like seven bits and a parity bit, read as eight: every byte has an even number of ones, or every
 * byte an odd one, and the eighth bit is not always the same.
 */
export const looksLikeSevenBits = (
  samples: readonly Sample[],
  { dataBits, parity }: LineSettings,
): boolean => {
  if (dataBits !== 8 || parity !== 'none') return false
  const bytes = [...new Set(samples.flatMap(({ bursts }) => bursts.flatMap((burst) => [...burst])))]
  const high = bytes.filter((byte) => byte > 0x7f).length
  const odd = bytes.filter((byte) => ones(byte) % 2 === 1).length
  return bytes.length >= ENOUGH && high > 0 && high < bytes.length && (odd === 0 || odd === bytes.length)
}
