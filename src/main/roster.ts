/** Who works here and what is done here, from the last list that the hall gave: works offline. */
import { CONSULTATION, type Item, type Roster, type Staff } from '../shared/people.ts'

/** Most rows of a search: more than anyone reads. */
const FOUND = 50

export interface RosterBook {
  staff(number: string): Staff | undefined
  /** 咨询 is always there. */
  item(code: string): Item | undefined
  /** Items whose code begins with, or whose name contains, `text`; all for empty text; at most 50. */
  search(text: string): Item[]
}

/** @param roster asked at each call, so that a new list counts at once. */
export const rosterBook = (roster: () => Roster): RosterBook => {
  const items = () => {
    const list = roster().items
    return list.some((item) => item.code === CONSULTATION.code) ? list : [CONSULTATION, ...list]
  }
  return {
    staff: (number) => roster().staff.find((person) => person.number === number),
    item: (code) => items().find((item) => item.code === code),
    search: (text) => {
      const wanted = text.trim().toLowerCase()
      return items()
        .filter(
          (item) => item.code.toLowerCase().startsWith(wanted) || item.name.toLowerCase().includes(wanted),
        )
        .slice(0, FOUND)
    },
  }
}
