import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidenceOf, mayBeSaved, stepViews } from '../../src/device/check/check.ts'
import {
  addEvidence,
  beginCheck,
  type CheckFacts,
  type Evidence,
  keysOf,
  padSpeaks,
} from '../../src/device/check/facts.ts'
import { NO_BYTES_AFTER, NO_FRAMES_AFTER } from '../../src/device/check/steps.ts'
import { CHECK_STEPS, type CheckStep } from '../../src/shared/check.ts'
import { type ErrorCode, sentence } from '../../src/shared/errors.ts'
import type { Fault } from '../../src/shared/result.ts'
import { profileNamed } from './help.ts'

const SEED = Number(process.env['PROOF_SEED'] ?? 8)
const RUNS = Number(process.env['PROOF_RUNS'] ?? 300)
const PORT = '/dev/ttyUSB0'
const ff68 = profileNamed('ff68')

const link = (name: CheckFacts['link']['name'], code?: ErrorCode, at = 0): Evidence => ({
  type: 'link',
  name,
  fault: code ? { code, params: { port: PORT, why: 'x' } } : null,
  at,
})
const key = (name: string, flag: 'stuck' | 'ambiguous' | null = null): Evidence => ({
  type: 'key',
  key: name,
  flag,
})
const bytes = (count: number): Evidence => ({ type: 'bytes', count })
const LISTED = {
  port: PORT,
  name: 'USB Serial',
  vendorId: '1A86',
  productId: '7523',
  serialNumber: null,
}
const listed: Evidence = { type: 'listed', port: LISTED, heldBy: null }
const factsOf = (evidence: Evidence[], profile = ff68, port = PORT) =>
  evidence.reduce(addEvidence, beginCheck(port, profile))
const states = (facts: CheckFacts, now = 0) =>
  Object.fromEntries(stepViews(facts, now).map(({ step, state }) => [step, state]))
const stepOf = (facts: CheckFacts, step: CheckStep, now = 0) =>
  stepViews(facts, now).find((view) => view.step === step)
const ALL_KEYS = ['00', '01', '02', '03', '04'].map((name) => key(name))
const PRESSED = [link('online'), bytes(50), ...ALL_KEYS]

describe('the guided check', () => {
  it('goes from the port to the saved keypad, each step with its evidence', () => {
    const walk: [evidence: Evidence[], now: CheckStep][] = [
      [[], 'visible'],
      [[listed], 'driver'],
      [[link('online')], 'bytes'],
      [[bytes(5)], 'frames'],
      [[{ type: 'frame' }], 'pad'],
      [[key('03')], 'keys'],
      [ALL_KEYS, 'light'],
      [[{ type: 'sent', step: 'light', fault: null }], 'light'],
      [[{ type: 'confirmed', step: 'light', ok: true }], 'voice'],
      [[{ type: 'confirmed', step: 'voice', ok: true }], 'saved'],
    ]
    let facts = beginCheck(PORT, ff68)
    for (const [evidence, now] of walk) {
      facts = evidence.reduce(addEvidence, facts)
      const place = CHECK_STEPS.indexOf(now)
      expect(Object.values(states(facts)), now).toEqual(
        CHECK_STEPS.map((_, at) => (at < place ? 'ok' : at === place ? 'now' : 'waiting')),
      )
      expect(mayBeSaved(facts)).toBe(now === 'saved')
    }
    facts = addEvidence(facts, { type: 'saved', fault: null })
    expect(new Set(Object.values(states(facts)))).toEqual(new Set(['ok']))
  })

  const refusals: [code: ErrorCode, step: CheckStep][] = [
    ['pad/port-missing', 'visible'],
    ['pad/port-gone', 'visible'],
    ['pad/unreachable', 'visible'],
    ['pad/bad-port-name', 'visible'],
    ['pad/driver', 'driver'],
    ['pad/not-serial', 'driver'],
    ['pad/port-busy', 'open'],
    ['pad/port-permission', 'open'],
    ['pad/open-failed', 'open'],
    ['pad/write-timeout', 'bytes'],
    ['pad/missed-heartbeat', 'bytes'],
    ['pad/wrong-device', 'pad'],
    ['pad/other-socket', 'pad'],
  ]
  it.each(refusals)('%s stands against the step %s and proves the steps before it', (code, step) => {
    const facts = factsOf([link('blocked', code)])
    const place = CHECK_STEPS.indexOf(step)
    for (const view of stepViews(facts, 0)) {
      const at = CHECK_STEPS.indexOf(view.step)
      if (view.step === step) expect(view).toMatchObject({ state: 'failed', advice: { code } })
      else if (at < place && at < CHECK_STEPS.indexOf('open')) expect(view.state, view.step).toBe('ok')
      else expect(view.state, view.step).not.toBe('ok')
    }
    expect(sentence(facts.link.fault as Fault)).not.toContain('?')
  })

  it('names the program that holds a busy port', () => {
    const facts = factsOf([
      link('blocked', 'pad/port-busy'),
      { type: 'listed', port: LISTED, heldBy: 'minicom (4711)' },
    ])
    expect(stepOf(facts, 'open')?.evidence).toEqual({
      code: 'held-by',
      params: { program: 'minicom (4711)' },
    })
  })

  it('a pad that sends nothing is said after 10 s, and only while it is connected', () => {
    const facts = factsOf([link('online', undefined, 1_000)])
    const silent = 1_000 + NO_BYTES_AFTER
    expect(stepOf(facts, 'bytes', silent - 1)).toMatchObject({ state: 'now', advice: null })
    expect(stepOf(facts, 'bytes', silent)).toMatchObject({
      state: 'failed',
      advice: { code: 'check/no-bytes' },
    })
    const lost = addEvidence(facts, link('lost', 'pad/port-gone'))
    expect(stepOf(lost, 'bytes', silent)?.advice).toBeNull()
    const back = addEvidence(lost, link('online', undefined, silent))
    expect(stepOf(back, 'bytes', silent + 1)).toMatchObject({ state: 'now' })
    expect(stepOf(addEvidence(back, bytes(1)), 'bytes', 10 * silent)).toMatchObject({ state: 'ok' })
  })

  it('bytes that make no frame mean the wrong profile or line settings; a foreign frame means another pad', () => {
    const few = factsOf([link('online'), bytes(NO_FRAMES_AFTER - 1)])
    expect(stepOf(few, 'frames')).toMatchObject({ state: 'now', advice: null })
    const many = addEvidence(few, bytes(1))
    expect(stepOf(many, 'frames')).toMatchObject({ state: 'failed', advice: { code: 'check/no-frames' } })
    const noise = addEvidence(many, { type: 'skip', why: 'noise', count: NO_FRAMES_AFTER })
    expect(stepOf(noise, 'frames')?.evidence).toEqual({
      code: 'refused',
      params: { refused: NO_FRAMES_AFTER },
    })
    const foreign = addEvidence(many, { type: 'skip', why: 'unknown', count: 9 })
    expect(states(foreign)).toMatchObject({ frames: 'ok', pad: 'failed' })
    expect(stepOf(foreign, 'frames')?.advice).toBeNull()
    expect(stepOf(foreign, 'pad')?.advice?.code).toBe('check/other-pad')
    // The right pad after all: the other one is on the same bus.
    expect(states(addEvidence(foreign, key('03')))).toMatchObject({ pad: 'ok' })
  })

  it('a key that the profile does not list stops the check: no level is ever guessed', () => {
    const facts = factsOf([...PRESSED, key('09')])
    expect(stepOf(facts, 'pad')).toMatchObject({
      state: 'failed',
      advice: { code: 'check/unknown-key', params: { key: '09', profile: 'ff68' } },
    })
    expect(mayBeSaved(addEvidence(addEvidence(facts, confirmed('light')), confirmed('voice')))).toBe(false)
  })

  const confirmed = (step: 'light' | 'voice', ok = true): Evidence => ({ type: 'confirmed', step, ok })

  it('a stuck key and two keys at once prove no key, and are said until a clean press', () => {
    const stuck = factsOf([link('online'), bytes(10), key('04', 'stuck')])
    expect(stepOf(stuck, 'keys')).toMatchObject({ state: 'failed', advice: { code: 'check/stuck-key' } })
    expect(stuck.keys.every(({ presses }) => presses === 0)).toBe(true)
    const two = addEvidence(stuck, key('03', 'ambiguous'))
    expect(stepOf(two, 'keys')?.advice?.code).toBe('check/two-keys')
    expect(stepOf(addEvidence(two, key('03')), 'keys')).toMatchObject({ state: 'now', advice: null })
  })

  it('what the technician did not see is said, kept for the report, and does not stop the saving', () => {
    const facts = factsOf([...PRESSED, confirmed('light', false)])
    expect(stepOf(facts, 'light')).toMatchObject({ state: 'failed', advice: { code: 'check/no-light' } })
    expect(states(facts)).toMatchObject({ voice: 'now' })
    const heard = addEvidence(facts, confirmed('voice'))
    expect(mayBeSaved(heard)).toBe(true)
    expect(states(heard)).toMatchObject({ saved: 'now', light: 'failed' })
    expect(states(addEvidence(heard, confirmed('light')))).toMatchObject({ light: 'ok' })
  })

  it('a command that did not reach the pad, and settings that could not be kept, are said where they belong', () => {
    const fault = { code: 'pad/offline' } as const
    const facts = factsOf([...PRESSED, { type: 'sent', step: 'light', fault }])
    expect(stepOf(facts, 'light')).toMatchObject({ state: 'failed', advice: fault })
    const full = { code: 'data/disk-full', params: { path: '/data' } } as const
    expect(stepOf(addEvidence(facts, { type: 'saved', fault: full }), 'saved')?.advice).toEqual(full)
  })

  it('a network port needs no driver; a port that stands in no list is visible once it opened', () => {
    const network = factsOf([link('online')], ff68, 'tcp://10.0.0.5:4001')
    expect(stepOf(network, 'driver')?.evidence.code).toBe('driver-none')
    expect(stepOf(factsOf([link('online')]), 'visible')).toMatchObject({
      state: 'ok',
      evidence: { code: 'unlisted' },
    })
  })
})

describe('what a profile means for the check', () => {
  it('draws three keys and four causes in the order of the pad, and asks for each', () => {
    const profile = profileNamed('ff68-3key-reasons')
    expect(keysOf(profile).map(({ level, reason }) => reason ?? level)).toEqual([
      ...[4, 3, 2],
      ...['态度不好', '业务不熟', '效率不高', '有待改进'],
    ])
  })
  it('asks for no key that means that nobody pressed', () => {
    expect(keysOf(profileNamed('intehel')).map(({ level }) => level)).toEqual([5, 4, 3, 2])
  })
  it('knows which pads speak', () => {
    expect([padSpeaks(profileNamed('line')), padSpeaks(ff68)]).toEqual([true, false])
  })
})

describe('the events of the link', () => {
  it('are evidence; what the PC itself sends is none', () => {
    const own = { type: 'bytes', direction: 'out', bytes: Uint8Array.of(1) } as const
    expect(evidenceOf(own, 5)).toBeNull()
    expect(evidenceOf({ ...own, direction: 'in' }, 5)).toEqual(bytes(1))
    const fault = { code: 'pad/port-gone' } as const
    const state = { name: 'lost', why: 'path-gone', fault, attempt: 0 } as const
    expect(evidenceOf({ type: 'state', state }, 5)).toEqual({ type: 'link', name: 'lost', fault, at: 5 })
  })
})

describe(`random histories (PROOF_SEED=${SEED}, PROOF_RUNS=${RUNS})`, () => {
  const some: fc.Arbitrary<Evidence> = fc.oneof(
    fc.constantFrom(...ALL_KEYS, key('09'), key('02', 'stuck'), listed, bytes(7)),
    fc.constantFrom<Evidence>(
      { type: 'frame' },
      { type: 'identity', text: 'pad' },
      { type: 'skip', why: 'noise', count: 30 },
      { type: 'skip', why: 'unknown', count: 9 },
      { type: 'listed', port: null, heldBy: null },
    ),
    fc.constantFrom(link('online'), link('connecting'), link('stopped'), link('lost', 'pad/port-gone')),
    fc.constantFrom<ErrorCode>(...refusalCodes()).map((code) => link('blocked', code)),
    fc.record({
      type: fc.constant('confirmed' as const),
      step: fc.constantFrom('light', 'voice'),
      ok: fc.boolean(),
    }),
    fc.constantFrom<Evidence>({ type: 'saved', fault: null }),
  )
  const histories = fc.array(some, { maxLength: 40 })
  const check = (property: fc.IProperty<[Evidence[]]>) => fc.assert(property, { seed: SEED, numRuns: RUNS })

  it('a step is ok only with its evidence', () => {
    check(
      fc.property(histories, (history) => {
        const now = states(factsOf(history))
        const has = (test: (evidence: Evidence) => boolean) => history.some(test)
        const links = history.filter((evidence) => evidence.type === 'link')
        if (now['open'] === 'ok') expect(links.at(-1)).toMatchObject({ name: 'online' })
        if (now['visible'] === 'ok')
          expect(has(({ type }) => type === 'link' || type === 'listed')).toBe(true)
        if (now['bytes'] === 'ok') expect(has(({ type }) => type === 'bytes')).toBe(true)
        if (now['frames'] === 'ok')
          expect(has(({ type }) => ['key', 'frame', 'identity', 'skip'].includes(type))).toBe(true)
        if (now['pad'] === 'ok') {
          expect(has((evidence) => evidence.type === 'key' && evidence.key === '09')).toBe(false)
          expect(has(({ type }) => type === 'key' || type === 'identity')).toBe(true)
        }
        if (now['keys'] === 'ok')
          for (const { key: name } of keysOf(ff68))
            expect(has((e) => e.type === 'key' && e.key === name && e.flag === null)).toBe(true)
        for (const step of ['light', 'voice'] as const) {
          const answers = history.filter(
            (evidence) => evidence.type === 'confirmed' && evidence.step === step,
          )
          expect(now[step] === 'ok').toBe(answers.at(-1)?.type === 'confirmed' && Object(answers.at(-1)).ok)
        }
        expect(now['saved'] === 'ok').toBe(has(({ type }) => type === 'saved'))
      }),
    )
  })

  it('a lost port says so at any step, and when it is back the check stands where it stood', () => {
    check(
      fc.property(histories, (history) => {
        const before = factsOf([...history, link('online')])
        const lost = addEvidence(before, link('lost', 'pad/port-gone'))
        expect(stepOf(lost, 'visible')).toMatchObject({ state: 'failed', advice: { code: 'pad/port-gone' } })
        expect(lost.keys).toEqual(before.keys)
        const back = addEvidence(addEvidence(lost, link('connecting')), link('online'))
        expect(stepViews(back, 0)).toEqual(stepViews(before, 0))
      }),
    )
  })

  it('there is one step to be done now at most, nothing before it is open, and no failure is without advice', () => {
    check(
      fc.property(histories, (history) => {
        const views = stepViews(factsOf(history), 0)
        expect(views.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1)
        const now = views.findIndex(({ state }) => state === 'now')
        for (const { state } of views.slice(0, Math.max(0, now))) expect(['ok', 'failed']).toContain(state)
        for (const { state, advice } of views) if (state === 'failed') expect(advice).not.toBeNull()
      }),
    )
  })

  function refusalCodes(): ErrorCode[] {
    return ['pad/port-missing', 'pad/driver', 'pad/port-busy', 'pad/missed-heartbeat', 'pad/wrong-device']
  }
})
