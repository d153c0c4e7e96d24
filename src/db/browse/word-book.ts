/** Words as numbers, each with how many rows have it: small rows, and the filter that keeps fewest is known. */
import type { Db } from '../../sqlite/port.ts'

export type Area = 'kind' | 'staff' | 'item' | 'outcome' | 'verdict'

export interface WordBook {
  /** The number of a word, made where it has none. */
  id(area: Area, text: string): number
  /** Counts `by` more rows with the word. @returns its number. */
  count(area: Area, text: string, by: number, name?: string | null): number
  uncount(id: number): void
  /** Writes the counts down; inside the step's transaction. */
  flush(): void
}

export const wordBook = (index: Db): WordBook => {
  const find = index.prepare<[string, string], { id: number; name: string | null }>(
    'select id, name from word where area = ? and text = ?',
  )
  const add = index.prepare('insert into word (area, text, name) values (?, ?, ?)')
  const rename = index.prepare('update word set name = ? where id = ?')
  const more = index.prepare('update word set count = count + ? where id = ?')
  const known = new Map<string, { id: number; name: string | null }>()
  const counts = new Map<number, number>()

  const word = (area: Area, text: string, name: string | null) => {
    const key = `${area} ${text}`
    let found = known.get(key) ?? find.get(area, text)
    if (!found) {
      add.run(area, text, name)
      found = find.get(area, text)
    }
    if (!found) throw new Error('a word that was written is not there')
    // The newest name of an item is the one that people know.
    if (name !== null && found.name !== name) {
      rename.run(name, found.id)
      found = { id: found.id, name }
    }
    known.set(key, found)
    return found.id
  }
  const add1 = (id: number, by: number) => counts.set(id, (counts.get(id) ?? 0) + by)

  return {
    id: (area, text) => word(area, text, null),
    count: (area, text, by, name = null) => {
      const id = word(area, text, name)
      add1(id, by)
      return id
    },
    uncount: (id) => add1(id, -1),
    flush: () => {
      for (const [id, by] of counts) more.run(by, id)
      counts.clear()
    },
  }
}
