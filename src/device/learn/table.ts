/** The bytes of each key as columns, the ones that differ marked: rows for a page, text for a terminal. */
import type { Level } from '../../shared/levels.ts'
import { hexByte } from '../bytes.ts'
import { checkSize } from '../framing/checksum.ts'
import type { Layout } from './layout.ts'
import type { Frame } from './samples.ts'

export type Role = 'head' | 'tail' | 'length' | 'key' | 'check' | 'changing' | 'unexplained' | 'fixed'

export interface Cell {
  hex: string
  role: Role
  /** It is not the same in every frame. */
  differs: boolean
}

export interface Columns {
  rows: { level: Level; cells: Cell[] }[]
}

const roleOf = (
  { head, tail, key, check, loose, unexplained, length }: Layout,
  at: number,
  size: number,
): Role => {
  const within = (from: number, bytes: number) => {
    const begin = from < 0 ? size + from : from
    return at >= begin && at < begin + bytes
  }
  if (within(key.at, key.size)) return 'key'
  if (check && within(check.at, checkSize(check.kind, check.as))) return 'check'
  if (at === length?.at) return 'length'
  if (loose.includes(at)) return 'changing'
  if (unexplained.includes(at)) return 'unexplained'
  if (at < head) return 'head'
  return at >= size - tail ? 'tail' : 'fixed'
}

/** @returns a row per distinct frame, best level first. */
export const columnsOf = (frames: readonly Frame[], layout: Layout): Columns => ({
  rows: [...frames]
    .sort((a, b) => b.level - a.level)
    .map(({ level, bytes }) => ({
      level,
      cells: Array.from(bytes, (byte, at) => ({
        hex: hexByte(byte),
        role: roleOf(layout, at, bytes.length),
        differs: frames.some((other) => other.bytes[at] !== byte),
      })),
    })),
})

const MARKS: Record<Role, string> = {
  head: 'hh',
  tail: 'tt',
  length: 'LL',
  key: 'KK',
  check: 'CC',
  changing: '~~',
  unexplained: '??',
  fixed: '  ',
}

/** @returns lines of text: differing bytes in brackets, beneath them what each column is. */
export const textTable = ({ rows }: Columns): string[] => {
  const longest = [...rows].sort((a, b) => b.cells.length - a.cells.length)[0]
  const lines = rows.map(
    ({ level, cells }) =>
      `  ${level}  ${cells.map(({ hex, differs }) => (differs ? `[${hex}]` : ` ${hex} `)).join('')}`,
  )
  const marks = longest?.cells.map(({ role }) => ` ${MARKS[role]} `).join('') ?? ''
  return [...lines, `     ${marks}`.trimEnd()]
}
