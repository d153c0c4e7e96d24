/** The one keypad of this counter: its link, and what the pages see of it. */
import { createLink, type Link, type LinkEvent } from '../device/link/link.ts'
import { openPort } from '../device/port/open.ts'
import { withAddress } from '../device/profiles/address.ts'
import type { Clock } from '../shared/clock.ts'
import type { Config } from '../shared/config.ts'
import type { Loss, PadCommand, Press } from '../shared/pad.ts'
import type { Profile } from '../shared/profile.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { PadView } from '../shared/views.ts'

type KeypadConfig = NonNullable<Config['keypad']>

export interface Keypad {
  view(): PadView
  /** Hears every event of the present link and of the links after it. @returns a function that ends it. */
  watch(listener: (event: LinkEvent) => void): () => void
  send(command: PadCommand): Promise<Result<void>>
  /** Closes the present link and opens another, or none. profile/unknown leaves everything as it was. */
  use(config: KeypadConfig | null): Promise<Result<void>>
  stop(): Promise<void>
}

export interface KeypadOptions {
  clock: Clock
  profiles: ReadonlyMap<string, Profile>
  /** @returns whether the press is committed; only then is it acknowledged. */
  onPress(press: Press): boolean
  onOnline(port: string, profile: string): void
  onLost(port: string, why: Loss): void
  changed(): void
}

const STATES: Record<string, PadView['state']> = {
  connecting: 'connecting',
  online: 'online',
  lost: 'lost',
  blocked: 'blocked',
  stopped: 'none',
}

export const createKeypad = (options: KeypadOptions): Keypad => {
  const { clock, profiles } = options
  let link: Link | null = null
  let used: KeypadConfig | null = null
  let online = false
  const watchers = new Set<(event: LinkEvent) => void>()

  const onEvent = (config: KeypadConfig, event: LinkEvent) => {
    for (const watcher of watchers) watcher(event)
    switch (event.type) {
      case 'state': {
        const { state } = event
        if (state.name === 'online' && !online) {
          online = true
          options.onOnline(config.port, config.profile)
        } else if (state.name !== 'online' && online) {
          online = false
          options.onLost(config.port, state.name === 'lost' ? state.why : 'stopped')
        }
        options.changed()
        return
      }
      case 'press':
        if (options.onPress(event.press)) event.acknowledge()
        return
    }
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
        state: state ? (STATES[state.name] ?? 'none') : 'none',
        port: used?.port ?? null,
        profile: used?.profile ?? null,
        trouble: state && 'fault' in state ? state.fault : null,
      }
    },
    watch: (listener) => {
      watchers.add(listener)
      return () => {
        watchers.delete(listener)
      }
    },
    send: async (command) => (link ? link.send(command) : fail('pad/none')),
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
      await close()
      used = config
      link = createLink({
        port: config.port,
        profile,
        clock,
        openPort,
        random: Math.random,
        chosenBy: 'technician',
      })
      link.subscribe((event) => onEvent(config, event))
      link.start()
      options.changed()
      return ok(undefined)
    },
    stop: close,
  }
}
