/** Staff, items and policy: what GET /v1/roster gives to the counters. */

import { firstIssue } from '../../shared/entries.ts'
import {
  CONSULTATION,
  DEFAULT_POLICY,
  type Item,
  type Policy,
  policySchema,
  type Roster,
  rosterSchema,
  type Staff,
} from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import type { Settings } from './settings.ts'

export interface RosterStore {
  /** What counters get; the item 咨询 is always among it, and the default policy where none was set. */
  get(): Roster
  policy(): Policy
  /** Sets these settings; the others stay. */
  setPolicy(changed: Partial<Policy>): void
  /** Whether any staff or item was ever given. */
  filled(): boolean
  /** Replaces all of it. @returns request/bad-input for a roster that is none or names someone twice. */
  set(roster: Roster): Result<void>
  /** Replaces all of it by what `make` makes of what is there; nobody else writes in between. */
  change(make: (present: Roster) => Result<Roster>): Result<void>
}

const firstTwice = (names: readonly string[]): string | undefined => {
  const seen = new Set<string>()
  return names.find((name) => seen.size === seen.add(name).size)
}

interface StaffColumns extends Pick<Staff, 'number' | 'name' | 'verifier'> {
  first: number
  photo: string | null
  stars: number | null
}

const toStaff = ({ first, photo, stars, ...person }: StaffColumns): Staff => ({
  ...person,
  first: first === 1,
  ...(photo === null ? {} : { photo }),
  ...(stars === null ? {} : { stars }),
})

export const prepareRoster = (db: Db, settings: Settings): RosterStore => {
  const staff = db.prepare<[], StaffColumns>(
    'SELECT number, name, verifier, first, photo, stars FROM staff ORDER BY number',
  )
  const items = db.prepare<[], Item>(
    'SELECT code, name, limit_ms AS limitMs, weight FROM item ORDER BY place',
  )
  const any = db.prepare<[], { n: number }>(
    'SELECT (SELECT count(*) FROM staff) + (SELECT count(*) FROM item) AS n',
  )
  const addStaff = db.prepare<[string, string, string, number, string | null, number | null]>(
    'INSERT INTO staff(number, name, verifier, first, photo, stars) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const addItem = db.prepare<[string, string, number | null, number, number]>(
    'INSERT INTO item(code, name, limit_ms, weight, place) VALUES (?, ?, ?, ?, ?)',
  )

  const policy = (): Policy => {
    const text = settings.get('policy')
    return text === null ? DEFAULT_POLICY : policySchema.parse(JSON.parse(text))
  }

  const setPolicy = (changed: Partial<Policy>): void =>
    db
      .transaction(() => {
        settings.set('policy', JSON.stringify({ ...policy(), ...changed }))
      })
      .immediate()

  const get = (): Roster => {
    const known = items.all()
    const consulted = known.some((item) => item.code === CONSULTATION.code)
    return {
      staff: staff.all().map(toStaff),
      items: consulted ? known : [CONSULTATION, ...known],
      policy: policy(),
    }
  }

  const set = (roster: Roster): Result<void> => {
    const checked = rosterSchema.safeParse(roster)
    if (!checked.success) return fail('request/bad-input', { why: firstIssue(checked.error) })
    const twice =
      firstTwice(checked.data.staff.map((person) => person.number)) ??
      firstTwice(checked.data.items.map((item) => item.code))
    if (twice !== undefined) return fail('request/bad-input', { why: `${twice} ×2` })
    db.transaction(() => {
      db.exec('DELETE FROM staff; DELETE FROM item;')
      for (const person of checked.data.staff)
        addStaff.run(
          person.number,
          person.name,
          person.verifier,
          person.first ? 1 : 0,
          person.photo ?? null,
          person.stars ?? null,
        )
      for (const [place, item] of checked.data.items.entries())
        addItem.run(item.code, item.name, item.limitMs, item.weight, place)
      settings.set('policy', JSON.stringify(checked.data.policy))
    }).immediate()
    return ok(undefined)
  }

  return {
    policy,
    setPolicy,
    filled: () => (any.get()?.n ?? 0) > 0,
    get,
    set,
    change: (make) =>
      db
        .transaction((): Result<void> => {
          const made = make(get())
          return made.ok ? set(made.value) : made
        })
        .immediate(),
  }
}
