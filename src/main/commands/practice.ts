/** The guided tasks of practice. */
import { fail, ok } from '../../shared/result.ts'
import type { Runs } from './table.ts'

export const practiceRuns = {
  'practice.tasks': (parts) => (parts.tasks ? ok(parts.tasks.view()) : fail('setup/not-practice')),
  'practice.play': async (parts, { task }) => {
    if (!parts.tasks) return fail('setup/not-practice')
    if (!parts.counter.state().shift) return fail('counter/signed-out')
    const played = await parts.tasks.play(task)
    return played.ok ? ok({}) : played
  },
  'practice.reset': async (parts) => {
    if (!parts.tasks) return fail('setup/not-practice')
    const reset = await parts.tasks.reset()
    return reset.ok ? ok({}) : reset
  },
} satisfies Partial<Runs>
