/** The wire's events as rows of a table: newest first, a key beside the bytes that said it, changed bytes marked. */
import type { Heard, MonitorEvent } from '../../shared/monitor.ts'

export interface MonitorRow {
  number: number
  at: number
  direction: MonitorEvent['direction']
  bytes: { hex: string; changed: boolean }[]
  heard: Heard | null
}

const pairs = (hex: string): string[] => hex.toUpperCase().match(/../g) ?? []

/** A read that is exactly one frame and the note of what it means are one row. */
const merged = (events: readonly MonitorEvent[]): MonitorEvent[] => {
  const rows: MonitorEvent[] = []
  for (const event of events) {
    const last = rows.at(-1)
    const same = last?.direction === 'in' && last.heard === null && last.hex === event.hex
    if (last && same && event.direction === 'note' && event.hex !== '')
      rows[rows.length - 1] = { ...last, heard: event.heard }
    else rows.push(event)
  }
  return rows
}

/** @returns the rows; a byte is `changed` where it differs from the one at its place in the row of this direction before. */
export const monitorRows = (events: readonly MonitorEvent[]): MonitorRow[] => {
  const before: Partial<Record<MonitorEvent['direction'], string[]>> = {}
  return merged(events)
    .map(({ number, at, direction, hex, heard }) => {
      const bytes = pairs(hex)
      const old = before[direction]
      if (bytes.length > 0) before[direction] = bytes
      return {
        number,
        at,
        direction,
        heard,
        bytes: bytes.map((byte, place) => ({ hex: byte, changed: old !== undefined && old[place] !== byte })),
      }
    })
    .toReversed()
}
