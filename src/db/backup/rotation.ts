/** Which copies of a log are kept: a pure decision on their names. */

/** A copy's name says what it holds: log, end of the copy (seq) and when it was made (ms UTC). */
export interface Copy {
  name: string
  logId: string
  seq: number
  at: number
}

export const copyName = ({ logId, seq, at }: Omit<Copy, 'name'>): string =>
  `guiping-${logId}-${new Date(at).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z-${seq}.db`

const NAME = /^guiping-([0-9a-f-]{36})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(\d{1,15})\.db$/

/** @returns what a file's name says; null for a file that is no copy of ours. */
export const readCopyName = (name: string): Copy | null => {
  const found = NAME.exec(name)
  if (!found) return null
  const [, logId = '', ...digits] = found
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, seq = 0] = digits.map(Number)
  return { name, logId, seq, at: Date.UTC(year, month - 1, day, hour, minute, second) }
}

/** The newest copy of each of the last so many hours, days and months that have one. */
const RULES: readonly { count: number; bucket: (at: number) => string }[] = [
  { count: 24, bucket: (at) => new Date(at).toISOString().slice(0, 13) },
  { count: 14, bucket: (at) => new Date(at).toISOString().slice(0, 10) },
  { count: 12, bucket: (at) => new Date(at).toISOString().slice(0, 7) },
]

/**
 * @returns those of one log's copies that no rule keeps. The one that reaches furthest always stays. Which is newer is told by
 * how far it reaches: copies of a day when the PC's clock was years ahead would stay for years, and take the place of all others.
 */
export const expendable = (copies: readonly Copy[]): Copy[] => {
  const newestFirst = [...copies].sort((a, b) => b.seq - a.seq || b.at - a.at)
  const kept = new Set<Copy>()
  for (const { count, bucket } of RULES)
    for (const [, [newest]] of [...Map.groupBy(newestFirst, ({ at }) => bucket(at))].slice(0, count))
      if (newest) kept.add(newest)
  return copies.filter((copy) => !kept.has(copy))
}

/** @returns the copy to go back to: the one that reaches furthest, and of several logs' the newest of those; null: none. */
export const newestOf = (copies: readonly Copy[]): Copy | null => {
  const furthest = [...Map.groupBy(copies, ({ logId }) => logId).values()].flatMap(
    (of) => of.toSorted((a, b) => b.seq - a.seq || b.at - a.at)[0] ?? [],
  )
  return furthest.sort((a, b) => b.at - a.at)[0] ?? null
}
