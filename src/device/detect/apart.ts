/** How two pads that look the same are told apart, and by what the chosen one is remembered. */
import type { PadIdentity, PortInfo } from '../../shared/pad.ts'
import { identityOf } from '../port/identity.ts'

/** `press`: only a key pressed on the one that is meant can tell (which.ts). */
export type TellApart = 'alone' | 'serial' | 'location' | 'press'

const kindOf = ({ vendorId, productId }: PortInfo) => `${vendorId ?? ''}:${productId ?? ''}`.toUpperCase()
const bySocket = ({ location }: PortInfo): PadIdentity | null =>
  location ? { by: 'location', value: location.toUpperCase() } : null

const byAnswer = (answer: string | null): PadIdentity | null =>
  answer ? { by: 'answer', value: answer.slice(0, 200) } : null

/**
 * @returns the USB serial number where no other port has the same (clones share theirs); else the socket; else what the
 * pad answered; null: the port's name must do.
 */
export const rememberAs = (
  port: PortInfo,
  all: readonly PortInfo[],
  answer: string | null = null,
): PadIdentity | null => {
  const own = identityOf(port)
  const shared = all.some((other) => other.port !== port.port && identityOf(other)?.value === own?.value)
  if (own?.by === 'serial' && !shared) return own
  return bySocket(port) ?? byAnswer(answer)
}

/** @returns by what the pad at the port of this name is known; where the system lists no such port, by its answer. */
export const knownAs = (
  port: string,
  ports: readonly PortInfo[],
  answer: string | null = null,
): PadIdentity | null => {
  const seen = ports.find((one) => one.port.toUpperCase() === port.toUpperCase())
  return seen ? rememberAs(seen, ports, answer) : byAnswer(answer)
}

/** How `port` is told from those with the same USB ids. Ports without ids all look the same. */
export const tellApart = (port: PortInfo, all: readonly PortInfo[]): TellApart => {
  const twins = all.filter((other) => other.port !== port.port && kindOf(other) === kindOf(port))
  if (twins.length === 0) return 'alone'
  const identity = rememberAs(port, all)
  return identity && identity.by !== 'answer' ? identity.by : 'press'
}

/** @returns the one port that this pad is at now; null where it is nowhere, or where two could be it. */
export const rememberedPort = (identity: PadIdentity, ports: readonly PortInfo[]): string | null => {
  const value = identity.value.toUpperCase()
  const found = ports.filter((port) => {
    const known = identity.by === 'location' ? bySocket(port) : identityOf(port)
    return known?.by === identity.by && known.value === value
  })
  return found.length === 1 ? (found[0]?.port ?? null) : null
}
