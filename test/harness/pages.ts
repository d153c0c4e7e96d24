import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from './temp-dir.ts'

/** A stand-in for the built pages, for tests that look at the server and not at pages. */
export const builtPages = (): string => {
  const pages = tempDir()
  writeFileSync(join(pages, 'index.html'), '<title>pages</title>')
  return pages
}
