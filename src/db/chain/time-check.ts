/** Can these times have been so? Wall clocks may be wrong and jump; a jump that nobody noted down is odd. */
import type { Finding } from './finding.ts'
import type { Looked } from './look.ts'

/** Entries are stamped a moment before they are written. */
const SLACK_MS = 5_000
/** The program looks at its clock every 10 s and writes a jump down: after this long nobody has. */
const NOTED_WITHIN_MS = 60_000

export interface TimeCheck {
  step(seq: number, looked: Looked): Finding | null
}

export const createTimeCheck = (): TimeCheck => {
  const past = new Set<string>()
  let boot: string | null = null
  let mono = 0
  /** Wall clock minus monotonic clock, as last noted. */
  let base = 0
  let jump: { seq: number; mono: number } | null = null
  let told = false

  const odd = (why: 'mono' | 'wall', seq: number): Finding | null => {
    if (told) return null
    told = true
    return { verdict: 'time-odd', why, seq }
  }

  const begin = (looked: Looked) => {
    if (boot !== null) past.add(boot)
    boot = looked.boot
    mono = looked.mono
    base = looked.at - looked.mono
    jump = null
  }

  const noted = ({ kind, source }: Looked) =>
    kind === 'app.resumed' || (kind === 'clock.observed' && source === 'jump')

  return {
    step: (seq, looked) => {
      if (looked.side !== undefined) return null
      if (looked.boot !== boot) {
        const again = past.has(looked.boot)
        begin(looked)
        return again ? odd('mono', seq) : null
      }
      if (looked.mono < mono - SLACK_MS) return odd('mono', seq)
      mono = Math.max(mono, looked.mono)
      const offset = looked.at - looked.mono
      if (noted(looked)) {
        base = offset
        jump = null
        return null
      }
      if (Math.abs(offset - base) > SLACK_MS) jump ??= { seq, mono: looked.mono }
      else {
        // A clock that is brought right little by little never jumps.
        base = offset
        jump = null
      }
      return jump && looked.mono - jump.mono > NOTED_WITHIN_MS ? odd('wall', jump.seq) : null
    },
  }
}
