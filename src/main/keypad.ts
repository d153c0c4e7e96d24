/** The one keypad of this counter: its link, and what the pages see of it. */
import { knownAs } from '../device/detect/apart.ts'
import { createLink, type Link, type LinkEvent, type Told } from '../device/link/link.ts'
import type { LinkState } from '../device/link/machine.ts'
import type { About } from '../device/link/moments.ts'
import { within } from '../device/link/within.ts'
import { findPort } from '../device/port/identity.ts'
import { listPorts } from '../device/port/list.ts'
import { mayBeAt } from '../device/port/name.ts'
import { openPort } from '../device/port/open.ts'
import { withAddress } from '../device/profiles/address.ts'
import type { Clock } from '../shared/clock.ts'
import type { Config } from '../shared/config.ts'
import type { Loss, PadCommand, PadIdentity, PadMoment, PortInfo, Press } from '../shared/pad.ts'
import type { Profile } from '../shared/profile.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { PadView } from '../shared/views.ts'

type KeypadConfig = NonNullable<Config['keypad']>

export interface Keypad {
  view(): PadView
  /** Hears every event of the present link and of the links after it. @returns a function that ends it. */
  watch(listener: (event: LinkEvent) => void): () => void
  send(command: PadCommand): Promise<Result<void>>
  /** Tells the pad what a moment of the counter means to it. @returns each command with its result; none without a pad. */
  perform(moment: PadMoment, about: About): Promise<Told[]>
  /** Lets the pad speak. pad/unsupported or pad/none: the PC speaks instead. */
  say(text: string): Promise<Result<void>>
  /** Asks the pad who it is; faults as those of a link, and pad/none. */
  who(): Promise<Result<string>>
  /** The PC is about to sleep: the port is closed, and nothing is tried until `resume`. */
  suspend(): Promise<void>
  resume(): void
  /** Closes the present link and opens another, or none. profile/unknown and profile/needs-hid leave everything as it was. */
  use(config: KeypadConfig | null): Promise<Result<void>>
  /** What is used now, with the identity that was learnt; null: no keypad. */
  used(): KeypadConfig | null
  stop(): Promise<void>
}

export interface KeypadOptions {
  clock: Clock
  profiles: ReadonlyMap<string, Profile>
  /** @returns whether the press is committed; only then is it acknowledged. */
  onPress(press: Press): boolean
  /** `port`: where the pad is now, which may be another port than was chosen. */
  onOnline(port: string, profile: string, identity: PadIdentity | null): void
  onLost(port: string, why: Loss): void
  /** A pad whose identity nobody had said has spoken, and this is it. */
  onLearnt?(used: KeypadConfig): void
  changed(): void
  /** The system's list when left out. */
  listPorts?(): Promise<PortInfo[]>
}

/** While the PC sleeps nobody sees it; afterwards it connects. */
const STATES: Record<LinkState['name'], PadView['state']> = {
  suspended: 'connecting',
  connecting: 'connecting',
  online: 'online',
  lost: 'lost',
  blocked: 'blocked',
  stopped: 'none',
}

/** What only a pad of the chosen profile sends. */
const SENSIBLE: ReadonlySet<LinkEvent['type']> = new Set(['press', 'ack', 'identity', 'status'])

/** ms for the list of ports, which costs 45–80 ms on Linux. */
const LIST_LIMIT = 5_000

/** Why the connection before this state ended. */
const lossOf = (state: LinkState): Loss => {
  if (state.name === 'lost') return state.why
  return state.name === 'suspended' ? 'suspended' : 'stopped'
}

export const createKeypad = (options: KeypadOptions): Keypad => {
  const { clock, profiles } = options
  let link: Link | null = null
  let used: KeypadConfig | null = null
  const list = options.listPorts ?? listPorts
  /** Where the pad came online; null: it is not. */
  let onlineAt: string | null = null
  /** Whether nobody has said by what the pad is known, so that it is to be learnt. */
  let learns = false
  let asking: Promise<Result<string>> | null = null
  /** Since it came online, something sensible was heard. */
  let heard = false
  const watchers = new Set<(event: LinkEvent) => void>()

  /** What the list of ports tells of the pad; the socket too, for most pads' bridges have no serial number. */
  const knownAt = async (port: string, answer: string | null) => {
    const ports = await within(
      clock,
      LIST_LIMIT,
      list().catch(() => []),
    )
    return knownAs(port, ports ?? [], answer)
  }
  const who = (): Promise<Result<string>> => {
    if (!link) return Promise.resolve(fail('pad/none'))
    asking ??= link.who().finally(() => {
      asking = null
    })
    return asking
  }
  /** The pad has spoken: it is the one, and from now on it is followed by what it is known by. */
  const learn = async (of: Link, answer: string | null) => {
    const identity = used?.identity ?? (await knownAt(of.port(), answer))
    if (!identity || !used || link !== of || !learns) return
    learns = false
    used = { ...used, identity }
    of.know(identity)
    options.onLearnt?.(used)
  }

  const onState = (of: Link, state: LinkState, profile: string) => {
    if (state.name === 'online' && onlineAt === null) {
      onlineAt = of.port()
      heard = false
      options.onOnline(onlineAt, profile, used?.identity ?? null)
      if (learns && !used?.identity) void who()
    } else if (state.name !== 'online' && onlineAt !== null) {
      const port = onlineAt
      onlineAt = null
      options.onLost(port, lossOf(state))
    }
    options.changed()
  }

  const onEvent = (of: Link, event: LinkEvent, profile: string) => {
    for (const watcher of watchers) watcher(event)
    if (SENSIBLE.has(event.type)) {
      const first = !heard
      heard = true
      if (first) options.changed()
      if (learns && link === of && (first || event.type === 'identity'))
        void learn(of, event.type === 'identity' ? event.text : null)
    }
    switch (event.type) {
      case 'state':
        return onState(of, event.state, profile)
      case 'press':
        if (options.onPress(event.press)) event.acknowledge()
        return
    }
  }

  const close = async () => {
    const old = link
    link = null
    used = null
    asking = null
    await old?.stop()
  }

  return {
    view: () => {
      const state = link?.state()
      return {
        state: state ? STATES[state.name] : 'none',
        port: onlineAt ?? used?.port ?? null,
        profile: used?.profile ?? null,
        trouble: state && 'fault' in state ? state.fault : null,
        heard: onlineAt !== null && heard,
      }
    },
    watch: (listener) => {
      watchers.add(listener)
      return () => {
        watchers.delete(listener)
      }
    },
    used: () => used,
    who,
    send: async (command) => (link ? link.send(command) : fail('pad/none')),
    perform: async (moment, about) => (link ? link.perform(moment, about) : []),
    say: async (text) => (link ? link.say(text) : fail('pad/none')),
    suspend: async () => link?.suspend(),
    resume: () => link?.resume(),
    use: async (config) => {
      if (!config) {
        await close()
        options.changed()
        return ok(undefined)
      }
      const known = profiles.get(config.profile)
      if (!known)
        return fail('profile/unknown', { profile: config.profile, known: [...profiles.keys()].join(' ') })
      const profile = withAddress(known, config.address)
      if (!mayBeAt(known, config.port))
        return fail('profile/needs-hid', { profile: config.profile, port: config.port })
      const unsaid = config.identity === undefined
      const identity = unsaid ? await knownAt(config.port, null) : (config.identity ?? null)
      await close()
      learns = unsaid
      used = identity ? { ...config, identity } : config
      const opened = createLink({
        ...{ port: config.port, profile, clock, openPort, random: Math.random },
        ...{ chosenBy: 'technician', identity, find: (wanted) => findPort(wanted, config.port, list) },
      })
      link = opened
      opened.subscribe((event) => onEvent(opened, event, profile.name))
      opened.start()
      options.changed()
      return ok(undefined)
    },
    stop: close,
  }
}
