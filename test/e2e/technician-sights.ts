/** The states of the guided check that a technician meets, made by the check itself. */
import { checkView } from '../../src/device/check/check.ts'
import { addEvidence, beginCheck, type Evidence } from '../../src/device/check/facts.ts'
import type { CheckView } from '../../src/shared/check.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import { profileNamed } from '../device/help.ts'

const PORT = '/dev/ttyUSB0'
const STARTED = Date.UTC(2026, 4, 3, 1, 0, 0)
const listed: Evidence = {
  type: 'listed',
  port: { port: PORT, name: 'QinHeng', vendorId: '1A86', productId: '7523', serialNumber: null },
  heldBy: null,
}
const online: Evidence = { type: 'link', name: 'online', fault: null, at: 0 }
const link = (name: 'lost' | 'blocked', code: ErrorCode): Evidence => ({
  type: 'link',
  name,
  fault: { code, params: { port: PORT } },
  at: 0,
})
const keys = (...names: string[]): Evidence[] => names.map((key) => ({ type: 'key', key, flag: null }))
const noise: Evidence[] = [
  { type: 'bytes', count: 60 },
  { type: 'skip', why: 'noise', count: 60 },
]
const all = [listed, online, { type: 'bytes', count: 50 } as const, ...keys('00', '01', '02', '03', '04')]
const confirmed = (step: 'light' | 'voice', ok: boolean): Evidence => ({ type: 'confirmed', step, ok })
const sent: Evidence = { type: 'sent', step: 'light', fault: null }

const HISTORIES: Record<string, { evidence: Evidence[]; profile?: string; now?: number }> = {
  begun: { evidence: [] },
  missing: { evidence: [link('blocked', 'pad/port-missing')] },
  driver: { evidence: [listed, link('blocked', 'pad/driver')] },
  permission: { evidence: [listed, link('blocked', 'pad/port-permission')] },
  busy: { evidence: [{ ...listed, heldBy: 'minicom (4711)' }, link('blocked', 'pad/port-busy')] },
  press: { evidence: [listed, online] },
  silent: { evidence: [listed, online], now: 10_000 },
  noise: { evidence: [listed, online, ...noise] },
  foreign: { evidence: [listed, online, ...noise, { type: 'skip', why: 'unknown', count: 10 }] },
  unknown: { evidence: [...all, ...keys('09')] },
  keys: { evidence: [listed, online, { type: 'bytes', count: 20 }, ...keys('04', '02')] },
  stuck: {
    evidence: [listed, online, { type: 'bytes', count: 20 }, { type: 'key', key: '04', flag: 'stuck' }],
  },
  causes: {
    profile: 'ff68-3key-reasons',
    evidence: [listed, online, { type: 'bytes', count: 20 }, ...keys('02', '11')],
  },
  lost: { evidence: [...all.slice(0, 6), link('lost', 'pad/port-gone')] },
  light: { evidence: [...all, sent] },
  dark: { evidence: [...all, confirmed('light', false)] },
  voice: { evidence: [...all, confirmed('light', true)] },
  save: { evidence: [...all, confirmed('light', true), confirmed('voice', true)] },
  saved: {
    evidence: [...all, confirmed('light', false), confirmed('voice', true), { type: 'saved', fault: null }],
  },
}

export const CHECKS: Record<string, CheckView> = Object.fromEntries(
  Object.entries(HISTORIES).map(([name, { evidence, profile = 'ff68', now = 1_000 }]) => {
    const facts = evidence.reduce(addEvidence, beginCheck(PORT, profileNamed(profile)))
    // The port's name says which state is on the page.
    const view = { ...checkView(facts, now), port: `/dev/tty-${name}` }
    return [name, { ...view, address: null, startedAt: STARTED }]
  }),
)
