/** The clerk's search for an item: the index of the present list, favourites and what was done lately first. */
import type { FoundItem } from '../../shared/commands/work.ts'
import type { Item } from '../../shared/people.ts'
import { fail, type Result } from '../../shared/result.ts'
import type { Favourites } from './favourites.ts'
import { type ItemIndex, indexItems } from './item-index.ts'
import { loadPinyin } from './pinyin.ts'

/** Most rows of a search: more than anyone reads. */
const FOUND = 50

export interface ItemFinder {
  /** @param staff whose favourites count; null: nobody's. */
  search(staff: string | null, text: string): Promise<FoundItem[]>
  favourite(staff: string, code: string, on: boolean): Result<void>
  /** Makes the index before it is needed, so that the first search is as quick as the others. */
  warm(): Promise<void>
}

export interface FinderOptions {
  /** The present list: another array for another list. */
  items(): readonly Item[]
  favourites: Favourites
  /** Codes of the items that a clerk did lately, newest first. */
  recent(staff: string): readonly string[]
}

export const createItemFinder = ({ items, favourites, recent }: FinderOptions): ItemFinder => {
  let made: { of: readonly Item[]; index: ItemIndex } | null = null
  const ready = async () => {
    const pinyin = await loadPinyin()
    const list = items()
    if (made?.of !== list) made = { of: list, index: indexItems(list, pinyin.readings) }
    return { index: made.index, pinyin }
  }
  return {
    search: async (staff, text) => {
      const { index, pinyin } = await ready()
      const liked = staff === null ? [] : favourites.of(staff)
      const lately = staff === null ? [] : recent(staff)
      return index.search(text, [...new Set([...liked, ...lately])], FOUND).map((item) => ({
        ...item,
        favourite: liked.includes(item.code),
        recent: lately.includes(item.code),
        initials: pinyin.initials(item.name),
      }))
    },
    favourite: (staff, code, on) =>
      items().some((item) => item.code === code)
        ? favourites.set(staff, code, on)
        : fail('counter/unknown-item', { item: code }),
    warm: async () => {
      const { pinyin } = await ready()
      // The dictionary of contexts is laid out at its first use.
      for (const { name } of items().slice(0, FOUND)) pinyin.initials(name)
    },
  }
}
