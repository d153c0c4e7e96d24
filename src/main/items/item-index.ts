/**
 * Finds items by code, by name, by the initials of the name's pinyin, by the whole pinyin, or by a mixture
 * (「zzs」, 「zengzhi」, 「增zs」). Pure: how a character is read comes from outside. A character with several readings
 * is found under each of them.
 */
import type { Item } from '../../shared/people.ts'

/** How a character is read, without tones, most usual first; none for what is no Chinese character. */
export type Readings = (char: string) => readonly string[]

/** What may be typed for one character of a name: itself, a reading, or a reading's first letter. */
interface Cell {
  firsts: string
  whole: readonly string[]
}

interface Entry {
  item: Item
  code: string
  name: string
  cells: readonly Cell[]
}

export interface ItemIndex {
  /**
   * The best `most` items for `text`, in the order of RANKS; within a rank those of `first`, in its order, and then
   * the order of the list. All items for empty text.
   */
  search(text: string, first: readonly string[], most: number): Item[]
}

/** As typed with a Chinese input method: wide letters are letters, case and blanks do not count. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s'’]/g, '')

/** What nobody types between two characters of a name. */
const SILENT = /[\p{P}\p{Z}\p{S}]/u

/** The same few hundred characters make all names: each is looked up once. */
const cellMaker = (readings: Readings) => {
  const known = new Map<string, Cell>()
  return (char: string): Cell => {
    const before = known.get(char)
    if (before) return before
    const whole = [...new Set([char, ...readings(char)])]
    const cell = { whole, firsts: [...new Set(whole.map((one) => one.charAt(0)))].join('') }
    known.set(char, cell)
    return cell
  }
}

/** Whether `text` can be read off `cells` from place `from` on. All ways are followed at once: never more than text.length. */
const readsFrom = (cells: readonly Cell[], from: number, text: string): boolean => {
  let ends = [0]
  for (let place = from; place < cells.length && ends.length > 0; place += 1) {
    const cell = cells[place] as Cell
    const next: number[] = []
    const reach = (end: number) => {
      if (!next.includes(end)) next.push(end)
    }
    for (const at of ends) {
      // A reading's first letter alone stands for the character.
      if (cell.firsts.includes(text.charAt(at))) reach(at + 1)
      for (const reading of cell.whole) {
        if (text.startsWith(reading, at)) reach(at + reading.length)
        // The last character may be typed in part.
        else if (text.length - at < reading.length && reading.startsWith(text.slice(at))) return true
      }
    }
    if (next.includes(text.length)) return true
    ends = next
  }
  return false
}

const readsInside = ({ cells }: Entry, text: string): boolean => {
  const first = text.charAt(0)
  for (let from = 1; from < cells.length; from += 1)
    if ((cells[from] as Cell).firsts.includes(first) && readsFrom(cells, from, text)) return true
  return false
}

/** Best first. What is looked for is never empty. */
const RANKS: readonly ((entry: Entry, text: string) => boolean)[] = [
  ({ code }, text) => code === text,
  ({ name }, text) => name === text,
  ({ code }, text) => code.startsWith(text),
  ({ name }, text) => name.startsWith(text),
  ({ cells }, text) => readsFrom(cells, 0, text),
  ({ name }, text) => name.includes(text),
  ({ code }, text) => code.includes(text),
  readsInside,
]

export const indexItems = (items: readonly Item[], readings: Readings): ItemIndex => {
  const cellOf = cellMaker(readings)
  const entries = items.map((item): Entry => {
    const name = plain(item.name)
    const cells = [...name].filter((char) => !SILENT.test(char)).map(cellOf)
    return { item, code: plain(item.code), name, cells }
  })
  return {
    search: (text, first, most) => {
      const wanted = plain(text)
      const places = new Map(first.map((code, place) => [code, place]))
      const placeOf = ({ item }: Entry) => places.get(item.code) ?? places.size
      const ranks: Entry[][] = RANKS.map(() => [])
      for (const entry of entries) {
        const rank = wanted === '' ? 0 : RANKS.findIndex((fits) => fits(entry, wanted))
        ranks[rank]?.push(entry)
      }
      return ranks
        .flatMap((rank) => rank.sort((a, b) => placeOf(a) - placeOf(b)))
        .slice(0, most)
        .map(({ item }) => item)
    },
  }
}
