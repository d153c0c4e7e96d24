/** A share that hangs in the middle of a copy. */
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { kit } from '../db/log-kit.ts'
import { tempDir } from '../harness/temp-dir.ts'

it('the program ends although a thread of it hangs in the system', () => {
  const dir = tempDir()
  kit(dir).log().close()
  const file = join(dir, 'out.jsonl')
  execFileSync('mkfifo', [`${file}.part`])
  const child = join(import.meta.dirname, 'child-hangs.ts')
  const args = ['--no-warnings', child, dir, file]
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000, killSignal: 'SIGTERM' })
  expect(done).toMatchObject({ stdout: 'hangs\n', signal: 'SIGKILL' })
})
