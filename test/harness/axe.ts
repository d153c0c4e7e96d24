import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** axe-core as one script, for the page under test. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare global {
  interface Window {
    axe?: { run(options: RunOptions): Promise<AxeResults> }
  }
}

/** @returns what axe calls serious or critical on the page as it stands: `rule: where`. */
export const seriousFaults = async (page: Page): Promise<string[]> => {
  // Through the debugger: the page's own policy lets no script of a test in.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(AXE)
  // Nothing is preloaded: style sheets and sound serve experimental rules alone, which are off.
  const results = await page.evaluate(() => window.axe?.run({ resultTypes: ['violations'], preload: false }))
  if (!results) throw new Error('axe did not start')
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`),
    )
}
