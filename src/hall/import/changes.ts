/** What an import changes, by number or code. */

export interface Changes {
  added: string[]
  changed: string[]
  removed: string[]
  same: number
}

/** Compares two lists by what `key` takes from each. */
export const changesOf = <T>(before: readonly T[], after: readonly T[], key: (one: T) => string): Changes => {
  const old = new Map(before.map((one) => [key(one), JSON.stringify(one)]))
  const kept = new Set(after.map(key))
  const known = after.filter((one) => old.has(key(one)))
  const changed = known.filter((one) => old.get(key(one)) !== JSON.stringify(one)).map(key)
  return {
    added: after.filter((one) => !old.has(key(one))).map(key),
    changed,
    removed: before.map(key).filter((name) => !kept.has(name)),
    same: known.length - changed.length,
  }
}

/** Names said of a kind of change; a first import may have thousands. */
const NAMED = 20

/** @returns how many, and the first of them: `2 (1001 1002)`. */
export const namesOf = (all: readonly string[]): string => {
  if (all.length === 0) return '0'
  return `${all.length} (${all.slice(0, NAMED).join(' ')}${all.length > NAMED ? ' …' : ''})`
}
