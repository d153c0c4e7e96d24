/** Pushes: what changed is sent once per turn of the event loop, to each page as its roles may see it. */
import type { Push, Role, Snapshot } from '../shared/views.ts'

export type Section = Exclude<keyof Snapshot, 'seq'>

/** What the clerk waits for comes first. */
const ORDER: readonly Section[] = ['counter', 'display', 'today', 'pad', 'host', 'delivery']

export interface Hub {
  /** Marks sections as changed. They are computed and sent together, before the next timer or I/O event. */
  changed(...sections: Section[]): void
  /** Sends what is marked now. */
  flush(): void
  subscribe(session: string, listener: (push: Push) => void): () => void
  snapshot(session: string): Snapshot
}

export interface HubOptions {
  roles(session: string): Role[]
  /** Computes one section for a page that holds `roles`. */
  view<S extends Section>(section: S, roles: readonly Role[]): Snapshot[S]
}

/**
 * One numbering for all pages: every push goes to everyone, only its value depends on the roles. So a page that
 * misses a number knows that it missed something.
 */
export const createHub = ({ roles, view }: HubOptions): Hub => {
  const listeners = new Set<{ session: string; listener: (push: Push) => void }>()
  const dirty = new Set<Section>()
  let seq = 0

  const flush = () => {
    const sections = ORDER.filter((section) => dirty.has(section))
    dirty.clear()
    for (const section of sections) {
      seq += 1
      const values = new Map<string, Snapshot[Section]>()
      for (const { session, listener } of listeners) {
        const held = roles(session)
        // A customer's screen is told of itself and of nothing else.
        if (section !== 'display' && held.every((role) => role === 'display')) continue
        const key = held.join()
        const value = values.get(key) ?? view(section, held)
        values.set(key, value)
        listener({ seq, section, value } as Push)
      }
    }
  }

  return {
    changed: (...sections) => {
      if (dirty.size === 0) queueMicrotask(flush)
      for (const section of sections) dirty.add(section)
    },
    flush,
    subscribe: (session, listener) => {
      const entry = { session, listener }
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    snapshot: (session) => {
      const held = roles(session)
      return {
        seq,
        host: view('host', held),
        counter: view('counter', held),
        today: view('today', held),
        pad: view('pad', held),
        delivery: view('delivery', held),
        display: view('display', held),
      }
    },
  }
}
