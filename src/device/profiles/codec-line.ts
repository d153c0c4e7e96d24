/** The PC's side of the plain line protocol: UTF-8 lines ended by CR LF. */
import type { PadCommand } from '../../shared/pad.ts'
import type { Profile } from '../../shared/profile.ts'
import { withChecksum } from '../framing/line-text.ts'

export const encodeLine = (profile: Profile, command: PadCommand): Uint8Array | null => {
  const text = profile.commands[command]
  return text === undefined ? null : Buffer.from(`${text}\r\n`)
}

export const keyLine = (_profile: Profile, key: string): Uint8Array =>
  Buffer.from(`${withChecksum(`KEY ${key}`)}\r\n`)
