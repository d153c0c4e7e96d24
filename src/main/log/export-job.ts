/** What an export is made of, for the page and the command line: columns, names, and the words that the log keeps of it. */
import { join } from 'node:path'
import { localDay } from '../../db/browse/days.ts'
import { loadExportMaps } from '../../db/export/maps.ts'
import type { ExportJob } from '../../db/export/run.ts'
import type { GlogFrame } from '../../db/glog/write.ts'
import { type ExportFormat, TABLE_FORMATS, WHOLE_FORMATS } from '../../shared/commands/log.ts'
import type { ExportMap, Fill } from '../../shared/export-map.ts'
import type { Roster } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

export interface WantedExport {
  dir: string
  resources: string
  file: string
  format: ExportFormat
  from?: number | undefined
  to?: number | undefined
  /** Name of the columns; null: as people read them. */
  map: string | null
  fill: Record<Fill, string>
  roster: Pick<Roster, 'staff' | 'policy'>
  station: string
  glog?: GlogFrame | null
}

/** Where a site puts its own columns. */
export const mapsFolder = (dir: string): string => join(dir, 'export')

export const exportMaps = (dir: string, resources: string): Result<Map<string, ExportMap>> =>
  loadExportMaps([join(resources, 'export'), mapsFolder(dir)])

const mapNamed = ({ dir, resources, map, format }: WantedExport): Result<ExportMap | null> => {
  if (map === null) return ok(null)
  if (!TABLE_FORMATS.includes(format)) return fail('export/not-a-table', { format })
  const maps = exportMaps(dir, resources)
  if (!maps.ok) return maps
  const found = maps.value.get(map)
  return found ? ok(found) : fail('export/no-map', { map, folder: mapsFolder(dir) })
}

/** @returns the job for the worker; export/no-map, export/not-a-table or what is wrong with a map's file. */
export const exportJob = (wanted: WantedExport): Result<ExportJob> => {
  const { dir, file, format, from, to, fill, roster, station, glog = null } = wanted
  const map = mapNamed(wanted)
  if (!map.ok) return map
  return ok({
    ...{ dir, file, format, fill, station, glog, map: map.value },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    words: { labelSet: roster.policy.labelSet, unratedReasons: roster.policy.unratedReasons },
    names: Object.fromEntries(roster.staff.map(({ number, name }) => [number, name])),
  })
}

/** @returns what was taken out, as the entry says it: `matters 2026-05-01…2026-05-31`. */
export const whatOf = ({
  map,
  format,
  from,
  to,
}: Pick<WantedExport, 'map' | 'format' | 'from' | 'to'>): string => {
  const what = TABLE_FORMATS.includes(format)
    ? 'matters'
    : format === 'sqlite'
      ? 'snapshot'
      : format === 'glog'
        ? 'glog'
        : 'entries'
  const bounded = !WHOLE_FORMATS.includes(format) && (from !== undefined || to !== undefined)
  const days = `${from === undefined ? '' : localDay(from)}…${to === undefined ? '' : localDay(to - 1)}`
  return [map ?? what, ...(bounded ? [days] : [])].join(' ')
}
