/** The guided check: from the facts to what the technician sees. Pure; the program's part feeds it and asks. */
import type { CheckStepView, CheckView } from '../../shared/check.ts'
import type { LinkEvent } from '../link/link.ts'
import type { CheckFacts, Evidence } from './facts.ts'
import { STEP_RULES } from './steps.ts'

/**
 * @returns the steps at `now` (monotonic ms). The first step that is neither done nor answered is `now`, or `failed`
 * when something stands against it; later ones wait, but keep what they have proven, and say what stands against them.
 */
export const stepViews = (facts: CheckFacts, now: number): CheckStepView[] => {
  const current = STEP_RULES.find((rule) => !rule.done(facts) && !rule.answered?.(facts))
  return STEP_RULES.map((rule) => {
    const advice = rule.trouble(facts, now)
    const state = rule.done(facts) ? 'ok' : advice ? 'failed' : rule === current ? 'now' : 'waiting'
    return { step: rule.step, state, evidence: rule.evidence(facts), advice }
  })
}

/** Whether everything before saving is done, or answered by the technician. */
export const mayBeSaved = (facts: CheckFacts): boolean =>
  STEP_RULES.every((rule) => rule.step === 'saved' || rule.done(facts) || rule.answered?.(facts))

/** @returns what pages see. */
export const checkView = (facts: CheckFacts, now: number): Omit<CheckView, 'address' | 'startedAt'> => ({
  port: facts.port,
  profile: facts.profile,
  identity: facts.identity ?? facts.listed?.serialNumber ?? null,
  steps: stepViews(facts, now),
  keys: [...facts.keys],
  last: facts.last,
  skips: facts.skips,
  voice: facts.voice,
})

/** @returns what an event of the link, heard at `at` (monotonic ms), is evidence of; null: of nothing. */
export const evidenceOf = (event: LinkEvent, at: number): Evidence | null => {
  switch (event.type) {
    case 'state': {
      const { state } = event
      return { type: 'link', name: state.name, fault: 'fault' in state ? state.fault : null, at }
    }
    case 'press':
      return { type: 'key', key: event.press.key, flag: event.press.flag ?? null }
    case 'bytes':
      return event.direction === 'in' ? { type: 'bytes', count: event.bytes.length } : null
    case 'skip':
      return { type: 'skip', why: event.why, count: event.count }
    case 'identity':
      return { type: 'identity', text: event.text }
    // A report that became no press of its own is a sound frame all the same.
    case 'dropped':
    case 'ack':
    case 'status':
      return { type: 'frame' }
  }
}
