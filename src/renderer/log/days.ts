/** Local days as the filter's fields hold them, `YYYY-MM-DD`, and as bounds in ms UTC. */

const two = (value: number) => String(value).padStart(2, '0')

export const dayText = (at: number): string => {
  const day = new Date(at)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** @returns the local midnight that begins `later` days after the named one; undefined for an empty field. */
const midnight = (text: string, later: number): number | undefined => {
  const [year, month, date] = text.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return undefined
  return new Date(year, month - 1, date + later).getTime()
}

/** Both days included. */
export const boundsOf = (from: string, to: string): { from?: number; to?: number } => {
  const [first, last] = [midnight(from, 0), midnight(to, 1)]
  return { ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) }
}

const DAY_MS = 86_400_000
export const daysAgo = (now: number, days: number): string => dayText(now - days * DAY_MS)
