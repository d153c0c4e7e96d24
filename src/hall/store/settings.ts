/** Named texts of the hall: the admin's verifier, the public key that counters pinned, the policy. */
import type { Db } from '../../sqlite/port.ts'

export type SettingName = 'admin' | 'hall-key' | 'policy'

export interface Settings {
  get(name: SettingName): string | null
  set(name: SettingName, value: string): void
}

export const prepareSettings = (db: Db): Settings => {
  const select = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO setting(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value',
  )
  return {
    get: (name) => select.get(name)?.value ?? null,
    set: (name, value) => {
      upsert.run(name, value)
    },
  }
}
