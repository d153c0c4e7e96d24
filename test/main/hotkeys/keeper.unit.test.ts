import { beforeEach, describe, expect, it } from 'vitest'
import { createKeeper } from '../../../src/main/hotkeys/keeper.ts'
import { createHotkeyTests } from '../../../src/main/hotkeys/tests.ts'
import type { WantedKey } from '../../../src/main/parts.ts'
import { DEFAULT_CONFIG } from '../../../src/shared/config.ts'
import { ACTIONS, DEFAULT_KEYS } from '../../../src/shared/hotkeys/actions.ts'
import { type Layer, NO_LAYER } from '../../../src/shared/hotkeys/layer.ts'
import type { HotkeyPause } from '../../../src/shared/hotkeys/view.ts'
import { DEFAULT_POLICY } from '../../../src/shared/people.ts'
import { fail, ok } from '../../../src/shared/result.ts'
import { fakeClock } from '../../harness/fake-clock.ts'
import { hotkeyFiles } from '../../harness/hotkey-rules.ts'

const files = hotkeyFiles()

/** A keeper on a host that other programs have `taken` keys of. */
const bench = ({ taken = [] as string[], portal = false, site = NO_LAYER } = {}) => {
  const clock = fakeClock()
  const host = { registered: [] as readonly WantedKey[], paused: null as HotkeyPause | null, times: 0 }
  const kept = { config: DEFAULT_CONFIG, writable: true, shift: false, technician: true }
  const never = () => {
    throw new Error('not here')
  }
  const keeper = createKeeper({
    clock,
    host: {
      hotkeys: (keys) => {
        host.times += 1
        host.registered = keys.filter((key) => !taken.includes(key.keys))
        return keys.map((key) => (taken.includes(key.keys) ? 'refused' : portal ? 'unproven' : 'os'))
      },
      hotkeysPaused: (pause) => {
        host.paused = pause
        if (pause) host.registered = []
      },
    },
    settings: {
      config: () => kept.config,
      roster: () => ({ staff: [], items: [], policy: DEFAULT_POLICY }),
      enrolment: () => null,
      fresh: () => false,
      saveConfig: (config) => {
        if (!kept.writable) return fail('data/disk-full', { path: '/data' })
        kept.config = config
        return ok(undefined)
      },
      saveRoster: never,
      saveEnrolment: never,
    },
    read: () => ({ ...files, site }),
    changed: () => {},
  })
  const tests = createHotkeyTests({
    clock,
    keeper,
    shiftOpen: () => kept.shift,
    isTechnician: () => kept.technician,
    changed: () => {},
  })
  keeper.apply()
  const keysOf = () => Object.fromEntries(host.registered.map(({ action, keys }) => [action, keys]))
  return { clock, host, kept, keeper, tests, keysOf, taken }
}
const layer = (more: Partial<Layer>): Layer => ({ ...NO_LAYER, ...more })
const code = (result: ReturnType<ReturnType<typeof bench>['keeper']['save']>) =>
  result.ok ? 'ok' : result.error.code

let b = bench()
beforeEach(() => {
  b = bench()
})

describe('saving is all or nothing', () => {
  it('a good layer is registered and kept', () => {
    expect(code(b.keeper.save(layer({ keys: { next: 'F13', show: null } })))).toBe('ok')
    const { show: _, ...others } = DEFAULT_KEYS
    expect(b.keysOf()).toEqual({ ...others, next: 'F13' })
    expect(b.kept.config.hotkeys.keys).toEqual({ next: 'F13', show: null })
  })

  it.each([
    ['a reserved key', { next: 'F8' }, 'hotkeys/not-saved'],
    ['no key at all', { next: 'hello' }, 'hotkeys/not-saved'],
    ['one key twice in the layer', { next: 'F13', show: 'F13' }, 'hotkeys/not-saved'],
    ['the key of an action that this PC leaves alone', { show: DEFAULT_KEYS.next }, 'hotkeys/not-saved'],
    ['a key that another program has', { next: 'F13', show: 'F20' }, 'hotkeys/refused'],
  ])('%s: nothing is registered anew and nothing is kept', (_, keys, expected) => {
    b.taken.push('F20')
    const before = b.keysOf()
    expect(code(b.keeper.save(layer({ keys })))).toBe(expected)
    expect(b.keysOf()).toEqual(before)
    expect(b.kept.config).toBe(DEFAULT_CONFIG)
  })

  it('settings that cannot be written leave the keys that work', () => {
    b.kept.writable = false
    expect(code(b.keeper.save(layer({ keys: { next: 'F13' } })))).toBe('data/disk-full')
    expect(b.keysOf()).toEqual(DEFAULT_KEYS)
  })

  it('a card terminal that nobody knows is refused', () => {
    expect(b.keeper.save(layer({ pos: 'elsewhere' }))).toEqual(
      fail('hotkeys/unknown-name', { name: 'elsewhere' }),
    )
  })
})

it('a card terminal that is gone leaves no keys, says so, and is no silent default', () => {
  b = bench({ site: layer({ pos: 'gone' }) })
  expect(b.host.registered).toEqual([])
  expect(b.keeper.fault()).toEqual({ code: 'hotkeys/unknown-name', params: { name: 'gone' } })
})

describe('suspended', () => {
  it('nothing is registered, the view says so, and it ends by itself', () => {
    b.keeper.pauseForCard(true)
    expect(b.host).toMatchObject({ registered: [], paused: { why: 'card' } })
    expect(new Set(b.keeper.view().map(({ reach }) => reach))).toEqual(new Set(['suspended']))
    expect(b.keeper.explain(DEFAULT_KEYS.next).code).toBe('suspended')
    // Waking or unlocking must not bring them back too early.
    b.keeper.apply()
    expect(b.host.registered).toEqual([])
    b.clock.advance(3 * 60_000 - 1)
    expect(b.host.paused).not.toBeNull()
    b.clock.advance(1)
    expect(b.host.paused).toBeNull()
    expect(b.keysOf()).toEqual(DEFAULT_KEYS)
  })

  it('a second use brings them back at once', () => {
    b.keeper.pauseForCard(true)
    b.keeper.pauseForCard(false)
    expect(b.keysOf()).toEqual(DEFAULT_KEYS)
    b.clock.advance(10 * 60_000)
    expect(b.keysOf()).toEqual(DEFAULT_KEYS)
  })
})

it('a key that the desktop took works only once it has come, and is asked again when it is another', () => {
  b = bench({ portal: true })
  const next = () => b.keeper.view().find(({ action }) => action === 'next')
  expect(next()).toMatchObject({ reach: 'unproven', fired: false, why: { code: 'unproven' } })
  expect(b.tests.fired('next')).toBe(true)
  expect(next()).toMatchObject({ reach: 'os', fired: true, why: { code: 'works' } })
  b.keeper.save(layer({ keys: { next: 'F13' } }))
  expect(next()).toMatchObject({ reach: 'unproven', fired: false })
})

describe('the clash test', () => {
  it('what comes is taken off at once, does nothing, and saved is left to the others for good', () => {
    expect(b.tests.start('clash', 's').ok).toBe(true)
    expect(b.tests.fired('ask-again')).toBe(false)
    expect(b.keysOf()).not.toHaveProperty('ask-again')
    b.tests.key('f8')
    b.tests.key('F8')
    expect(b.tests.view()?.pressed).toEqual([
      { keys: 'Control+Alt+3', action: 'ask-again', times: 1 },
      { keys: 'F8', action: null, times: 2 },
    ])
    expect(b.tests.end(true).ok).toBe(true)
    expect(b.kept.config.hotkeys.taken).toEqual(['Control+Alt+3', 'F8'])
    expect(b.keysOf()).not.toHaveProperty('ask-again')
    expect(b.keeper.explain('Control+Alt+3')).toEqual({ code: 'taken', keys: 'Control+Alt+3' })
    expect(b.tests.fired('next')).toBe(true)
  })

  it('a key that this PC had chosen is taken off too, and does not keep other changes from being saved', () => {
    b.keeper.save(layer({ keys: { next: 'F13' } }))
    b.tests.start('clash', 's')
    b.tests.fired('next')
    expect(b.tests.end(true).ok).toBe(true)
    expect(b.keysOf()).not.toHaveProperty('next')
    const { hotkeys } = b.kept.config
    expect(code(b.keeper.save({ ...hotkeys, keys: { ...hotkeys.keys, show: 'F14' } }))).toBe('ok')
    // But nobody may choose it anew.
    expect(code(b.keeper.save({ ...hotkeys, keys: { show: 'F13' } }))).toBe('hotkeys/not-saved')
  })

  it.each([
    ['thrown away', () => b.tests.end(false)],
    ['forgotten', () => b.clock.advance(10 * 60_000)],
    [
      'over, because a clerk signs in',
      () => {
        b.kept.shift = true
        b.tests.look()
      },
    ],
    [
      'over, because the technician left',
      () => {
        b.kept.technician = false
        b.tests.look()
      },
    ],
  ])('%s: every key is as it was and does its work', (_, end) => {
    b.tests.start('clash', 's')
    b.tests.fired('next')
    end()
    expect(b.tests.view()).toBeNull()
    expect(b.keysOf()).toEqual(DEFAULT_KEYS)
    expect(b.kept.config).toBe(DEFAULT_CONFIG)
    expect(b.tests.fired('next')).toBe(true)
  })

  it('waits until no shift is open', () => {
    b.kept.shift = true
    expect(b.tests.start('clash', 's')).toEqual(fail('hotkeys/shift-open'))
  })
})

it('while a key is recorded nothing fires, and a forgotten recording ends by itself', () => {
  b.tests.start('record', 's')
  expect(b.host).toMatchObject({ registered: [], paused: { why: 'record' } })
  b.clock.advance(30_000)
  expect(b.host.paused).toBeNull()
  expect(b.keysOf()).toEqual(DEFAULT_KEYS)
})

it('"press it now": each key shows that it came, from the system or on the page, and does nothing', () => {
  b.tests.start('prove', 's')
  expect(b.tests.fired('next')).toBe(false)
  b.tests.key('ctrl+alt+0')
  b.tests.key('F8')
  const came = b.keeper.view().filter(({ fired }) => fired)
  expect(came.map(({ action }) => action)).toEqual(['next', 'show'])
  expect(b.keeper.view()).toHaveLength(ACTIONS.length)
})
