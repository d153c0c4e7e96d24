/**
 * `npm run bench [-- --full] [-- --json]`: ratios, each against its named baseline in the same run, in one table.
 * `--full`: the large log has 10,000,000 entries instead of 200,000 (some 40 minutes, 9 GB of the temporary folder). What
 * cannot run here (no Chromium) is named, the rest goes on, and the exit status is 1.
 */
import { cpus, loadavg } from 'node:os'
import { run as append } from './append.ts'
import { run as browse } from './browse.ts'
import { run as decode } from './decode.ts'
import { run as deskPaint } from './desk-paint.ts'
import { run as exported } from './export.ts'
import { type Figure, tableOf } from './figure.ts'
import { run as idle } from './idle.ts'
import { run as press } from './press.ts'
import { run as search } from './search.ts'
import { run as start } from './start.ts'
import { run as verify } from './verify.ts'

const full = process.argv.includes('--full')
const MEASURES: Readonly<Record<string, () => Promise<Figure | Figure[]>>> = {
  ...{ append, verify, press, 'desk-paint': deskPaint, start, decode, search, idle },
  browse: () => browse(full ? 10_000_000 : 200_000),
  export: () => exported(1_000_000),
}

const load = () => loadavg()[0]?.toFixed(1)
const before = load()
const figures: Figure[] = []
for (const [name, measure] of Object.entries(MEASURES)) {
  console.error(`${name} …`)
  try {
    figures.push(...[await measure()].flat())
  } catch (error) {
    console.error(`${name} did not run:`, error)
    process.exitCode = 1
  }
}
if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
else
  console.log(
    `${cpus().length} cores, load ${before} to ${load()}, Node ${process.version}\n${tableOf(figures)}`,
  )
