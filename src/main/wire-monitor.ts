/** What crossed the keypad's wire last, with what the program made of it, and how much was refused. */
import type { LinkEvent } from '../device/link/link.ts'
import type { SkipCounts } from '../shared/check.ts'
import type { Clock } from '../shared/clock.ts'
import type { Heard, MonitorEvent } from '../shared/monitor.ts'
import { heardOf } from './heard.ts'

/** Events that are kept. */
const KEPT = 200

export interface WireMonitor {
  hear(event: LinkEvent): void
  /** Newest last. `skips` counts bytes since the program's start. */
  view(): { events: MonitorEvent[]; skips: SkipCounts }
}

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

type Row = Omit<MonitorEvent, 'number' | 'at'>
const note = (heard: Heard, hex = ''): Row => ({ direction: 'note', hex, heard })

const rowOf = (event: LinkEvent): Row => {
  switch (event.type) {
    case 'state': {
      const { state } = event
      return note({ type: 'link', state: state.name, fault: 'fault' in state ? state.fault : null })
    }
    case 'press': {
      const { key, level, cause = null, flag = null, bytes } = event.press
      return note({ type: 'key', key, level, cause, flag }, bytes)
    }
    case 'dropped':
      return note({ type: 'dropped', key: event.press.key, why: event.why }, event.press.bytes)
    case 'bytes':
      return { direction: event.direction, hex: toHex(event.bytes), heard: null }
    default:
      return note(heardOf(event))
  }
}

export const createWireMonitor = (clock: Clock): WireMonitor => {
  let events: MonitorEvent[] = []
  let count = 0
  const skips: SkipCounts = { noise: 0, 'bad-length': 0, 'bad-checksum': 0, unknown: 0 }
  return {
    hear: (event) => {
      count += 1
      if (event.type === 'skip') skips[event.why] += event.count
      events = [...events.slice(1 - KEPT), { number: count, at: clock.now(), ...rowOf(event) }]
    },
    view: () => ({ events, skips: { ...skips } }),
  }
}
