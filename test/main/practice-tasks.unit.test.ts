/** What the tasks make of a log, without a keypad, a hall or a file system in the way. */
import { expect, it } from 'vitest'
import type { Log } from '../../src/db/log/log.ts'
import { createTasks } from '../../src/main/practice/tasks.ts'
import type { Practice } from '../../src/main/practice.ts'
import { ok } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'

const ID = '0190a000-0000-7000-8000-000000000000'

const bench = () => {
  const clock = fakeClock()
  const bodies: string[] = []
  const did: string[] = []
  let acked = 0
  let staff: { number: string; name: string } | null = null
  const say = (what: string) => async () => {
    did.push(what)
    return ok(undefined)
  }
  const log = {
    head: () => ({ seq: bodies.length }),
    entries: (from: number) => bodies.map((body, at) => ({ seq: at + 1, body })).slice(from - 1),
    acked: () => acked,
  } as unknown as Log
  const practice = {
    emulator: { unplug: say('unplug'), replug: say('replug') },
    hall: { stop: say('hall stops'), start: say('hall starts') },
  } as unknown as Practice
  const tasks = createTasks({
    ...{ dir: tempDir(), clock, log, practice },
    staff: () => staff,
    nameOf: (number) => number,
    deliver: () => {},
  })
  const add = (by: string, kind: string, more: object) =>
    bodies.push(JSON.stringify({ v: 1, kind, id: ID, at: 1, mono: 1, boot: 'b', by, ...more }))
  return {
    clock,
    did,
    tasks,
    sits: (number: string | null) => {
      staff = number === null ? null : { number, name: number }
    },
    signIn: (number: string) => add(number, 'shift.opened', { shift: ID, staff: number }),
    signOut: (number: string) => add(number, 'shift.closed', { shift: ID, why: 'clerk' }),
    serve: (number: string) =>
      add(number, 'matter.closed', {
        ...{ matter: ID, outcome: 'rated', press: ID, ask: ID, reason: null, servedMs: 1 },
      }),
    acknowledge: () => {
      acked = bodies.length
    },
    done: (number: string) => {
      staff = { number, name: number }
      return tasks.view().tasks.flatMap(({ task, state }) => (state === 'done' ? [task] : []))
    },
  }
}

it('signing out and in again oneself is no hand-over; another clerk’s sign-in is', () => {
  const { signIn, signOut, done } = bench()
  signIn('1001')
  signOut('1001')
  signIn('1001')
  expect(done('1001')).toEqual(['sign-in'])
  signOut('1001')
  signIn('1002')
  expect(done('1001')).toEqual(['sign-in', 'hand-over'])
})

it('what was served without the hall is done when it has arrived there, and not before', async () => {
  const { tasks, clock, did, serve, acknowledge, done } = bench()
  await tasks.play('hall')
  serve('1001')
  expect(done('1001')).not.toContain('hall')
  clock.advance(3000)
  expect(did).toEqual(['hall stops', 'hall starts'])
  expect(done('1001')).not.toContain('hall')
  acknowledge()
  expect(done('1001')).toContain('hall')
})

it('whoever signs out in the middle of a trouble leaves none to the next one', async () => {
  const { tasks, did, signOut } = bench()
  await tasks.play('unplug')
  signOut('1001')
  expect(tasks.view().playing).toBeNull()
  expect(did).toEqual(['unplug', 'replug'])
})

it('starting again forgets one’s own results, and everybody’s only while nobody is signed in', async () => {
  const { tasks, signIn, serve, sits, done } = bench()
  for (const number of ['1001', '1002']) {
    signIn(number)
    serve(number)
  }
  expect(done('1002')).toEqual(['sign-in', 'ask'])
  sits('1001')
  await tasks.reset()
  expect(done('1001')).toEqual(['sign-in'])
  expect(done('1002')).toEqual(['sign-in', 'ask'])
  sits(null)
  await tasks.reset()
  expect(tasks.view().results).toEqual([])
})
