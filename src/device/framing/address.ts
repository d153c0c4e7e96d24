/** A pad's address on the wire: one byte, or two decimal digits. */
import type { FramedProfile } from '../../shared/profile.ts'

type Writing = NonNullable<FramedProfile['address']>['as']

const SIZES: Record<Writing, number> = { byte: 1, digits: 2 }
const HIGHEST: Record<Writing, number> = { byte: 255, digits: 99 }

export const addressSize = (as: Writing): number => SIZES[as]

/** Whether the wire can say this address. */
export const addressFits = (as: Writing, address: number): boolean => address <= HIGHEST[as]

export const writeAddress = (as: Writing, address: number): Uint8Array =>
  as === 'byte' ? Uint8Array.of(address) : Uint8Array.from(Buffer.from(String(address).padStart(2, '0')))

const digit = (byte: number | undefined) =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : Number.NaN

/** @returns the address at `at`; NaN where digits were due and are not there. */
export const readAddress = (as: Writing, bytes: Uint8Array, at: number): number =>
  as === 'byte' ? (bytes[at] ?? Number.NaN) : digit(bytes[at]) * 10 + digit(bytes[at + 1])
