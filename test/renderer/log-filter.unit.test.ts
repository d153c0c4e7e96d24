/** What the page asks for when its filters are set: each filter of its own list, and nothing of the other's. */
import { expect, it } from 'vitest'
import { type Filter, queryOf } from '../../src/renderer/log/filter.ts'
import { listQuerySchema } from '../../src/shared/log-view.ts'

const NONE = { from: '', to: '', staff: null, item: null, outcome: null, kind: null, verdict: null, text: '' }
const SET: Omit<Filter, 'list'> = {
  ...{ from: '2026-05-03', to: '2026-05-04', staff: '1024', item: 'A01', text: ' 投诉 ' },
  ...{ kind: 'key.pressed', outcome: 'unrated', verdict: 'repeat' },
}

const BOTH = {
  from: new Date(2026, 4, 3).getTime(),
  // The last day is among them.
  to: new Date(2026, 4, 5).getTime(),
  staff: '1024',
  text: '投诉',
}
const PAGE = { limit: 100, order: 'newest' }

it.each([
  ['matters', { item: 'A01', outcome: 'unrated' }],
  ['entries', { kind: 'key.pressed', verdict: 'repeat' }],
] as const)('of %s: day, staff, text and their own; no filter asks for all', (list, own) => {
  const filter: Filter = { list, ...SET }
  expect(queryOf(filter, null)).toEqual({ list, ...BOTH, ...own, ...PAGE })
  expect(queryOf({ list, ...NONE }, null)).toEqual({ list, ...PAGE })
  expect(queryOf({ list, ...NONE, text: '字'.repeat(99) }, 7)).toMatchObject({
    after: 7,
    text: '字'.repeat(64),
  })
  // The program takes every one of them.
  expect(listQuerySchema.safeParse(queryOf(filter, 7)).error).toBeUndefined()
})
