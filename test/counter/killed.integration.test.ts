/** kill -9 on the real program in the middle of the work: it goes on with the same matters and honest times. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { readLog } from '../../src/db/log/open.ts'
import type { Snapshot } from '../../src/shared/views.ts'
import { builtPages } from '../harness/pages.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { CLERKS, testRoster } from '../harness/test-app.ts'

const { number, password } = CLERKS[0]

/** Starts the program and a page of it. */
const start = async (dir: string, pages: string) => {
  const script = join(import.meta.dirname, 'child-host.ts')
  const child = spawn(process.execPath, ['--no-warnings', script, dir, pages], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [openUrl] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const opened = await fetch(openUrl)
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const base = new URL(openUrl).origin
  const rpc = async (method: string, input: unknown = {}) => {
    const response = await fetch(`${base}/rpc`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', origin: base, connection: 'close' },
      body: JSON.stringify({ method, input }),
    })
    const reply = (await response.json()) as { ok: boolean; value: unknown; error?: { code: string } }
    if (!reply.ok) throw new Error(`${method} ${reply.error?.code}`)
    return reply.value
  }
  return {
    rpc,
    state: async () => (await rpc('state.get')) as Snapshot,
    kill: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

it('a visit in the middle of its rating is in hand again, with the time it had and not the time the program was dead', async () => {
  const dir = tempDir()
  const pages = builtPages()
  const roster = await testRoster()
  const policy = { ...roster.policy, visit: 'one', windowMs: 1000 }
  writeFileSync(join(dir, 'roster.json'), JSON.stringify({ ...roster, policy }))

  const first = await start(dir, pages)
  await first.rpc('session.sign-in', { number, password })
  // One matter that nobody rates, for there is no keypad: its reason is owed.
  await first.rpc('counter.next')
  await first.rpc('matter.ask')
  for (;;) if ((await first.state()).counter.state === 'idle') break
  const began = performance.now()
  await first.rpc('counter.next')
  await first.rpc('matter.add', { item: 'A01', reference: 'R-7' })
  await first.rpc('matter.add', { item: 'B02' })
  await first.rpc('matter.undo')
  const before = await first.state()
  await first.rpc('matter.ask')
  const worked = performance.now() - began
  await first.kill()

  const second = await start(dir, pages)
  expect((await second.state()).counter).toMatchObject({ locked: true, state: 'serving', matter: null })
  await second.rpc('session.unlock', { password })
  const after = await second.state()
  expect(after.counter).toMatchObject({
    state: 'serving',
    ask: null,
    matter: { id: before.counter.matter?.id, item: { code: 'A01' }, reference: 'R-7', undoMs: 0 },
    waiting: [{ id: before.counter.waiting[0]?.id }],
    nextItem: { code: 'A01', why: 'last' },
  })
  expect(after.today?.matters.flatMap(({ reason }) => reason ?? [])).toEqual(['pad-offline'])
  expect(after.today?.unexplained).toEqual([])
  expect(after.counter.waiting[0]?.servedMs).toBeLessThanOrEqual(worked)
  await second.rpc('matter.ask')
  for (;;) if ((await second.state()).counter.state === 'idle') break
  await second.kill()

  const log = readLog(dir)
  if (!log.ok) throw new Error(log.error.code)
  expect(log.value.verify()).toMatchObject({ ok: true, problem: '' })
  const kinds = [...log.value.query({})].map(({ body }) => JSON.parse(body))
  const closed = kinds.filter(({ kind }) => kind === 'matter.closed')
  expect(closed.map(({ matter }) => matter)).toEqual([
    closed[0].matter,
    before.counter.waiting[0]?.id,
    before.counter.matter?.id,
  ])
  // The second run's matter was in hand from its start, where its clock begins, to its end; what lies between the two
  // runs is nobody's work.
  const own = closed[2].mono
  expect(closed[2].servedMs).toBeLessThanOrEqual(own + worked)
  expect(closed[1].servedMs).toBeLessThanOrEqual(worked)
  log.value.close()
}, 180_000)
