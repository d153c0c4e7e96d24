import { expect, it } from 'vitest'
import { applyPush } from '../../src/renderer/wire/apply-push.ts'
import { SNAPSHOTS } from '../e2e/fake-wire.ts'

const { idle, asked } = SNAPSHOTS

it('the next push replaces its section and nothing else', () => {
  const applied = applyPush(idle, { seq: 2, section: 'counter', value: asked.counter })
  expect(applied).toEqual({ kind: 'applied', snapshot: { ...idle, seq: 2, counter: asked.counter } })
})

it('a push that the snapshot already holds changes nothing', () => {
  expect(applyPush(idle, { seq: 1, section: 'counter', value: asked.counter })).toEqual({ kind: 'old' })
})

it('a missing number is a gap', () => {
  expect(applyPush(idle, { seq: 3, section: 'counter', value: asked.counter })).toEqual({ kind: 'gap' })
})

it('another start of the program is a gap, whatever its number', () => {
  const value = { ...idle.host, boot: 'boot-2' }
  expect(applyPush(idle, { seq: 1, section: 'host', value })).toEqual({ kind: 'gap' })
  expect(applyPush(idle, { seq: 2, section: 'host', value })).toEqual({ kind: 'gap' })
})
