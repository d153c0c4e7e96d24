/** Line settings as people write them. */
import { InvalidArgumentError } from 'commander'
import type { LineSettings } from '../../shared/profile.ts'

export type LineFormat = Omit<LineSettings, 'baudRate'>

/** What nearly every keypad speaks, where no profile says otherwise. */
export const LINE_8N1: LineSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }

export const FORMAT = '8N1, 7E1, 8O2, …'
const PARITIES = { N: 'none', E: 'even', O: 'odd' } as const

/** Reads `8N1`. */
export const lineFormat = (text: string): LineFormat => {
  const [, data, parity, stop] = /^([78])([NEO])([12])$/i.exec(text) ?? []
  if (!data || !parity || !stop) throw new InvalidArgumentError(FORMAT)
  return {
    dataBits: data === '7' ? 7 : 8,
    parity: PARITIES[parity.toUpperCase() as keyof typeof PARITIES],
    stopBits: stop === '2' ? 2 : 1,
  }
}
