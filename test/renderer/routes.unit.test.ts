import { expect, it } from 'vitest'
import { frontView } from '../../src/renderer/front-view.ts'
import { parseRoute } from '../../src/renderer/route.ts'
import { parseAddress } from '../../src/renderer/technician/address.ts'
import { SNAPSHOTS } from '../e2e/fake-wire.ts'

it('a hash names a page, and anything unknown the front page', () => {
  expect(['#/bar', '#/device', '#bar', '', '#/', '#/../etc'].map(parseRoute)).toEqual([
    'bar',
    'device',
    'bar',
    '',
    '',
    '',
  ])
})

it('the front page is setup on a first start until someone says later, sign-in, unlock or the desk', () => {
  const { fresh, signedOut, practice, locked, idle } = SNAPSHOTS
  expect(frontView(fresh, false)).toBe('setup')
  expect(frontView(fresh, true)).toBe('sign-in')
  expect(frontView(signedOut, false)).toBe('sign-in')
  expect(frontView({ ...practice, host: { ...practice.host, fresh: true } }, false)).toBe('sign-in')
  expect(frontView(locked, false)).toBe('unlock')
  expect(frontView(idle, false)).toBe('desk')
})

it('a page without the clerk’s role unlocks an open shift instead of showing its desk', () => {
  const { idle } = SNAPSHOTS
  expect(frontView({ ...idle, host: { ...idle.host, roles: ['technician'] } }, false)).toBe('unlock')
})

it('a bus address is 0 to 255 or left empty', () => {
  expect(['', ' 0 ', '255', '256', '-1', '1.5', '0x10', 'a'].map(parseAddress)).toEqual([
    { ok: true, value: null },
    { ok: true, value: 0 },
    { ok: true, value: 255 },
    { ok: false },
    { ok: false },
    { ok: false },
    { ok: false },
    { ok: false },
  ])
})
