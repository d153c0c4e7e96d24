/** Puts tables of staff and items in the place of the hall's own: all of it, or nothing. */
import type { Roster } from '../../shared/people.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { RosterStore } from '../store/roster.ts'
import { type Changes, changesOf } from './changes.ts'
import { readItems } from './items.ts'
import type { Problem } from './problems.ts'
import { makeVerifiers, mergeStaff, readStaff, withoutPassword } from './staff.ts'

/** A file that was read. `file`: its name as people wrote it. */
export interface Source {
  file: string
  text: string
}

export interface Imported {
  staff: Changes | null
  items: Changes | null
}

export type ImportResult = { ok: true; value: Imported } | { ok: false; error: Fault; problems: Problem[] }

const refused = (problems: Problem[]): ImportResult => ({
  ok: false,
  error: { code: 'hall/import-refused', params: { count: problems.length } },
  problems,
})

/** A file with a header row alone would remove everybody: nobody means that. */
const notEmpty = (source: Source, rows: readonly unknown[]): Result<void> =>
  rows.length === 0 ? fail('hall/import-empty', { file: source.file }) : ok(undefined)

/**
 * Each given table is the whole list: what it does not name is removed; 咨询 stays. Everything is checked before
 * anything is written, and written in one transaction.
 * @returns what changed; hall/import-refused with what is wrong by line and column, hall/import-empty,
 * or request/bad-input for more rows than a roster holds.
 */
export const importRoster = async (
  store: RosterStore,
  sources: { staff: Source | null; items: Source | null },
): Promise<ImportResult> => {
  const staff = sources.staff && readStaff(sources.staff.file, sources.staff.text)
  const items = sources.items && readItems(sources.items.file, sources.items.text)
  const present = store.get().staff
  const missing = (roster: Pick<Roster, 'staff'>) =>
    staff && sources.staff ? withoutPassword(sources.staff.file, staff.rows, roster.staff) : []
  const ofStaff = [...(staff?.problems ?? []), ...missing({ staff: present })]
  const problems = [...ofStaff.toSorted((a, b) => a.line - b.line), ...(items?.problems ?? [])]
  if (problems.length > 0) return refused(problems)
  for (const [source, rows] of [
    [sources.staff, staff?.rows],
    [sources.items, items?.items],
  ] as const) {
    const some = source && rows ? notEmpty(source, rows) : ok(undefined)
    if (!some.ok) return { ...some, problems: [] }
  }

  const made = staff ? await makeVerifiers(staff.rows, present) : new Map<string, string>()
  let before: Roster = store.get()
  const written = store.change((roster) => {
    before = roster
    // Hashing takes time; another import may have removed somebody meanwhile.
    const gone = missing(roster).length
    if (gone > 0) return fail('hall/import-refused', { count: gone })
    return ok({
      ...roster,
      ...(staff && { staff: mergeStaff(staff.rows, made, roster.staff) }),
      ...(items && { items: items.items }),
    })
  })
  if (!written.ok) return { ...written, problems: [] }
  const after = store.get()
  return {
    ok: true,
    value: {
      staff: staff && changesOf(before.staff, after.staff, ({ number }) => number),
      items: items && changesOf(before.items, after.items, ({ code }) => code),
    },
  }
}
