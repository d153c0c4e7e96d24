/** `npm run bench [-- --json]`: ratios, each against its named baseline in the same run. */
import { run as append } from './append.ts'
import { run as press } from './press.ts'
import { run as start } from './start.ts'

/** One figure: ours and its baseline in `unit`, and their ratio. `aim` says what the ratio or figure should be. */
export interface Figure {
  name: string
  baseline: string
  ratio: number
  ours: string
  unit: string
  aim: string
}

const figures: Figure[] = []
for (const measure of [append, press, start]) {
  const figure = await measure()
  figures.push(...(Array.isArray(figure) ? figure : [figure]))
}
if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
else
  for (const f of figures)
    console.log(`${f.name}\n  ${f.ours} ${f.unit} : ${f.ratio.toFixed(2)} × ${f.baseline}   (aim ${f.aim})`)
