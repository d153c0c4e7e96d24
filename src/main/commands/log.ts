/** Hall IT's reading of the log, on the log's worker. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ok } from '../../shared/result.ts'
import { diagnose, liveFacts, writeBundle } from '../diagnose/diagnose.ts'
import { asideView } from '../log/aside.ts'
import { exportJob, exportMaps, mapsFolder, whatOf } from '../log/export-job.ts'
import { exportsFolder } from '../log/exports.ts'
import { keepFill, lastFill } from '../log/fill.ts'
import { rereadPress } from '../log/reread.ts'
import type { Runs } from './table.ts'

export const logRuns = {
  'log.list': (parts, query) => {
    // Looked for as it was stored: where the site hashes references, by its hash.
    const reference = query.text === undefined ? null : parts.storedReference(query.text)
    return parts.logPages.ask('list', { query, ...(reference === null ? {} : { reference }) })
  },
  'log.story': async (parts, { matter }) => {
    const story = await parts.logPages.ask('story', { matter })
    if (!story.ok) return story
    const entries = story.value.entries.map((entry) => ({
      ...entry,
      reread: rereadPress(entry, parts.profiles),
    }))
    return ok({ matter: story.value.matter, entries })
  },
  'log.days': (parts, range) => parts.logPages.ask('days', range),
  'log.facets': async (parts) => {
    const facets = await parts.logPages.ask('facets', {})
    if (!facets.ok) return facets
    const staff = facets.value.staff.map((one) => ({
      ...one,
      name: parts.roster.staff(one.number)?.name ?? null,
    }))
    return ok({ ...facets.value, staff, labels: parts.settings.roster().policy.labelSet })
  },

  'log.export': (parts, { format, from, to, map, fill, why }) => {
    const file = parts.exports.place(format)
    if (!file.ok) return file
    const frame = format === 'glog' ? parts.offer.frame() : ok(null)
    if (!frame.ok) return frame
    const wanted = { format, from, to, map, fill, file: file.value, dir: parts.dir, glog: frame.value }
    const job = exportJob({
      ...wanted,
      resources: parts.resources,
      roster: parts.settings.roster(),
      station: parts.settings.config().station,
    })
    if (!job.ok) return job
    const what = whatOf(wanted)
    const started = parts.exports.start(job.value, (made) => {
      const stamp = { ...parts.byRole(), who: 'it', format, what, why }
      return parts.counter.record({ kind: 'log.exported', ...stamp, ...made })
    })
    if (!started.ok) return started
    if (map !== null) {
      const kept = keepFill(parts.dir, fill)
      if (!kept.ok) parts.report(kept.error, 'export')
    }
    return ok({})
  },
  'log.export-state': (parts) => ok(parts.exports.view()),
  'log.export-stop': (parts) => {
    parts.exports.stop()
    return ok({})
  },
  'log.export-maps': (parts) => {
    const maps = exportMaps(parts.dir, parts.resources)
    return ok({
      maps: maps.ok ? [...maps.value.values()].map(({ name, title }) => ({ name, ...title })) : [],
      fill: lastFill(parts.dir),
      folder: mapsFolder(parts.dir),
      fault: maps.ok ? null : maps.error,
    })
  },
  'log.exported': (parts, { why, ...made }) => {
    const stamp = { ...parts.byRole(), who: 'it', ...made, ...(why === undefined ? {} : { why }) }
    const recorded = parts.counter.record({ kind: 'log.exported', ...stamp })
    return recorded.ok ? ok({}) : recorded
  },

  'log.keep': async (parts) => ok(await parts.keeping.view()),
  'log.prune': async (parts, { to, why }) => {
    const left = await parts.keeping.letLeave({ to, why, who: 'it' })
    if (!left.ok) return left
    // What the lists hold open is the log as it was.
    await parts.logPages.close()
    parts.hub.changed('delivery')
    return left
  },

  'log.prune-state': (parts) => ok(parts.keeping.leaving()),
  'log.prune-stop': (parts) => {
    parts.keeping.stop()
    return ok({})
  },
  'log.aside': (parts) => asideView(parts.dir, parts.settings.config().backups, parts.clock),
  'log.aside-copy': (parts, { why }) =>
    parts.asides.take(join(exportsFolder(parts.dir), 'quarantine'), (what) => {
      const told = { who: 'it', format: 'quarantine', what, why, from: 0, to: 0, entries: 0 }
      return parts.counter.record({ kind: 'log.exported', ...parts.byRole(), ...told })
    }),
  'log.aside-state': (parts) => ok(parts.asides.view()),
  'log.aside-stop': (parts) => {
    parts.asides.stop()
    return ok({})
  },

  'diagnose.make': async (parts) => {
    const { dir, clock, resources } = parts
    const folder = exportsFolder(dir)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const time = new Date(clock.now()).toISOString().replaceAll(':', '')
    const file = join(folder, `guiping-diagnose-${time}.json`)
    const bundle = await diagnose({ dir, resources, clock, live: liveFacts(parts) })
    const written = writeBundle(file, bundle)
    return written.ok ? ok({ file }) : written
  },
  'diagnose.live': (parts) => ok(liveFacts(parts)),
} satisfies Partial<Runs>
