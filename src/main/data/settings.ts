/** What the data folder holds beside the log: settings, the roster, the enrolment. Each is one file with one writer. */
import { join } from 'node:path'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { type Config, configSchema, DEFAULT_CONFIG } from '../../shared/config.ts'
import { DEFAULT_POLICY, type Roster, rosterSchema } from '../../shared/people.ts'
import { ok, type Result } from '../../shared/result.ts'
import { type Enrolment, enrolmentSchema } from '../../sync/enrol.ts'

const EMPTY_ROSTER: Roster = { staff: [], items: [], policy: DEFAULT_POLICY }

export interface Settings {
  config(): Config
  roster(): Roster
  enrolment(): Enrolment | null
  /** true until somebody has set something up. */
  fresh(): boolean
  saveConfig(config: Config): Result<void>
  saveRoster(roster: Roster): Result<void>
  saveEnrolment(enrolment: Enrolment): Result<void>
}

/** Reads the settings of `dir`. A file that is there and wrong is a fault and never replaced by defaults. */
export const openSettings = (dir: string): Result<Settings> => {
  const paths = {
    config: join(dir, 'config.json'),
    roster: join(dir, 'roster.json'),
    enrolment: join(dir, 'enrolment.json'),
  }
  const config = readJsonFile(paths.config, configSchema)
  if (!config.ok) return config
  const roster = readJsonFile(paths.roster, rosterSchema)
  if (!roster.ok) return roster
  const enrolment = readJsonFile(paths.enrolment, enrolmentSchema)
  if (!enrolment.ok) return enrolment

  const now = { config: config.value, roster: roster.value, enrolment: enrolment.value }
  const save = <K extends keyof typeof now>(name: K, value: NonNullable<(typeof now)[K]>): Result<void> => {
    const written = writeJsonFile(paths[name], value)
    if (written.ok) now[name] = value
    return written
  }
  return ok({
    config: () => now.config ?? DEFAULT_CONFIG,
    roster: () => now.roster ?? EMPTY_ROSTER,
    enrolment: () => now.enrolment,
    fresh: () => !now.enrolment && !now.config?.keypad,
    saveConfig: (value) => save('config', value),
    saveRoster: (value) => save('roster', value),
    saveEnrolment: (value) => save('enrolment', value),
  })
}
