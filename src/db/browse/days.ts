/** Sums of local days, and what there is to filter by, from browse.db. */
import type { DaySum, Facets } from '../../shared/log-view.ts'
import type { Db } from '../../sqlite/port.ts'
import { SLOT_MS, slotOf } from './schema.ts'

const COLUMNS = ['entries', 'matters', 'asked', 'rated', 'unrated', 'l5', 'l4', 'l3', 'l2', 'l1'] as const
type Slot = { slot: number } & Record<(typeof COLUMNS)[number], number>

const two = (value: number) => String(value).padStart(2, '0')

/** `YYYY-MM-DD` of this PC. */
export const localDay = (at: number): string => {
  const day = new Date(at)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** Matters count on the day they were opened. Only finished ones have a level. */
export const daysOf = (index: Db) => {
  const slots = index.prepare<[number, number], Slot>(
    `select slot, ${COLUMNS.join(', ')} from slot where slot >= ? and slot < ? order by slot`,
  )
  return ({ from, to }: { from?: number | undefined; to?: number | undefined }): DaySum[] => {
    const days = new Map<string, DaySum>()
    const lowest = from === undefined ? Number.MIN_SAFE_INTEGER : slotOf(from)
    const highest = to === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(to / SLOT_MS)
    for (const slot of slots.all(lowest, highest)) {
      const day = localDay(slot.slot * SLOT_MS)
      const none = { entries: 0, matters: 0, asked: 0, rated: 0, unrated: 0, levels: [0, 0, 0, 0, 0] }
      const sum = days.get(day) ?? { day, ...none }
      days.set(day, {
        day,
        entries: sum.entries + slot.entries,
        matters: sum.matters + slot.matters,
        asked: sum.asked + slot.asked,
        rated: sum.rated + slot.rated,
        unrated: sum.unrated + slot.unrated,
        levels: [slot.l5, slot.l4, slot.l3, slot.l2, slot.l1].map((more, at) => more + (sum.levels[at] ?? 0)),
      })
    }
    return [...days.values()].sort((a, b) => a.day.localeCompare(b.day))
  }
}

/** Words offered at most. */
const MOST = 500

export const facetsOf = (index: Db) => {
  const words = index.prepare<[string], { text: string; name: string | null; count: number }>(
    `select text, name, count from word where area = ? and count > 0 order by count desc, text limit ${MOST}`,
  )
  return (): Omit<Facets, 'indexed' | 'labels'> => ({
    staff: words.all('staff').map(({ text, count }) => ({ number: text, name: null, count })),
    items: words.all('item').map(({ text, name, count }) => ({ code: text, name: name ?? text, count })),
    kinds: words.all('kind').map(({ text, count }) => ({ kind: text, count })),
  })
}
