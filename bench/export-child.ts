/** Runs one export in a process of its own: prints its ms, the CPU time of the process, and its memory before and at most, in MB. */
import { readFileSync } from 'node:fs'
import { runExport } from '../src/db/export/run.ts'
import type { ExportFormat } from '../src/shared/commands/log.ts'
import { DEFAULT_POLICY } from '../src/shared/people.ts'

const [dir = '', file = '', format = 'csv'] = process.argv.slice(2)
/** The most memory of this program, MB. Linux's `maxRSS` begins with what the parent had, which is as large as its benches made it. */
const most = (): number => {
  if (process.platform !== 'linux') return (process.resourceUsage().maxRSS * 1024) / 1e6
  const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return (Number(kb) * 1024) / 1e6
}

const before = process.memoryUsage().rss / 1e6
const start = performance.now()
const made = runExport(
  {
    ...{ dir, file, format: format as ExportFormat, words: DEFAULT_POLICY, map: null },
    ...{ names: {}, station: '1', fill: {} },
  },
  { goesOn: () => true, progress: () => {} },
)
if (!made.ok) throw new Error(made.error.code)
const { userCPUTime } = process.resourceUsage()
console.log(
  JSON.stringify({
    ms: performance.now() - start,
    mb: most(),
    before,
    cpu: userCPUTime / 1000,
    rows: made.value.entries,
  }),
)
