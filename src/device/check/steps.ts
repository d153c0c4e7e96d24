/** The steps of the guided check as a table: when each is done, what stands against it, and what was seen. */
import type { CheckEvidence, CheckStep } from '../../shared/check.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Fault } from '../../shared/result.ts'
import type { Asked, CheckFacts } from './facts.ts'

export interface StepRule {
  step: CheckStep
  /** Whether its evidence is there. */
  done(facts: CheckFacts): boolean
  /** What stands against it at `now` (monotonic ms); null when nothing does. */
  trouble(facts: CheckFacts, now: number): Fault | null
  evidence(facts: CheckFacts): CheckEvidence
  /** It may be left as it is: the next step can be done although this one failed. */
  answered?(facts: CheckFacts): boolean
}

/** ms online without one byte, after which something is wrong with cable, power or the pad. */
export const NO_BYTES_AFTER = 10_000
/** Bytes without one sound frame, after which profile or line settings are wrong: some presses of any pad known. */
export const NO_FRAMES_AFTER = 24

/** Which step a fault of the link speaks against; all others are about opening the port. */
const FAULT_STEP: Partial<Record<ErrorCode, CheckStep>> = {
  'pad/port-missing': 'visible',
  'pad/port-gone': 'visible',
  'pad/unreachable': 'visible',
  'pad/bad-port-name': 'visible',
  'pad/driver': 'driver',
  'pad/not-serial': 'driver',
  'pad/no-hid': 'driver',
  'pad/write-timeout': 'bytes',
  'pad/missed-heartbeat': 'bytes',
  'pad/wrong-device': 'pad',
  'pad/other-socket': 'pad',
}
/** What must be before bytes can come, in this order. */
const BEFORE_BYTES: readonly CheckStep[] = ['visible', 'driver', 'open']

const faultStep = ({ link }: CheckFacts): CheckStep | null =>
  link.fault ? (FAULT_STEP[link.fault.code] ?? 'open') : null

/** A fault of a later step proves the steps before it: a busy port is visible and has its driver. */
const proven = (facts: CheckFacts, step: CheckStep): boolean => {
  if (facts.link.name === 'online') return true
  const against = faultStep(facts)
  if (against === null) return false
  const place = BEFORE_BYTES.indexOf(against)
  return place < 0 ? step !== 'open' : place > BEFORE_BYTES.indexOf(step)
}

const linkTrouble = (facts: CheckFacts, step: CheckStep): Fault | null =>
  faultStep(facts) === step ? facts.link.fault : null

const online = ({ link }: CheckFacts) => link.name === 'online'
const seen = (code: CheckEvidence['code'], params?: CheckEvidence['params']): CheckEvidence =>
  params ? { code, params } : { code }

const nameOf = (facts: CheckFacts): CheckEvidence => {
  if (facts.kind === 'tcp') return seen('network')
  const { listed } = facts
  if (!listed) return seen(proven(facts, 'visible') ? 'unlisted' : 'nothing-yet')
  const usb = listed.vendorId ? `${listed.vendorId}:${listed.productId ?? '?'}` : ''
  return seen('listed', { name: [listed.name, usb].filter((part) => part !== '').join(' · ') || listed.port })
}

const pressedKeys = ({ keys }: CheckFacts) => keys.filter(({ presses }) => presses > 0)

const padTrouble = (facts: CheckFacts): Fault | null => {
  const wrong = linkTrouble(facts, 'pad')
  if (wrong) return wrong
  const { unlisted, profile } = facts
  if (unlisted.length > 0) return { code: 'check/unknown-key', params: { key: unlisted.join(' '), profile } }
  if (facts.frames === 0 && facts.skips.unknown > 0) return { code: 'check/other-pad', params: { profile } }
  return null
}

const FLAGS: Record<'stuck' | 'ambiguous', ErrorCode> = {
  stuck: 'check/stuck-key',
  ambiguous: 'check/two-keys',
}

const asked = (
  { sent, answer }: Asked,
  words: Record<'send' | 'look' | 'yes' | 'no', CheckEvidence['code']>,
): CheckEvidence => {
  if (answer !== null) return seen(answer ? words.yes : words.no)
  return seen(sent ? words.look : words.send)
}

const LIGHT = { send: 'light-send', look: 'light-look', yes: 'light-seen', no: 'light-unseen' } as const
const VOICE = { send: 'voice-send', look: 'voice-listen', yes: 'voice-heard', no: 'voice-unheard' } as const

export const STEP_RULES: readonly StepRule[] = [
  {
    step: 'visible',
    // A port that opened is there, whatever the list says: pseudo-terminals stand in none.
    done: (facts) => proven(facts, 'visible') || (facts.listed !== null && facts.link.name === 'connecting'),
    trouble: (facts) => linkTrouble(facts, 'visible'),
    evidence: nameOf,
  },
  {
    step: 'driver',
    done: (facts) => proven(facts, 'driver'),
    trouble: (facts) => linkTrouble(facts, 'driver'),
    evidence: (facts) =>
      seen(!proven(facts, 'driver') ? 'nothing-yet' : facts.kind === 'tcp' ? 'driver-none' : 'driver-ok'),
  },
  {
    step: 'open',
    done: online,
    trouble: (facts) => linkTrouble(facts, 'open'),
    evidence: (facts) => {
      if (online(facts)) return seen('opened', { line: facts.kind === 'serial' ? facts.line : facts.port })
      if (facts.heldBy) return seen('held-by', { program: facts.heldBy })
      return seen(facts.link.name === 'connecting' ? 'connecting' : 'nothing-yet')
    },
  },
  {
    step: 'bytes',
    done: (facts) => facts.bytes > 0 && linkTrouble(facts, 'bytes') === null,
    trouble: (facts, now) => {
      const { onlineAt, bytes } = facts
      const silent = bytes === 0 && onlineAt !== null && now - onlineAt >= NO_BYTES_AFTER
      return linkTrouble(facts, 'bytes') ?? (silent ? { code: 'check/no-bytes' } : null)
    },
    evidence: ({ bytes }) => (bytes > 0 ? seen('bytes', { bytes }) : seen('press-any')),
  },
  {
    step: 'frames',
    // A frame of another pad or address is a frame: the next step says that it is the wrong one.
    done: ({ frames, skips }) => frames > 0 || skips.unknown > 0,
    trouble: ({ frames, skips, bytes, profile }) =>
      frames === 0 && skips.unknown === 0 && bytes >= NO_FRAMES_AFTER
        ? { code: 'check/no-frames', params: { bytes, profile } }
        : null,
    evidence: ({ frames, skips }) => {
      if (frames > 0) return seen('frames', { frames })
      if (skips.unknown > 0) return seen('foreign-frames')
      const refused = skips.noise + skips['bad-length'] + skips['bad-checksum']
      return refused > 0 ? seen('refused', { refused }) : seen('nothing-yet')
    },
  },
  {
    step: 'pad',
    done: (facts) => padTrouble(facts) === null && (pressedKeys(facts).length > 0 || facts.identity !== null),
    trouble: padTrouble,
    evidence: (facts) => {
      if (facts.identity !== null) return seen('pad-identity', { identity: facts.identity })
      const [key] = pressedKeys(facts)
      return key ? seen('pad-key', { key: key.key }) : seen('nothing-yet')
    },
  },
  {
    step: 'keys',
    done: (facts) => pressedKeys(facts).length === facts.keys.length,
    trouble: ({ flagged }) => (flagged ? { code: FLAGS[flagged.flag], params: { key: flagged.key } } : null),
    evidence: (facts) => seen('keys', { pressed: pressedKeys(facts).length, all: facts.keys.length }),
  },
  {
    step: 'light',
    done: ({ light, lightCommand }) => !lightCommand || light.answer === true,
    trouble: ({ light }) => (light.answer === false ? { code: 'check/no-light' } : light.fault),
    evidence: ({ light, lightCommand }) => (lightCommand ? asked(light, LIGHT) : seen('light-none')),
    answered: ({ light }) => light.answer !== null,
  },
  {
    step: 'voice',
    done: ({ spoken }) => spoken.answer === true,
    trouble: ({ spoken }) => (spoken.answer === false ? { code: 'check/no-voice' } : spoken.fault),
    evidence: ({ spoken, voice }) =>
      voice === 'pc' && spoken.answer === null && !spoken.sent ? seen('voice-pc') : asked(spoken, VOICE),
    answered: ({ spoken }) => spoken.answer !== null,
  },
  {
    step: 'saved',
    done: ({ saved }) => saved,
    trouble: ({ saveFault }) => saveFault,
    evidence: ({ saved }) => seen(saved ? 'saved' : 'nothing-yet'),
  },
]
