/** The clerk's work: every command is an input of the counter, or a question. */
import { fail, ok } from '../../shared/result.ts'
import { ownResults } from '../session/own-results.ts'
import { counterView } from '../views.ts'
import type { Runs } from './table.ts'

export const workRuns = {
  'state.get': (parts, _input, session) => ok(parts.hub.snapshot(session)),
  'counter.next': (parts) => parts.counter.run({ type: 'next' }),
  'counter.ask-again': (parts) => parts.counter.run({ type: 'ask-again' }),
  'counter.unrated': (parts, { reason }) => parts.counter.run({ type: 'unrated', reason }),
  'counter.pause': (parts, { reason }) => {
    const paused = parts.counter.run({ type: 'pause', reason })
    return paused.ok ? ok({}) : paused
  },
  'counter.resume': (parts) => {
    const resumed = parts.counter.run({ type: 'resume' })
    return resumed.ok ? ok({}) : resumed
  },
  'counter.state': (parts) => ok(counterView(parts)),
  'matter.open': (parts, { item, reference }) => parts.counter.run({ type: 'open', item, reference }),
  'matter.ask': (parts) => parts.counter.run({ type: 'ask' }),
  'items.search': async (parts, { text }) =>
    ok(await parts.items.search(parts.counter.state().shift?.staff.number ?? null, text)),
  'items.favourite': (parts, { code, on }) => {
    const shift = parts.counter.state().shift
    if (!shift) return fail('counter/signed-out')
    const set = parts.items.favourite(shift.staff.number, code, on)
    return set.ok ? ok({}) : set
  },
  'matter.add': (parts, { item, reference }) => parts.counter.run({ type: 'add', item, reference }),
  'matter.undo': (parts) => parts.counter.run({ type: 'undo' }),
  'matter.item': (parts, { code, matter }) => parts.counter.run({ type: 'change-item', code, matter }),
  'matter.reason': (parts, { matter, reason }) => parts.counter.run({ type: 'explain', matter, reason }),
  'counter.next-item': (parts, { code }) => parts.counter.run({ type: 'next-item', code }),
  'own.results': (parts) => ownResults(parts),
  'delivery.now': (parts) => {
    parts.deliverer.deliverNow()
    return ok({})
  },
} satisfies Partial<Runs>
