import { describe, expect, it } from 'vitest'
import { createAttempts } from '../../src/keys/attempts.ts'
import { createSessions, ROLE_MS } from '../../src/main/session/sessions.ts'
import { fakeClock } from '../harness/fake-clock.ts'

describe('wrong passwords', () => {
  const five = (attempts: ReturnType<typeof createAttempts>, name: string) =>
    Array.from({ length: 5 }, () => attempts.take(name))

  it('wait a minute after five tries, and say how long', () => {
    const clock = fakeClock()
    const attempts = createAttempts(clock)
    expect(five(attempts, '1001')).toEqual([0, 0, 0, 0, 0])
    clock.advance(20_000)
    expect(attempts.take('1001')).toBe(40)
    clock.advance(40_000)
    expect(attempts.take('1001')).toBe(0)
  })
  it('wait just the same when somebody sets the PC clock forward', () => {
    const clock = fakeClock()
    const attempts = createAttempts(clock)
    five(attempts, '1001')
    clock.setWall(clock.now() + 3_600_000)
    expect(attempts.take('1001')).toBe(60)
  })
  it('are counted for each number, and forgotten after the right one', () => {
    const attempts = createAttempts(fakeClock())
    five(attempts, '1001')
    expect(attempts.take('1002')).toBe(0)
    attempts.right('1001')
    expect(attempts.take('1001')).toBe(0)
  })
})

describe('roles', () => {
  it('belong to one session, end with their time, and the pages are told', () => {
    const clock = fakeClock()
    let changes = 0
    const sessions = createSessions(clock, () => {
      changes += 1
    })
    const [mine, other] = [sessions.open(), sessions.open()]
    sessions.grant(mine, 'it', ROLE_MS)
    expect([sessions.roles(mine), sessions.roles(other)]).toEqual([['it'], ['none']])
    const before = changes
    clock.advance(ROLE_MS)
    expect(sessions.roles(mine)).toEqual(['none'])
    expect(changes).toBe(before + 1)
  })
  it('cannot be given to a session that nobody opened', () => {
    const sessions = createSessions(fakeClock(), () => {})
    sessions.grant('made-up', 'it', null)
    expect(sessions.roles('made-up')).toEqual(['none'])
  })
  it('of the clerk end everywhere when the shift closes', () => {
    const sessions = createSessions(fakeClock(), () => {})
    const pages = [sessions.open(), sessions.open()]
    for (const page of pages) sessions.grant(page, 'clerk', null)
    sessions.revokeAll('clerk')
    expect(pages.map(sessions.roles)).toEqual([['none'], ['none']])
  })
})
