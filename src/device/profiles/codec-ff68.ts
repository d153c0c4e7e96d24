/**
 * The PC's side of ff68. Commands come from the profile: start rating is CMD 01 DATA 0B, the beep CMD 03
 * (QueueSystem frmMain.cs; 21键点阵液晶呼叫器通讯协议). The beep is what ships as thanks: the stars of CMD 02
 * would show the citizen a grade that nobody gave.
 */
import type { PadCommand } from '../../shared/pad.ts'
import type { Profile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'
import { buildFrame } from '../framing/ff68-frame.ts'
import type { KeyEvent } from '../framing/framer.ts'

/** Every published example speaks to address 1; a pad that listens elsewhere needs its address in the profile. */
const USUAL_ADDRESS = 0x01

export const addressOf = (profile: Profile): number => profile.ff68?.address ?? USUAL_ADDRESS

export const encodeFf68 = (profile: Profile, command: PadCommand): Uint8Array | null => {
  const hex = profile.commands[command]
  return hex === undefined ? null : buildFrame(addressOf(profile), fromHex(hex))
}

/**
 * One maker wants the rating echoed with CMD 01 (HallQueFront), another eight bytes without the FF:
 * `68 02 02 68 ADDR 01 (ADDR+01) 16` (QueueSystem). Both go to the address that rated.
 */
export const acknowledgeFf68 = (profile: Profile, event: KeyEvent): Uint8Array | null => {
  if (event.level === null || event.address === null || !profile.ff68) return null
  const { address } = event
  switch (profile.ff68.ack) {
    case 'echo':
      return buildFrame(address, Uint8Array.from([0x01, ...fromHex(event.key)]))
    case 'short':
      return buildFrame(address, Uint8Array.of(0x01)).subarray(1)
    case 'none':
      return null
  }
}

export const keyFf68 = (profile: Profile, key: string): Uint8Array =>
  buildFrame(addressOf(profile), fromHex((profile.ff68?.ratingCommand ?? '') + key))
