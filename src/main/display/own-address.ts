/** Who this PC is in the network. */
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

const interfaces = () => Object.values(networkInterfaces()).flatMap((list) => list ?? [])

/** Addresses at which a tablet could reach this PC, IPv4 first; link-local ones (which need a zone) are left out. */
export const networkAddresses = (): string[] =>
  interfaces()
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address)
    .sort((a, b) => isIP(a) - isIP(b))

/**
 * Whether a connection comes from this very PC: over loopback, or from one of its own addresses, which is what a
 * browser here uses when it opens the address of the network.
 */
export const isThisPc = (remote: string | undefined): boolean => {
  if (remote === undefined) return true
  const address = remote.replace(/^::ffff:/i, '').replace(/%.*$/, '')
  return (
    address === '::1' || address.startsWith('127.') || interfaces().some((own) => own.address === address)
  )
}
