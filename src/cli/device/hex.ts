/** Hex text as a stream of bytes: pairs of digits, with spaces, line ends, commas or colons between bytes. */
import { fail, ok, type Result } from '../../shared/result.ts'

export interface HexReader {
  /** @returns the bytes that `text` completes; cli/usage with the place of what is no hex. */
  push(text: string): Result<Uint8Array>
  /** cli/usage when half a byte is left. */
  end(): Result<void>
}

const BETWEEN = /[\s,:]/
const DIGIT = /[0-9a-f]/i

export const createHexReader = (): HexReader => {
  let half = ''
  let place = 0
  return {
    push: (text) => {
      const bytes: number[] = []
      for (const char of text) {
        place += 1
        if (DIGIT.test(char)) {
          if (half) bytes.push(Number.parseInt(half + char, 16))
          half = half ? '' : char
        } else if (half || !BETWEEN.test(char)) {
          return fail('cli/usage', { why: `character ${place} is no hex: ${JSON.stringify(char)}` })
        }
      }
      return ok(Uint8Array.from(bytes))
    },
    end: () => (half ? fail('cli/usage', { why: 'the hex ends in half a byte' }) : ok(undefined)),
  }
}
