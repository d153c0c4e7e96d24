/** The guided check at work: feeds the pure check from the real link and the list of ports. One at a time. */

import { checkView, evidenceOf, mayBeSaved } from '../device/check/check.ts'
import { addEvidence, beginCheck, type CheckFacts, type Evidence } from '../device/check/facts.ts'
import type { CheckView, ConfirmedStep } from '../shared/check.ts'
import type { Clock } from '../shared/clock.ts'
import type { Config } from '../shared/config.ts'
import type { PadCommand, PortInfo } from '../shared/pad.ts'
import type { Profile } from '../shared/profile.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { Keypad } from './keypad.ts'

type KeypadConfig = NonNullable<Config['keypad']>

export interface PadCheck {
  /** Begins anew with this port and profile; the counter's link goes over to it. Fault: profile/unknown. */
  start(config: KeypadConfig): Promise<Result<void>>
  /** Port and profile of the check; null when none is going on. */
  used(): KeypadConfig | null
  /** null when no check is going on. */
  view(): CheckView | null
  /** A command went to the pad, or did not. */
  told(command: PadCommand, result: Result<void>): void
  /** The page spoke for the pad. */
  spoken(): void
  /** What the technician saw or heard. Fault: check/none. */
  confirm(step: ConfirmedStep, seen: boolean): Result<void>
  /** Keeps port and profile. Faults: check/none, check/not-finished, and those of the settings file. */
  save(): Result<void>
  /** Ends the check; unsaved, the link goes back to the keypad that is set. */
  stop(): Promise<Result<void>>
  /** The keypad is set by hand: the check is over, the link is left alone. */
  forget(): void
}

export interface PadCheckOptions {
  clock: Clock
  keypad: Pick<Keypad, 'use' | 'used' | 'watch' | 'who'>
  profiles: ReadonlyMap<string, Profile>
  /** The day's keys are levels: while it is open, nothing is taken as evidence. */
  shiftOpen(): boolean
  configured(): KeypadConfig | null
  store(config: KeypadConfig): Result<void>
  listPorts(): Promise<PortInfo[]>
  /** Which other program has the port open; null when that cannot be seen. */
  holderOf(port: string): Promise<string | null>
}

/** The list of ports costs 45–80 ms: asked for at most this often, while somebody looks and the pad is not online. */
const LIST_EVERY = 1_000

const STEP_OF: Partial<Record<PadCommand, ConfirmedStep>> = { ask: 'light', welcome: 'voice' }

export const createPadCheck = (options: PadCheckOptions): PadCheck => {
  const { clock, keypad } = options
  /** `live`: its own link has begun; until then the link before says its last words, which prove nothing here. */
  let check: { config: KeypadConfig; startedAt: number; facts: CheckFacts; live: boolean } | null = null
  let listedAt = Number.NEGATIVE_INFINITY

  const add = (evidence: Evidence | null) => {
    if (check && evidence) check = { ...check, facts: addEvidence(check.facts, evidence) }
  }
  keypad.watch((event) => {
    if (!check) return
    if (event.type === 'state' && event.state.name === 'connecting') check = { ...check, live: true }
    if (!check.live) return
    if (event.type === 'state' || !options.shiftOpen()) add(evidenceOf(event, clock.mono()))
    // Its answer, if its profile can ask and it gives one, comes as an event like any other.
    if (event.type === 'state' && event.state.name === 'online') void keypad.who()
  })
  const lookAtPorts = async () => {
    const asked = check
    if (!asked || clock.mono() - listedAt < LIST_EVERY) return
    if (asked.facts.listed && asked.facts.onlineAt !== null) return
    listedAt = clock.mono()
    const { port } = asked.config
    const busy = asked.facts.link.fault?.code === 'pad/port-busy'
    const [ports, heldBy] = await Promise.all([options.listPorts(), busy ? options.holderOf(port) : null])
    // Another check may have begun meanwhile.
    if (check?.startedAt !== asked.startedAt) return
    const listed = ports.find((one) => one.port.toUpperCase() === port.toUpperCase())
    add({ type: 'listed', port: listed ?? null, heldBy })
  }
  const running = <T>(go: () => Result<T>): Result<T> => (check ? go() : fail('check/none'))

  return {
    start: async (config) => {
      const profile = options.profiles.get(config.profile)
      if (!profile)
        return fail('profile/unknown', {
          profile: config.profile,
          known: [...options.profiles.keys()].join(' '),
        })
      listedAt = Number.NEGATIVE_INFINITY
      check = { config, startedAt: clock.now(), facts: beginCheck(config.port, profile), live: false }
      const used = await keypad.use(config)
      if (!used.ok) check = null
      return used
    },
    used: () => check?.config ?? null,
    view: () => {
      if (!check) return null
      void lookAtPorts()
      const { config, startedAt, facts } = check
      return { ...checkView(facts, clock.mono()), address: config.address, startedAt }
    },
    told: (command, result) => {
      const step = STEP_OF[command]
      if (step) add({ type: 'sent', step, fault: result.ok ? null : result.error })
    },
    spoken: () => add({ type: 'sent', step: 'voice', fault: null }),
    confirm: (step, seen) =>
      running(() => {
        add({ type: 'confirmed', step, ok: seen })
        return ok(undefined)
      }),
    save: () => {
      if (!check) return fail('check/none')
      if (!mayBeSaved(check.facts)) return fail('check/not-finished')
      // With the identity that was learnt meanwhile.
      const stored = options.store(keypad.used() ?? check.config)
      add({ type: 'saved', fault: stored.ok ? null : stored.error })
      return stored
    },
    stop: async () => {
      const over = check
      check = null
      return over && !over.facts.saved ? keypad.use(options.configured()) : ok(undefined)
    },
    forget: () => {
      check = null
    },
  }
}
