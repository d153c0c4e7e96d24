/** How wide the columns of a sheet are: nobody should have to drag them to read a time. */
import type { Cell } from './table.ts'

/** Rows that are looked at before the first is written. */
const LOOKED_AT = 200
const MOST = 50
const TIME = 'yyyy-mm-dd hh:mm:ss'.length
/** Room beside the text. */
const MARGIN = 2

/** Characters of East Asian scripts and full-width forms take two places. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g

const places = (cell: Cell): number => {
  if (cell === null) return 0
  if (typeof cell === 'object') return TIME
  const text = String(cell).slice(0, MOST)
  return text.length + (text.match(WIDE)?.length ?? 0)
}

/** @returns the width of each column, by its heading and the first rows, and all rows with those before the rest. */
export const measured = (
  headings: readonly string[],
  rows: Iterable<readonly Cell[]>,
): { widths: number[]; rows: Iterable<readonly Cell[]> } => {
  const rest = rows[Symbol.iterator]()
  const first: (readonly Cell[])[] = []
  while (first.length < LOOKED_AT) {
    const next = rest.next()
    if (next.done) break
    first.push(next.value)
  }
  const widest = (at: number) => Math.max(...[headings, ...first].map((row) => places(row[at] ?? null)))
  return {
    widths: headings.map((_, at) => Math.min(MOST, widest(at) + MARGIN)),
    rows: (function* () {
      try {
        yield* first
        yield* { [Symbol.iterator]: () => rest }
      } finally {
        // An export that is stopped early ends the question to the log too, or its connection could not close.
        rest.return?.()
      }
    })(),
  }
}
