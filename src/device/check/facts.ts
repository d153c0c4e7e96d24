/** What the guided check has seen so far. Evidence goes in, facts come out; what was seen once is never taken back by a loss. */
import type { CheckKey, ConfirmedStep, SkipCounts } from '../../shared/check.ts'
import type { PortInfo, PressFlag } from '../../shared/pad.ts'
import type { CommandName, Profile } from '../../shared/profile.ts'
import type { Fault } from '../../shared/result.ts'
import type { SkipWhy } from '../framing/framer.ts'
import { meaningOf } from '../framing/meaning.ts'
import type { LinkState } from '../link/machine.ts'

export type LinkName = LinkState['name']

/** Times (`at`) are monotonic ms. */
export type Evidence =
  /** The port as the system lists it, or null; `heldBy`: the other program that has it open. */
  | { type: 'listed'; port: PortInfo | null; heldBy: string | null }
  | { type: 'link'; name: LinkName; fault: Fault | null; at: number }
  | { type: 'bytes'; count: number }
  /** A sound frame that is no key. */
  | { type: 'frame' }
  | { type: 'identity'; text: string }
  | { type: 'skip'; why: SkipWhy; count: number }
  | { type: 'key'; key: string; flag: PressFlag | null }
  /** A command went to the pad, or why it did not. */
  | { type: 'sent'; step: ConfirmedStep; fault: Fault | null }
  | { type: 'confirmed'; step: ConfirmedStep; ok: boolean }
  | { type: 'saved'; fault: Fault | null }

/** What a person says of a step: nothing yet, that they were shown it, yes, or no. */
export interface Asked {
  sent: boolean
  fault: Fault | null
  answer: boolean | null
}

export interface CheckFacts {
  readonly port: string
  readonly kind: 'tcp' | 'hid' | 'serial'
  readonly profile: string
  /** e.g. `9600 8N1`. */
  readonly line: string
  /** In the order in which they stand on the pad: best first, causes behind their level. */
  readonly keys: readonly CheckKey[]
  readonly lightCommand: boolean
  readonly voice: 'pad' | 'pc'
  readonly listed: PortInfo | null
  readonly heldBy: string | null
  readonly link: { name: LinkName; fault: Fault | null }
  /** When it came online this time; null while it is not. */
  readonly onlineAt: number | null
  readonly bytes: number
  readonly frames: number
  readonly skips: SkipCounts
  readonly last: { key: string; count: number } | null
  /** Wire keys that the profile does not list. */
  readonly unlisted: readonly string[]
  /** The newest press when it was no clean one. */
  readonly flagged: { key: string; flag: PressFlag } | null
  readonly identity: string | null
  readonly light: Asked
  readonly spoken: Asked
  readonly saved: boolean
  readonly saveFault: Fault | null
}

const PARITY = { none: 'N', even: 'E', odd: 'O' } as const
const VOICE: readonly CommandName[] = ['welcome', 'say']
const unasked: Asked = { sent: false, fault: null, answer: null }

const kindOf = (port: string): CheckFacts['kind'] =>
  port.startsWith('tcp://') ? 'tcp' : port.startsWith('hid://') ? 'hid' : 'serial'

/** @returns the keys that a citizen can press, as they stand on the pad. */
export const keysOf = (profile: Profile): CheckKey[] =>
  Object.keys(profile.keys)
    .flatMap((key) => {
      const { level, reason } = meaningOf(profile, key)
      return level === null ? [] : [{ key, level, reason, presses: 0 }]
    })
    .sort((a, b) => b.level - a.level || Number(a.reason !== null) - Number(b.reason !== null))

/** Whether the pad itself can speak; where it cannot, the page does. */
export const padSpeaks = (profile: Profile): boolean =>
  VOICE.some((command) => profile.commands[command] !== undefined)

/** The beginning of a check: nothing is known but what was chosen. */
export const beginCheck = (port: string, profile: Profile): CheckFacts => {
  const [line] = profile.line
  return {
    port,
    kind: kindOf(port),
    profile: profile.name,
    line: `${line.baudRate} ${line.dataBits}${PARITY[line.parity]}${line.stopBits}`,
    keys: keysOf(profile),
    lightCommand: profile.commands.ask !== undefined,
    voice: padSpeaks(profile) ? 'pad' : 'pc',
    listed: null,
    heldBy: null,
    link: { name: 'connecting', fault: null },
    onlineAt: null,
    bytes: 0,
    frames: 0,
    skips: { noise: 0, 'bad-length': 0, 'bad-checksum': 0, unknown: 0 },
    last: null,
    unlisted: [],
    flagged: null,
    identity: null,
    light: unasked,
    spoken: unasked,
    saved: false,
    saveFault: null,
  }
}

const ASKED: Record<ConfirmedStep, 'light' | 'spoken'> = { light: 'light', voice: 'spoken' }
/** Other keys than the profile's that are remembered: enough to see that it is another pad. */
const MAX_UNLISTED = 16

const pressed = (facts: CheckFacts, key: string, flag: PressFlag | null): CheckFacts => {
  const listed = facts.keys.some((known) => known.key === key)
  const next = {
    ...facts,
    frames: facts.frames + 1,
    last: { key, count: (facts.last?.count ?? 0) + 1 },
    flagged: flag ? { key, flag } : null,
  }
  if (!listed) {
    if (facts.unlisted.includes(key)) return next
    return { ...next, unlisted: [...facts.unlisted, key].slice(0, MAX_UNLISTED) }
  }
  // A stuck key, or two at once, proves nothing about either key.
  if (flag) return next
  return {
    ...next,
    keys: facts.keys.map((known) => (known.key === key ? { ...known, presses: known.presses + 1 } : known)),
  }
}

/** @returns the facts after one piece of evidence. */
export const addEvidence = (facts: CheckFacts, evidence: Evidence): CheckFacts => {
  switch (evidence.type) {
    case 'listed':
      return { ...facts, listed: evidence.port, heldBy: evidence.heldBy }
    case 'link': {
      const { name, fault, at } = evidence
      const onlineAt = name === 'online' ? (facts.onlineAt ?? at) : null
      return { ...facts, link: { name, fault }, onlineAt }
    }
    case 'bytes':
      return { ...facts, bytes: facts.bytes + evidence.count }
    case 'frame':
      return { ...facts, frames: facts.frames + 1 }
    case 'identity':
      return { ...facts, frames: facts.frames + 1, identity: evidence.text }
    case 'skip': {
      const { why, count } = evidence
      return { ...facts, skips: { ...facts.skips, [why]: facts.skips[why] + count } }
    }
    case 'key':
      return pressed(facts, evidence.key, evidence.flag)
    case 'sent': {
      const { step, fault } = evidence
      const asked = facts[ASKED[step]]
      return { ...facts, [ASKED[step]]: { ...asked, sent: asked.sent || !fault, fault } }
    }
    case 'confirmed': {
      const { step, ok } = evidence
      return { ...facts, [ASKED[step]]: { ...facts[ASKED[step]], fault: null, answer: ok } }
    }
    case 'saved':
      return { ...facts, saved: facts.saved || !evidence.fault, saveFault: evidence.fault }
  }
}
