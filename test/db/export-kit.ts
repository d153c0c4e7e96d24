/** Runs one export to its end, as the worker does, and reads the file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ExportJob, runExport } from '../../src/db/export/run.ts'
import { keepPart } from '../../src/db/export/write.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { type Kit, must } from './log-kit.ts'

export const jobOf = (k: Kit, file: string, more: Partial<ExportJob> = {}): ExportJob => ({
  dir: k.dir,
  file,
  format: 'csv',
  words: DEFAULT_POLICY,
  map: null,
  names: {},
  station: '7',
  fill: { department: '', region: '' },
  ...more,
})

const free = { goesOn: () => true, progress: () => {} }

/** @returns the result of an export, the file in its place where it went well. */
export const exported = (k: Kit, more: Partial<ExportJob> = {}, watching = free) => {
  const job = jobOf(k, join(k.dir, `out-${Math.random()}.${more.format ?? 'csv'}`), more)
  const made = runExport(job, watching)
  if (made.ok) must(keepPart(job.file))
  return { made, file: job.file, text: () => readFileSync(job.file, 'utf8') }
}
