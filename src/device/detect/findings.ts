/** What a detection has found, row by row, each failure with its advice. */
import type { PortInfo } from '../../shared/pad.ts'
import type { Fault } from '../../shared/result.ts'
import { type Bridge, type Bridges, findBridge } from './bridges.ts'
import type { Verdict } from './listen.ts'

export interface Finding {
  step: 'usb' | 'open' | 'ask' | 'listen'
  /** The port, or the profile that asked. */
  about: string
  /** `none`: nothing was found, which is no failure. */
  state: 'ok' | 'none' | 'failed'
  /** What was seen, in the wire's and the system's own words. */
  evidence: string
  advice: Fault | null
}

const TROUBLES: Record<Bridge['trouble'][number], Fault['code']> = {
  brltty: 'detect/brltty',
  'code-10': 'detect/code-10',
}

/** The bridge behind a port. It never says which keypad it is: its advice is what such bridges suffer from. */
export const usbFinding = (port: string, seen: PortInfo | null, bridges: Bridges): Finding => {
  const row = { step: 'usb', about: port } as const
  if (!seen)
    return { ...row, state: 'none', evidence: '', advice: { code: 'detect/not-listed', params: { port } } }
  const ids = seen.vendorId ? `${seen.vendorId}:${seen.productId ?? '?'}` : ''
  const bridge = findBridge(bridges, seen)
  const evidence = [bridge?.chip, seen.name, ids].filter(Boolean).join(' · ')
  if (!bridge)
    return { ...row, state: 'none', evidence, advice: { code: 'detect/no-bridge', params: { port } } }
  const [trouble] = bridge.trouble
  const advice: Fault = trouble
    ? { code: TROUBLES[trouble], params: { chip: bridge.chip } }
    : { code: 'detect/bridge-only', params: { chip: bridge.chip } }
  return { ...row, state: 'ok', evidence, advice }
}

/** @returns what a verdict means, and what to do next. `parts`: another key could break a tie. */
export const adviceOf = (
  verdict: Verdict,
  port: string,
  parts: boolean,
): Pick<Finding, 'state' | 'evidence' | 'advice'> => {
  const failed = (evidence: string, advice: Fault) => ({ state: 'failed' as const, evidence, advice })
  switch (verdict.is) {
    case 'winner':
      return { state: 'ok', evidence: winnerText(verdict), advice: null }
    case 'tie': {
      const profiles = verdict.profiles.join(' ')
      return failed(profiles, { code: parts ? 'detect/tie' : 'detect/alike', params: { profiles } })
    }
    case 'unlisted': {
      const params = { keys: verdict.keys.join(' '), profiles: verdict.profiles.join(' ') }
      return failed(params.keys, { code: 'detect/unlisted-key', params })
    }
    case 'unknown':
      return failed(`${verdict.bytes} B`, { code: 'detect/unknown-pad', params: { bytes: verdict.bytes } })
    case 'silent':
      return failed('', { code: 'detect/silent', params: { port } })
  }
}

const winnerText = ({ profile, address }: Extract<Verdict, { is: 'winner' }>) =>
  address === null ? profile : `${profile} @${address}`
