import { expect, it, vi } from 'vitest'
import { createStore } from '../../src/renderer/wire/store.ts'
import type { Push, Snapshot } from '../../src/shared/views.ts'
import type { Reply, Wire } from '../../src/shared/wire.ts'
import { SNAPSHOTS } from '../e2e/fake-wire.ts'
import { fakeClock } from '../harness/fake-clock.ts'

const { idle, serving, asked, signedOut } = SNAPSHOTS
const OFFLINE: Reply = { ok: false, error: { code: 'request/offline', message: '' } }
const snapshot = (value: Snapshot): Reply => ({ ok: true, value })

/** A program whose answers are taken one after the other; `calls` are the methods it was asked. */
const program = (...answers: (Reply | Promise<Reply>)[]) => {
  const calls: string[] = []
  let listener: (push: Push | null) => void = () => {}
  const wire: Wire = {
    request: async (method) => {
      calls.push(method)
      return answers.shift() ?? OFFLINE
    },
    subscribe: (next) => {
      listener = next
      return () => {
        listener = () => {}
      }
    },
  }
  const clock = fakeClock()
  const store = createStore(wire, clock)
  return { calls, clock, store, push: (push: Push | null) => listener(push) }
}

const settled = (check: () => void) => vi.waitFor(check, { interval: 1 })

it('holds the first snapshot and tells its listeners', async () => {
  const { store } = program(snapshot(idle))
  const listener = vi.fn()
  store.subscribe(listener)
  await settled(() => expect(store.getState().snapshot).toEqual(idle))
  expect(listener).toHaveBeenCalled()
})

it('a gap, a reconnect and a new start of the program each ask for the snapshot again', async () => {
  const again: [string, Push | null][] = [
    ['gap', { seq: 5, section: 'counter', value: serving.counter }],
    ['reconnect', null],
    ['new start', { seq: 2, section: 'host', value: { ...idle.host, boot: 'boot-2' } }],
  ]
  for (const [name, push] of again) {
    const program1 = program(snapshot(idle), snapshot({ ...asked, seq: 9 }))
    await settled(() => expect(program1.store.getState().snapshot, name).toEqual(idle))
    program1.push(push)
    await settled(() => expect(program1.store.getState().snapshot?.seq, name).toBe(9))
  }
})

it('pushes that come while the snapshot is on its way are kept and fitted onto it', async () => {
  let answer: (reply: Reply) => void = () => {}
  const late = new Promise<Reply>((resolve) => {
    answer = resolve
  })
  const { store, push } = program(late)
  push({ seq: 1, section: 'counter', value: asked.counter })
  push({ seq: 2, section: 'counter', value: serving.counter })
  answer(snapshot(idle))
  await settled(() => expect(store.getState().snapshot?.counter).toEqual(serving.counter))
  expect(store.getState().snapshot?.seq).toBe(2)
})

it('the clocks of the page count from when the counter section came, not from other sections', async () => {
  const { store, push, clock } = program(snapshot(idle))
  await settled(() => expect(store.getState().snapshot).not.toBeNull())
  clock.advance(700)
  push({ seq: 2, section: 'counter', value: serving.counter })
  expect(store.getState().counterAt).toBe(700)
  clock.advance(300)
  push({ seq: 3, section: 'pad', value: idle.pad })
  expect(store.getState().counterAt).toBe(700)
})

it('the counter’s push is told at once; what comes right behind it is known at once and told together a moment later', async () => {
  const { store, push, clock } = program(snapshot(idle))
  await settled(() => expect(store.getState().snapshot).not.toBeNull())
  clock.advance(1000)
  const told = vi.fn()
  store.subscribe(told)
  push({ seq: 2, section: 'counter', value: serving.counter })
  expect(told).toHaveBeenCalledTimes(1)
  push({ seq: 3, section: 'today', value: null })
  push({ seq: 4, section: 'pad', value: { ...idle.pad, heard: false } })
  expect(store.getState().snapshot).toMatchObject({ seq: 4, today: null, pad: { heard: false } })
  expect(told).toHaveBeenCalledTimes(1)
  clock.advance(30)
  expect(told).toHaveBeenCalledTimes(2)
  // Alone, a section waits for nothing; and the counter never does.
  push({ seq: 5, section: 'pad', value: idle.pad })
  expect(told).toHaveBeenCalledTimes(3)
  push({ seq: 6, section: 'counter', value: asked.counter })
  push({ seq: 7, section: 'today', value: idle.today })
  push({ seq: 8, section: 'counter', value: idle.counter })
  expect(told).toHaveBeenCalledTimes(5)
  clock.advance(1000)
  expect(told).toHaveBeenCalledTimes(5)
})

it('a section that says nothing new is not told', async () => {
  const { store, push, clock } = program(snapshot(idle))
  await settled(() => expect(store.getState().snapshot).not.toBeNull())
  clock.advance(1000)
  const told = vi.fn()
  store.subscribe(told)
  push({ seq: 2, section: 'today', value: structuredClone(idle.today) })
  expect(store.getState().snapshot?.seq).toBe(2)
  expect(told).not.toHaveBeenCalled()
})

it('while the program does not answer, the page keeps what it knew, says so, and tries again by itself', async () => {
  const { store, push, clock, calls } = program(snapshot(idle), OFFLINE, snapshot({ ...serving, seq: 4 }))
  await settled(() => expect(store.getState().snapshot).toEqual(idle))
  push(null)
  await settled(() => expect(store.getState().unreachable).toEqual({ code: 'request/offline' }))
  expect(store.getState().snapshot).toEqual(idle)
  expect(calls).toHaveLength(2)
  clock.advance(1000)
  await settled(() => expect(store.getState().snapshot?.seq).toBe(4))
  expect(store.getState().unreachable).toBeNull()
})

it('a window without a session asks ever more rarely, and a program that is away every few seconds', async () => {
  const lost: Reply = { ok: false, error: { code: 'request/no-session', message: '' } }
  const asks = async (reply: Reply): Promise<number> => {
    const { clock, calls, store } = program(...Array.from({ length: 100 }, () => reply))
    for (let second = 0; second < 300; second += 1) {
      clock.advance(1000)
      await Promise.resolve()
      await new Promise((resolve) => setImmediate(resolve))
    }
    store.stop()
    return calls.length
  }
  expect(await asks(lost)).toBeLessThan(12)
  const away = await asks(OFFLINE)
  expect(away).toBeGreaterThan(50)
  expect(away).toBeLessThan(70)
})

it('a command that the program does not answer says so at once, not with the next break', async () => {
  const { store } = program(snapshot(idle), OFFLINE, OFFLINE)
  await settled(() => expect(store.getState().snapshot).toEqual(idle))
  await store.call('counter.next', {})
  expect(store.getState().unreachable).toEqual({ code: 'request/offline' })
})

it('a refusal is a value with its code; a code that is not ours becomes an internal error', async () => {
  const refused: Reply = {
    ok: false,
    error: { code: 'counter/rating-open', message: '', params: { seconds: 3 } },
  }
  const foreign = { ok: false, error: { code: 'x/y', message: '' } } as unknown as Reply
  const { store } = program(snapshot(idle), refused, foreign)
  expect(await store.call('counter.next', {})).toEqual({
    ok: false,
    error: { code: 'counter/rating-open', params: { seconds: 3 } },
  })
  expect(await store.call('counter.next', {})).toEqual({ ok: false, error: { code: 'request/internal' } })
})

it('signing in or losing a role asks for what the page may see now', async () => {
  const role: Reply = { ok: false, error: { code: 'request/role', message: '' } }
  const { store, calls } = program(
    snapshot(signedOut),
    { ok: true, value: {} },
    snapshot(idle),
    role,
    snapshot(signedOut),
  )
  await settled(() => expect(store.getState().snapshot).toEqual(signedOut))
  await store.call('session.sign-in', { number: '1', password: 'p' })
  expect(store.getState().snapshot).toEqual(idle)
  await store.call('log.verify', {})
  expect(store.getState().snapshot).toEqual(signedOut)
  expect(calls).toEqual(['state.get', 'session.sign-in', 'state.get', 'log.verify', 'state.get'])
})

it('after stop no timer is left that asks', async () => {
  const { store, clock, calls } = program(OFFLINE)
  await settled(() => expect(store.getState().unreachable).not.toBeNull())
  store.stop()
  clock.advance(60_000)
  expect(calls).toEqual(['state.get'])
})
