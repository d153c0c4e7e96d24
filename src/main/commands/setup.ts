/** First run and practice. */
import { levelSchema } from '../../shared/levels.ts'
import { fail, ok } from '../../shared/result.ts'
import type { Runs } from './table.ts'

export const setupRuns = {
  'setup.passwords': (parts) => ok(parts.installers.firstPasswords()),
  'setup.written-down': (parts) => {
    parts.installers.writtenDown()
    return ok({})
  },
  'window.show': (parts) => {
    parts.host.show()
    return ok({})
  },
  'window.type': (parts, { on }) => {
    parts.host.typeInBar?.(on)
    return ok({})
  },
  'setup.practice': (parts, { on }) => {
    if (parts.counter.state().shift) return fail('setup/shift-open')
    if (on !== (parts.practice !== null)) parts.host.switchPractice(on)
    return ok({})
  },
  'practice.staff': (parts) => (parts.practice ? ok(parts.practice.people) : fail('setup/not-practice')),
  'practice.pad': (parts) => {
    if (!parts.practice) return fail('setup/not-practice')
    const keys = Object.entries(parts.practice.emulator.keys).map(([key, level]) => ({ key, level }))
    return ok({ lights: parts.practice.emulator.lights(), keys })
  },
  'practice.press': (parts, { key }) => {
    const emulator = parts.practice?.emulator
    if (!emulator) return fail('setup/not-practice')
    const level = levelSchema.safeParse(emulator.keys[key])
    if (!level.success) return fail('request/bad-input', { why: `key ${key}` })
    emulator.press(level.data)
    return ok({})
  },
} satisfies Partial<Runs>
