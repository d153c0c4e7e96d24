/** The pad's side of the wire: what the PC says to it, as command names. */
import type { Profile } from '../../shared/profile.ts'
import { fromHex, toHex } from '../bytes.ts'

/** Bytes in, the commands they complete out: `ask`, `thanks`, …, `ack`, or the payload (hex, text) where it has no name. */
export interface Ear {
  push(bytes: Uint8Array): string[]
}

export const createEar = (profile: Profile): Ear =>
  profile.codec === 'ff68' ? createFf68Ear(profile) : createLineEar(profile)

const MAX_HELD = 256

/** Command name by its payload in the profile's own writing. */
const namesOf = (profile: Profile, write: (text: string) => string) =>
  new Map(Object.entries(profile.commands).map(([name, text]) => [write(text), name]))

/** A frame at the start of `bytes`, with or without the FF: its size and payload (CMD and data); null: none there. */
const frameAtStart = (
  bytes: Uint8Array,
): { size: number; payload: string; head: boolean } | 'more' | null => {
  const head = bytes[0] === 0xff
  const mark = head ? 1 : 0
  const length = bytes[mark + 1]
  if ((bytes[mark] ?? 0x68) !== 0x68) return null
  if ((bytes[mark + 3] ?? 0x68) !== 0x68 || (bytes[mark + 2] ?? length) !== length) return null
  if (length === undefined) return 'more'
  if (length < 2 || length > 32) return null
  const size = mark + 4 + length + 2
  if (bytes.length < size) return 'more'
  const counted = bytes.subarray(mark + 4, size - 2)
  const sum = counted.reduce((total, byte) => total + byte, 0) & 0xff
  if (sum !== bytes[size - 2] || bytes[size - 1] !== 0x16) return null
  return { size, payload: toHex(counted.subarray(1)), head }
}

const createFf68Ear = (profile: Profile): Ear => {
  const names = namesOf(profile, (text) => toHex(fromHex(text)))
  let held: Uint8Array = new Uint8Array(0)
  const nameOf = (payload: string, head: boolean) => {
    const acknowledged = head
      ? Object.keys(profile.keys).some((key) => payload === `01${key.toLowerCase()}`)
      : payload === '01'
    return names.get(payload) ?? (acknowledged ? 'ack' : payload)
  }
  return {
    push: (bytes) => {
      const heard: string[] = []
      held = Buffer.concat([held, bytes])
      while (held.length > 0) {
        const found = frameAtStart(held)
        if (found === 'more') break
        if (found) heard.push(nameOf(found.payload, found.head))
        held = held.subarray(found ? found.size : 1)
      }
      return heard
    },
  }
}

const createLineEar = (profile: Profile): Ear => {
  const names = namesOf(profile, (text) => text)
  let held: Buffer = Buffer.alloc(0)
  return {
    push: (bytes) => {
      held = Buffer.concat([held, bytes])
      const lines = held.toString('utf8').split('\r\n')
      // Kept as bytes: a character may be cut between two reads.
      held = held.subarray(held.lastIndexOf('\r\n') < 0 ? 0 : held.lastIndexOf('\r\n') + 2)
      if (held.length > MAX_HELD) held = Buffer.alloc(0)
      return lines.slice(0, -1).map((line) => names.get(line) ?? line)
    },
  }
}
