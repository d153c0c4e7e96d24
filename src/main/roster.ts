/** Who works here and what is done here, from the last list that the hall gave: works offline. */
import { CONSULTATION, type Item, type Roster, type Staff } from '../shared/people.ts'

export interface RosterBook {
  staff(number: string): Staff | undefined
  /** 咨询 is always there. */
  item(code: string): Item | undefined
  /** All items; the same array as long as the list is the same. */
  items(): readonly Item[]
}

/** @param roster asked at each call, so that a new list counts at once. */
export const rosterBook = (roster: () => Roster): RosterBook => {
  let made: { of: readonly Item[]; items: readonly Item[] } | null = null
  const items = () => {
    const list = roster().items
    if (made?.of !== list) {
      const consulted = list.some((item) => item.code === CONSULTATION.code)
      made = { of: list, items: consulted ? list : [CONSULTATION, ...list] }
    }
    return made.items
  }
  return {
    staff: (number) => roster().staff.find((person) => person.number === number),
    item: (code) => items().find((item) => item.code === code),
    items,
  }
}
