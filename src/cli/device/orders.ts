/** What a line of `guiping device emulate`'s standard input does to the emulated pad. */
import type { Emulator } from '../../device/emulator/emulator.ts'
import type { WireFaults } from '../../device/emulator/press-bytes.ts'
import type { Clock } from '../../shared/clock.ts'
import { levelSchema } from '../../shared/levels.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { createHexReader } from './hex.ts'
import { findProfile } from './profile.ts'

export interface Order {
  emulator: Emulator
  clock: Clock
  /** The fault of the next press. */
  fault(): WireFaults
  /** The data folder whose own profiles may be named. */
  data?: string | undefined
  rest: string
}

const DONE = ok(undefined)
const wrong = (why: string) => fail('cli/usage', { why })

const pressLevel = ({ emulator, rest, fault }: Order, more: WireFaults = {}): Result<void> => {
  const level = levelSchema.safeParse(Number(rest))
  if (!level.success) return wrong(`no level: ${rest}`)
  return emulator.press(level.data, { ...fault(), ...more })
    ? DONE
    : wrong(`this pad has no key of level ${rest}`)
}

const pressKey = ({ emulator, rest, fault }: Order): Result<void> => {
  if (!/^[0-9A-Za-z]{1,16}$/.test(rest) || !emulator.canSend(rest)) return wrong(`key ${rest}`)
  emulator.pressKey(rest, fault())
  return DONE
}

const numbers = (rest: string, count: number): number[] | null => {
  const read = rest.split(' ').map(Number)
  return read.length === count && read.every((one) => Number.isInteger(one) && one >= 0 && one <= 600_000)
    ? read
    : null
}

/** Unknown words are answered, never ignored. */
export const ORDERS: Record<string, (order: Order) => Result<void> | Promise<Result<void>>> = {
  press: pressLevel,
  key: pressKey,
  noise: (order) => pressLevel(order, { noise: Uint8Array.of(0x00, 0xff, 0x53, 0x0d, 0x7e) }),
  double: (order) => pressLevel(order, { doubledHead: true }),
  badsum: (order) => pressLevel(order, { wrongSum: true }),
  half: (order) => pressLevel(order, { half: true }),
  twice: (order) => pressLevel(order, { twice: true }),
  stuck: async ({ emulator, rest }) => {
    const [key = '', ...more] = rest.split(' ')
    const [times = 0, everyMs = 0] = numbers(more.join(' '), 2) ?? []
    if (!emulator.canSend(key) || times === 0) return wrong(`stuck KEY TIMES MS, not ${rest}`)
    await emulator.stick(key, times, everyMs)
    return DONE
  },
  silence: ({ emulator, rest }) => {
    if (rest !== 'on' && rest !== 'off') return wrong('silence on, silence off')
    emulator.silence(rest === 'on')
    return DONE
  },
  slow: ({ emulator, rest }) => {
    const [ms] = numbers(rest, 1) ?? []
    if (ms === undefined) return wrong(`slow MS, not ${rest}`)
    emulator.answerAfter(ms)
    return DONE
  },
  swap: async ({ emulator, rest, data }) => {
    const other = findProfile(rest, data)
    return other.ok ? emulator.swap(other.value) : other
  },
  wait: ({ clock, rest }) => {
    const [ms] = numbers(rest, 1) ?? []
    if (ms === undefined) return wrong(`wait MS, not ${rest}`)
    return new Promise((resolve) => {
      clock.after(ms, () => resolve(DONE))
    })
  },
  raw: ({ emulator, rest }) => {
    const reader = createHexReader()
    const bytes = reader.push(rest)
    if (!bytes.ok) return bytes
    const whole = reader.end()
    if (whole.ok) emulator.send(bytes.value)
    return whole
  },
  unplug: async ({ emulator }) => {
    await emulator.unplug()
    return DONE
  },
  replug: ({ emulator }) => emulator.replug(),
}

/** The orders as people read them. */
export const ORDER_WORDS =
  'press 5 | key 03 | noise 5 | double 5 | badsum 5 | half 5 | twice 5 | stuck 03 TIMES MS | silence on|off | ' +
  'slow MS | swap PROFILE | wait MS | raw ff68 | unplug | replug | quit'
