/** The one keypad of this counter: its link, and what the pages see of it. */
import { createLink, type Link, type LinkEvent } from '../device/link/link.ts'
import type { LinkState } from '../device/link/machine.ts'
import { findPort, identityOf } from '../device/port/identity.ts'
import { listPorts } from '../device/port/list.ts'
import { openPort } from '../device/port/open.ts'
import { withAddress } from '../device/profiles/address.ts'
import type { Clock } from '../shared/clock.ts'
import type { Config } from '../shared/config.ts'
import type { Loss, PadCommand, PadIdentity, PortInfo, Press } from '../shared/pad.ts'
import type { Profile } from '../shared/profile.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { PadView } from '../shared/views.ts'

type KeypadConfig = NonNullable<Config['keypad']>

export interface Keypad {
  view(): PadView
  /** Hears every event of the present link and of the links after it. @returns a function that ends it. */
  watch(listener: (event: LinkEvent) => void): () => void
  send(command: PadCommand): Promise<Result<void>>
  /** Lets the pad speak. pad/unsupported or pad/none: the PC speaks instead. */
  say(text: string): Promise<Result<void>>
  /** The PC is about to sleep: the port is closed, and nothing is tried until `resume`. */
  suspend(): Promise<void>
  resume(): void
  /** Closes the present link and opens another, or none. profile/unknown leaves everything as it was. */
  use(config: KeypadConfig | null): Promise<Result<void>>
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
  /** Since it came online, something sensible was heard. */
  let heard = false
  const watchers = new Set<(event: LinkEvent) => void>()

  const onState = (of: Link, state: LinkState, profile: string, identity: PadIdentity | null) => {
    if (state.name === 'online' && onlineAt === null) {
      onlineAt = of.port()
      heard = false
      options.onOnline(onlineAt, profile, identity)
    } else if (state.name !== 'online' && onlineAt !== null) {
      const port = onlineAt
      onlineAt = null
      options.onLost(port, lossOf(state))
    }
    options.changed()
  }

  const onEvent = (of: Link, event: LinkEvent, profile: string, identity: PadIdentity | null) => {
    for (const watcher of watchers) watcher(event)
    if (SENSIBLE.has(event.type) && !heard) {
      heard = true
      options.changed()
    }
    switch (event.type) {
      case 'state':
        return onState(of, event.state, profile, identity)
      case 'press':
        if (options.onPress(event.press)) event.acknowledge()
        return
    }
  }

  /**
   * By what the pad at a port is known, if nobody has said it: its serial number, or null. Not its socket, for people
   * plug a pad that has no number into another socket and expect it to work.
   */
  const seenAt = async (port: string): Promise<PadIdentity | null> => {
    const found = (await list()).find((one) => one.port === port)
    const identity = found ? identityOf(found) : null
    return identity?.by === 'serial' ? identity : null
  }

  const close = async () => {
    const old = link
    link = null
    used = null
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
    send: async (command) => (link ? link.send(command) : fail('pad/none')),
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
      const identity = config.identity === undefined ? await seenAt(config.port) : config.identity
      await close()
      used = config
      const opened = createLink({
        ...{ port: config.port, profile, clock, openPort, random: Math.random },
        ...{ chosenBy: 'technician', identity, find: (wanted) => findPort(wanted, config.port, list) },
      })
      link = opened
      opened.subscribe((event) => onEvent(opened, event, profile.name, identity))
      opened.start()
      options.changed()
      return ok(undefined)
    },
    stop: close,
  }
}
