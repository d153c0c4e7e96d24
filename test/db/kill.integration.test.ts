import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock } from '../../src/db/lock.ts'
import { readLog } from '../../src/db/log/open.ts'
import { randomFrom } from '../harness/random.ts'
import { type Kit, kit, must } from './log-kit.ts'

const RUNS = Number(process.env['PROOF_RUNS'] ?? 24)
const SEED = Number(process.env['PROOF_SEED'] ?? 20260503)

let k: Kit
let children: ChildProcess[] = []
beforeEach(() => {
  k = kit()
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  k.end()
})

const appending = () => {
  const script = join(import.meta.dirname, 'child-append.ts')
  const child = spawn(process.execPath, ['--no-warnings', script, k.dir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += data
  })
  return { child, lines: createInterface({ input: child.stdout }), stderr: () => stderr }
}

/** Lets a child commit `commits` times, kills it at once, and returns the last place that it had said. */
const killAfter = async (commits: number): Promise<{ seq: number; hash: string }> => {
  const { child, lines, stderr } = appending()
  const exited = once(child, 'exit')
  let last: string | null = null
  let count = 0
  // Lines that were under way when it died were acknowledged too.
  for await (const line of lines) {
    last = line
    count += 1
    if (count === commits) child.kill('SIGKILL')
  }
  await exited
  const [seq, hash] = last?.split(' ') ?? []
  if (!seq || !hash) throw new Error(`the child said nothing: ${stderr()}`)
  return { seq: Number(seq), hash }
}

describe('kill -9 in the middle of the work', () => {
  it(`loses nothing that was acknowledged, ${RUNS} times (seed ${SEED})`, { timeout: 600_000 }, async () => {
    const next = randomFrom(SEED)
    for (let run = 0; run < RUNS; run += 1) {
      const acknowledged = await killAfter(1 + Math.floor(next() * 60))
      const log = must(readLog(k.dir))
      expect(log.hashAt(acknowledged.seq), `run ${run}`).toBe(acknowledged.hash)
      // At most the one commit that was under way, never a part of it.
      expect(log.head().seq - acknowledged.seq, `run ${run}`).toBeLessThanOrEqual(2)
      expect(log.verify(), `run ${run}`).toMatchObject({ ok: true, problem: '' })
      log.close()
    }
    expect(k.log().verify().ok).toBe(true)
  })
})

describe('the lock', () => {
  it('refuses a second program on the same folder at once, and is free again when the first is killed', async () => {
    const { child, lines } = appending()
    await once(lines, 'line')
    expect(takeLock(k.dir)).toEqual({ ok: false, error: { code: 'data/in-use', params: { path: k.dir } } })
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    must(takeLock(k.dir)).release()
  })
  it('refuses a second in the same program, until it is released', () => {
    const first = must(takeLock(k.dir))
    expect(takeLock(k.dir)).toMatchObject({ ok: false, error: { code: 'data/in-use' } })
    first.release()
    const second = must(takeLock(k.dir))
    first.release()
    expect(takeLock(k.dir)).toMatchObject({ ok: false, error: { code: 'data/in-use' } })
    second.release()
  })
  it('in a folder that does not exist is a fault', () => {
    expect(takeLock(join(k.dir, 'none'))).toMatchObject({ ok: false, error: { code: 'data/no-log' } })
  })
})
