/** What technicians and hall IT do beside the keypad. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ok } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from './table.ts'

const changed = (parts: Parts, role: string, ...what: string[]) =>
  parts.counter.record({ kind: 'config.changed', ...parts.stamp(), role, what })

export const installerRuns = {
  'hall.enrol': async (parts, { url, code }) => {
    const enrolled = await parts.deliverer.enrol(url, code)
    if (!enrolled.ok) return enrolled
    parts.hub.changed('host', 'delivery')
    return ok({ counter: enrolled.value.counter })
  },
  'config.get': (parts) => ok(parts.settings.config()),
  'config.set': async (parts, config) => {
    const saved = parts.settings.saveConfig({ ...parts.settings.config(), ...config })
    if (!saved.ok) return saved
    changed(parts, 'technician', ...Object.keys(config))
    parts.hub.changed('host')
    return ok({})
  },

  'log.verify': (parts) => ok(parts.log.verify()),
  'log.export': (parts, { format }) => {
    const folder = join(parts.dir, 'exports')
    const file = join(
      folder,
      `guiping-${new Date(parts.clock.now()).toISOString().replaceAll(':', '')}.${format}`,
    )
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const exported = parts.log.exportTo(file, format, {}, parts.settings.roster().policy)
    if (!exported.ok) return exported
    const { entries } = exported.value
    const written = parts.counter.record({
      kind: 'log.exported',
      ...parts.stamp(),
      who: 'it',
      format,
      from: 1,
      to: parts.log.head().seq,
      entries,
    })
    return written.ok ? ok({ file, entries }) : { ok: false, error: written.error }
  },
} satisfies Partial<Runs>
