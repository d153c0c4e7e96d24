/** Somebody presses Ctrl+C while `guiping log backup` copies. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { kit, serve } from '../db/log-kit.ts'

const ROOT = join(import.meta.dirname, '..', '..')

it('Ctrl+C leaves nothing of a copy behind, and says so', { timeout: 60_000 }, async () => {
  const k = kit()
  const log = k.log()
  serve(k, log, [5, 1, null])
  log.close()
  const folder = join(k.dir, 'backups')
  // A disk that takes half a second for every page of the copy.
  const words = [process.execPath, '--no-warnings', 'src/cli/index.ts', 'log', 'backup', '--data', k.dir]
  const slow = ['-e', 'trace=pwrite64', '-e', 'inject=pwrite64:delay_enter=500000']
  const child = spawn('strace', ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', ...slow, ...words], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, GUIPING_LANG: 'en', GUIPING_SQLITE: 'better' },
  })
  const { pid } = child
  if (!pid) throw new Error('strace did not start')
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL')
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise((done) => child.once('close', done))
  await vi.waitUntil(() => existsSync(folder) && readdirSync(folder).length > 0, { timeout: 30_000 })
  process.kill(-pid, 'SIGINT')
  await ended
  expect(said).toContain('Stopped; there is no copy.')
  expect(readdirSync(folder)).toEqual([])
  k.end()
})
