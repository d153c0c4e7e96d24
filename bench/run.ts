/** `npm run bench [-- --json]`: ratios, each against its named baseline in the same run. */
import { run as append } from './append.ts'
import { run as browse } from './browse.ts'
import { run as decode } from './decode.ts'
import { run as deskPaint } from './desk-paint.ts'
import { run as exported } from './export.ts'
import type { Figure } from './figure.ts'
import { run as idle } from './idle.ts'
import { run as press } from './press.ts'
import { run as search } from './search.ts'
import { run as start } from './start.ts'

const figures: Figure[] = []
for (const measure of [append, press, deskPaint, start, decode, search, idle, browse, exported]) {
  const figure = await measure()
  figures.push(...(Array.isArray(figure) ? figure : [figure]))
}
if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
else
  for (const f of figures)
    console.log(`${f.name}\n  ${f.ours} ${f.unit} : ${f.ratio.toFixed(2)} × ${f.baseline}   (aim ${f.aim})`)
