/**
 * `npm test`: system packages, lint, types, build, then unit, integration and end-to-end tests. Every step runs and is
 * counted; nothing is skipped silently. The last line is `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build-if-stale.ts'
import { installSystemPackages } from './system-packages.ts'

const counts = { passed: 0, failed: 0, skipped: 0 }
const count = (name: string, ok: boolean) => {
  counts[ok ? 'passed' : 'failed'] += 1
  console.log(`${ok ? '✓' : '✗'} ${name}`)
}

/** Runs a tool of node_modules on this Node. */
const tool = (path: string, ...args: string[]): boolean =>
  spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root, stdio: 'inherit' })
    .status === 0

const missing = installSystemPackages()
if (missing.length > 0) {
  console.error(`缺少系统软件包,请先安装 / install these first: sudo apt-get install ${missing.join(' ')}`)
  console.log('0 passed, 1 failed, 0 skipped')
  process.exit(1)
}

count('lint', tool('@biomejs/biome/bin/biome', 'ci', '.'))
count('types', tool('typescript/bin/tsc', '-b'))
count('build', tool('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'))

const report = join(root, 'test-results', 'vitest.json')
rmSync(report, { force: true })
const ran = tool(
  'vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
)
try {
  const results = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += results.numPassedTests
  counts.failed += results.numFailedTests
  counts.skipped += results.numPendingTests + results.numTodoTests
  // A file that does not even load has no tests to fail.
  if (!ran && results.numFailedTests === 0) count('every test file loads', false)
} catch (error) {
  console.error(error)
  count('the tests report their results', false)
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed === 0 ? 0 : 1)
