/**
 * By what a pad is known again when it comes back as COM7 or ttyUSB1: its USB serial number, else the socket it is
 * plugged into. VID and PID stand in front of the serial number, for bridges share serial numbers like 0001.
 */
import type { PadIdentity, PortInfo } from '../../shared/pad.ts'
import { listPorts } from './list.ts'

const bySerial = ({ vendorId, productId, serialNumber }: PortInfo): PadIdentity | null =>
  serialNumber
    ? { by: 'serial', value: [vendorId ?? '', productId ?? '', serialNumber].join(':').toUpperCase() }
    : null

const byLocation = ({ location }: PortInfo): PadIdentity | null =>
  location ? { by: 'location', value: location.toUpperCase() } : null

/** @returns by what the device at this port is known; null: by nothing that the system can see. */
export const identityOf = (port: PortInfo): PadIdentity | null => bySerial(port) ?? byLocation(port)

const READ: Record<PadIdentity['by'], (port: PortInfo) => PadIdentity | null> = {
  serial: bySerial,
  location: byLocation,
  // Only asking could tell, and asking means writing to ports that nobody chose.
  answer: () => null,
}

/**
 * @returns the port where the pad of this identity is now. null: it is nowhere, or several ports answer to it (clones
 * of a bridge with one serial number for all) and none of them is `usual`.
 */
export const findPort = async (
  identity: PadIdentity,
  usual: string,
  list: () => Promise<PortInfo[]> = listPorts,
): Promise<string | null> => {
  const wanted = identity.value.toUpperCase()
  const found = (await list()).filter((port) => READ[identity.by](port)?.value === wanted)
  const [one, ...more] = found.map((port) => port.port)
  if (one === undefined || more.length === 0) return one ?? null
  return found.some((port) => port.port === usual) ? usual : null
}
