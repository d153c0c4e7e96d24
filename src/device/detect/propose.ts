/** Which port the keypad may be at, from what USB tells. A proposal, never a finding: it names the bridge only. */
import type { PadIdentity, PortInfo } from '../../shared/pad.ts'
import { rememberAs, rememberedPort, type TellApart, tellApart } from './apart.ts'
import { type Bridge, type Bridges, findBridge } from './bridges.ts'

export type ProposalReason = 'remembered' | 'bridge-on-keypads' | 'bridge' | 'usb' | 'built-in'

/** Out of 100. No bridge comes near to a pad that is known again. */
const SCORES: Record<ProposalReason, number> = {
  remembered: 100,
  'bridge-on-keypads': 50,
  bridge: 30,
  usb: 15,
  'built-in': 5,
}

export interface Proposal {
  port: string
  score: number
  reason: ProposalReason
  /** The bridge's chip; it says nothing of what hangs on it. */
  chip: string | null
  trouble: Bridge['trouble']
  identity: PadIdentity | null
  /** How it is told from others that look the same. */
  apart: TellApart
}

const reasonOf = (port: PortInfo, bridge: Bridge | null, remembered: string | null): ProposalReason => {
  if (remembered === port.port) return 'remembered'
  if (bridge) return bridge.seenOnKeypads ? 'bridge-on-keypads' : 'bridge'
  return port.vendorId ? 'usb' : 'built-in'
}

/** @returns every port with its score and the reason for it, best first; ports of one score in the order given. */
export const proposePorts = (
  ports: readonly PortInfo[],
  bridges: Bridges,
  remembered: PadIdentity | null = null,
): Proposal[] => {
  const known = remembered && rememberedPort(remembered, ports)
  return ports
    .map((port) => {
      const bridge = findBridge(bridges, port)
      const reason = reasonOf(port, bridge, known)
      return {
        port: port.port,
        score: SCORES[reason],
        reason,
        chip: bridge?.chip ?? null,
        trouble: bridge?.trouble ?? [],
        identity: rememberAs(port, ports),
        apart: tellApart(port, ports),
      }
    })
    .sort((a, b) => b.score - a.score)
}
