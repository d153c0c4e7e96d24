/** The lists of a counter without a hall. Where there is a hall, its list is the truth and nothing else is taken. */
import type { Lists } from '../../hall/import/import.ts'
import { firstIssue } from '../../shared/entries.ts'
import { rosterSchema } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Settings } from './settings.ts'

/** lists/from-hall where the hall gives the lists. */
export const ownLists = (settings: Pick<Settings, 'enrolment'>): Result<void> => {
  const enrolment = settings.enrolment()
  return enrolment ? fail('lists/from-hall', { hall: enrolment.url }) : ok(undefined)
}

export const counterLists = (settings: Settings): Lists => ({
  get: settings.roster,
  change: (make) => {
    // Passwords take time to hash; the counter may have been enrolled meanwhile.
    const own = ownLists(settings)
    if (!own.ok) return own
    const made = make(settings.roster())
    if (!made.ok) return made
    const checked = rosterSchema.safeParse(made.value)
    return checked.success
      ? settings.saveRoster(checked.data)
      : fail('request/bad-input', { why: firstIssue(checked.error) })
  },
})
