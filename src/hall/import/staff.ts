/** The table of staff: 工号,姓名,初始密码. An empty password keeps the one that the number has. */
import { checkPassword, makeVerifier } from '../../keys/password.ts'
import type { Staff } from '../../shared/people.ts'
import type { Problem } from './problems.ts'
import type { Sheet } from './sheet.ts'
import { type Columns, checkName, readTable } from './table.ts'

export const STAFF_COLUMNS = {
  number: ['工号', 'number', 'staff number'],
  name: ['姓名', 'name'],
  password: ['初始密码', 'password', 'first password'],
  stars: ['星级', 'stars'],
} as const satisfies Columns<string>

export interface StaffRow {
  line: number
  number: string
  name: string
  /** Empty: as it was. */
  password: string
  /** 0–5; null: as it was. */
  stars: number | null
}

const MOST = { number: 32, name: 64, password: 256 }

export const readStaff = (sheet: Sheet): { rows: StaffRow[]; problems: Problem[] } => {
  const { rows, problems } = readTable(sheet, STAFF_COLUMNS, {
    verbatim: ['password'],
    optional: ['stars'],
    most: 5000,
  })
  const seen = new Set<string>()
  for (const row of rows) {
    checkName(row, 'number', MOST.number, seen)
    checkName(row, 'name', MOST.name, null)
    if (row.cells.password.length > MOST.password) row.wrong('password', 'too-long')
    if (!/^[0-5]?$/.test(row.cells.stars)) row.wrong('stars', 'not-stars')
  }
  return {
    rows: rows.map(({ line, cells: { stars, ...cells } }) => ({
      line,
      ...cells,
      stars: stars === '' ? null : Number(stars),
    })),
    problems,
  }
}

/** Passwords were never shown to the hall before: a number that it does not know needs one. */
export const withoutPassword = (
  { file, sheet }: Pick<Sheet, 'file' | 'sheet'>,
  rows: readonly StaffRow[],
  present: readonly Staff[],
): Problem[] => {
  const known = new Set(present.map(({ number }) => number))
  return rows
    .filter(({ number, password }) => password === '' && !known.has(number))
    .map(({ line }) => ({
      file,
      sheet,
      line,
      column: STAFF_COLUMNS.password[0],
      reason: 'no-password' as const,
    }))
}

/** Hashing has half of Node's four helpers at most: the keypad's port is read with the others. */
const AT_ONCE = 2

/**
 * Verifiers of the passwords in `rows`, by number: some 0.2 s each, a few at once. A password that the number has
 * already keeps its verifier, so that the same file read twice changes nothing.
 */
export const makeVerifiers = async (
  rows: readonly StaffRow[],
  present: readonly Staff[],
): Promise<Map<string, string>> => {
  const before = new Map(present.map(({ number, verifier }) => [number, verifier]))
  const made = new Map<string, string>()
  const waiting = rows.filter(({ password }) => password !== '')
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const old = before.get(row.number)
      const same = old !== undefined && (await checkPassword(row.password, old))
      made.set(row.number, same ? old : await makeVerifier(row.password))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return made
}

/**
 * @returns the new list. Every row has a verifier in `made` or among `present`: see withoutPassword. Whoever made the
 * table knows the passwords in it, so each new one is a first password.
 */
export const mergeStaff = (
  rows: readonly StaffRow[],
  made: ReadonlyMap<string, string>,
  present: readonly Staff[],
): Staff[] => {
  const before = new Map(present.map((person) => [person.number, person]))
  return rows.map(({ number, name, stars }) => {
    const old = before.get(number)
    const verifier = made.get(number) ?? old?.verifier ?? ''
    const first = old?.verifier === verifier ? old.first : true
    // What the table cannot hold (a photo) or leaves out stays as it was.
    return { ...old, number, name, verifier, first, ...(stars !== null && { stars }) }
  })
}
