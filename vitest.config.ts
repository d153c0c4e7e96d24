import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// The program's own processes are many in these tests: each need not compile the same files again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'guiping')

/** Tests with processes and browsers wait as much as they work: two cores carry four, of all kinds at once. */
const together = { pool: 'forks', maxWorkers: 4, sequence: { groupOrder: 1 } } as const

/** unit: pure and quick. integration: real ports, files, sockets, processes. second-driver: the log on `node:sqlite`.
 * e2e: real Chromium on the browser host. */
export default defineConfig({
  test: {
    // Real processes, ports and browsers on a busy machine: what fails twice is a failure.
    retry: 1,
    // One second is a busy machine's pause, not a failure.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      // No test is timed: a limit only ends what hangs, also on a machine that does much else.
      // They leave nothing behind, so that one process does for all.
      {
        test: { name: 'unit', include: ['test/**/*.unit.test.ts'], testTimeout: 30_000, isolate: false },
      },
      {
        test: {
          name: 'integration',
          setupFiles: ['test/harness/quick-passwords.ts'],
          include: ['test/**/*.integration.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          ...together,
        },
      },
      {
        test: {
          name: 'second-driver',
          include: ['test/db/**/*.integration.test.ts'],
          exclude: ['test/db/cli.integration.test.ts'],
          testTimeout: 30_000,
          env: { GUIPING_SQLITE: 'node' },
          ...together,
        },
      },
      {
        test: {
          name: 'e2e',
          setupFiles: ['test/harness/quick-passwords.ts'],
          include: ['test/e2e/**/*.e2e.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          ...together,
        },
      },
    ],
  },
})
