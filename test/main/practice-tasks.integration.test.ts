/** The guided tasks on the real practice parts: what counts is what the program did, and it counts for nobody's work. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import type { TasksView } from '../../src/shared/practice.ts'
import { ask, logged, testApp } from '../harness/test-app.ts'

const practising = async () => {
  const app = await testApp({ practice: true, roster: null })
  const [first, second] = app.parts.practice?.people ?? []
  if (!first || !second) throw new Error('no people')
  const page = app.openSession()
  const call = (method: string, input: unknown = {}) => ask(app, page, method, input)
  const signIn = async ({ number, password }: { number: string; password: string }) => {
    expect(await call('session.sign-in', { number, password })).toBe('ok')
  }
  const view = async (): Promise<TasksView> => {
    const reply = await app.request(page, 'practice.tasks', {})
    if (!reply.ok) throw new Error(reply.error.code)
    return reply.value as TasksView
  }
  const done = async () =>
    (await view()).tasks.filter(({ state }) => state === 'done').map(({ task }) => task)
  const padIs = (state: string) =>
    expect.poll(() => app.parts.keypad.view().state, { timeout: 15_000 }).toBe(state)
  const asked = async () => {
    expect(await call('counter.next')).toBe('ok')
    expect(await call('counter.next')).toBe('ok')
  }
  await padIs('online')
  return { app, first, second, page, call, signIn, view, done, padIs, asked }
}

const rated = (app: App) => logged(app, 'matter.closed').filter(({ outcome }) => outcome === 'rated').length

it('all seven tasks, each by what the log says; the troubles come and go by themselves', async () => {
  const { app, first, second, call, signIn, view, done, padIs, asked } = await practising()
  expect((await view()).tasks[0]).toEqual({ task: 'sign-in', state: 'present', at: null })
  await signIn(first)
  expect(await done()).toEqual(['sign-in'])
  await asked()
  expect(await done()).toEqual(['sign-in', 'serve'])
  app.parts.practice?.emulator.press(5)
  await expect.poll(() => rated(app), { timeout: 15_000 }).toBe(1)
  expect(await done()).toEqual(['sign-in', 'serve', 'ask'])
  await asked()
  expect(await call('counter.unrated', { reason: 'declined' })).toBe('ok')
  expect(await done()).toEqual(['sign-in', 'serve', 'ask', 'unrated'])

  expect(await call('practice.play', { task: 'unplug' })).toBe('ok')
  await padIs('lost')
  expect((await view()).playing).toBe('unplug')
  await asked()
  expect(logged(app, 'rating.asked').at(-1)).toMatchObject({ pad: 'offline' })
  expect(await call('counter.unrated', { reason: 'other' })).toBe('ok')
  expect(await done()).not.toContain('unplug')
  await padIs('online')
  await expect.poll(done, { timeout: 15_000 }).toContain('unplug')

  expect(await call('practice.play', { task: 'hall' })).toBe('ok')
  await asked()
  app.parts.practice?.emulator.press(4)
  await expect.poll(() => rated(app), { timeout: 15_000 }).toBe(2)
  expect(app.parts.deliverer.view().waiting).toBeGreaterThan(0)
  expect(await done()).not.toContain('hall')
  await expect.poll(done, { timeout: 15_000 }).toContain('hall')
  expect((await view()).playing).toBeNull()

  expect(await call('session.sign-out')).toBe('ok')
  expect((await view()).staff).toBeNull()
  await signIn(second)
  expect((await view()).results).toEqual([
    { number: first.number, name: first.name, done: 7 },
    { number: second.number, name: second.name, done: 1 },
  ])
  expect((await view()).tasks.filter(({ state }) => state === 'done')).toHaveLength(1)

  // The result lies in the practice folder; no entry of the log, which goes to the practice hall, tells of it.
  const stored = JSON.parse(readFileSync(join(app.dir, 'practice-results.json'), 'utf8'))
  expect(Object.keys(stored[first.number])).toHaveLength(7)
  expect(JSON.stringify(logged(app))).not.toMatch(/hand-over|practice-results/)
}, 120_000)

it('looking at a task, or asking in vain, does nothing for it; again from the start for whoever is signed in', async () => {
  const { first, call, signIn, done } = await practising()
  expect(await call('practice.play', { task: 'unplug' })).toBe('counter/signed-out')
  await signIn(first)
  await call('counter.unrated', { reason: 'declined' })
  await call('matter.ask')
  expect(await done()).toEqual(['sign-in'])
  await call('counter.next')
  expect(await done()).toEqual(['sign-in', 'serve'])
  expect(await call('practice.reset')).toBe('ok')
  expect(await done()).toEqual(['sign-in'])
})

it('an own reason counts as the task, the program’s own does not', async () => {
  const { first, call, signIn, done, asked } = await practising()
  await signIn(first)
  await asked()
  await call('session.sign-out')
  await signIn(first)
  expect(await done()).not.toContain('unrated')
})

it('outside practice there are no tasks', async () => {
  const app = await testApp()
  const page = app.openSession()
  for (const [method, input] of [
    ['practice.tasks', {}],
    ['practice.play', { task: 'hall' }],
    ['practice.reset', {}],
  ] as const)
    expect(await ask(app, page, method, input)).toBe('setup/not-practice')
})
