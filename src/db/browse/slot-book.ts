/** Quarters of an hour as they fill, written down at the end of a step: a row of it changes with nearly every entry. */
import type { Db } from '../../sqlite/port.ts'
import { slotOf } from './schema.ts'

const SUMS = ['entries', 'matters', 'asked', 'rated', 'unrated', 'l1', 'l2', 'l3', 'l4', 'l5'] as const
export type Sum = (typeof SUMS)[number]

export interface SlotBook {
  /** `n` is an entry of the quarter of `at`: for a matter's sums, the one that opened it. */
  count(sum: Sum, at: number, n: number, by?: number): void
  /** Writes the sums down; inside the step's transaction. */
  flush(): void
}

type Slot = { first: number; last: number } & Record<Sum, number>

const NONE = { entries: 0, matters: 0, asked: 0, rated: 0, unrated: 0, l1: 0, l2: 0, l3: 0, l4: 0, l5: 0 }

export const slotBook = (index: Db): SlotBook => {
  const add = index.prepare<number[]>(
    `insert into slot (slot, first, last, ${SUMS.join(', ')}) values (?, ?, ?, ${SUMS.map(() => '?').join(', ')})
      on conflict (slot) do update set last = max(last, excluded.last), ${SUMS.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(', ')}`,
  )
  const slots = new Map<number, Slot>()
  return {
    count: (sum, at, n, by = 1) => {
      const place = slotOf(at)
      let slot = slots.get(place)
      if (!slot) {
        slot = { first: n, last: n, ...NONE }
        slots.set(place, slot)
      }
      slot.first = Math.min(slot.first, n)
      slot.last = Math.max(slot.last, n)
      slot[sum] += by
    },
    flush: () => {
      for (const [place, slot] of slots)
        add.run(place, slot.first, slot.last, ...SUMS.map((sum) => slot[sum]))
      slots.clear()
    },
  }
}
