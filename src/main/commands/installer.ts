/** What technicians and hall IT do beside the keypad. */
import { ok } from '../../shared/result.ts'
import { receiptPlaces } from '../evidence.ts'
import { tryFolder } from '../log/backup-place.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from './table.ts'

const changed = (parts: Parts, role: string, ...what: string[]) =>
  parts.counter.record({ kind: 'config.changed', ...parts.byRole(), role, what })

export const installerRuns = {
  'hall.enrol': async (parts, { url, code }) => {
    const enrolled = await parts.deliverer.enrol(url, code)
    if (!enrolled.ok) return enrolled
    parts.hub.changed('host', 'delivery')
    return ok({ counter: enrolled.value.counter })
  },
  'config.get': (parts) => ok(parts.settings.config()),
  'config.set': async (parts, config) => {
    const { backups } = config
    const place =
      backups !== null && backups !== parts.settings.config().backups
        ? await tryFolder(parts.clock, backups)
        : ok(undefined)
    if (!place.ok) return place
    const saved = parts.settings.saveConfig({ ...parts.settings.config(), ...config })
    if (!saved.ok) return saved
    changed(parts, 'technician', ...Object.keys(config))
    parts.hub.changed('host')
    return ok({})
  },

  'log.verify': (parts) =>
    parts.verifying.run(parts.settings.config().language, {
      seen: receiptPlaces(parts.log, parts.settings.enrolment()?.hallKey ?? null),
    }),
  'log.verify-state': (parts) => ok(parts.verifying.view()),
  'log.verify-stop': (parts) => {
    parts.verifying.stop()
    return ok({})
  },
} satisfies Partial<Runs>
