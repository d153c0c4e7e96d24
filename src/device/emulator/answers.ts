/** What an emulated pad answers to the PC, as the codecs have it. */
import type { Profile } from '../../shared/profile.ts'

const line = (profile: Profile, command: string): string => {
  const [word = ''] = command.split(' ')
  if (word === 'probe') return 'ID emulated 0001 1.0\r\n'
  if (word === 'heartbeat') return 'PONG\r\n'
  return word in profile.commands ? 'OK\r\n' : 'ERR unknown\r\n'
}

/** Every message is answered with RecvCmdOK; a poll that has no result with SE before it (zxclient's logs). */
const zx = (_profile: Profile, command: string): string => {
  if (command === 'heartbeat') return 'SERecvCmdOK'
  return command === 'probe' ? 'RecvCmdOKS99||3||02AA00000001||0||0||80||85||0||E' : 'RecvCmdOK'
}

const ANSWERS: Record<Profile['codec'], (profile: Profile, command: string) => string> = {
  // No source tells of an answer to a command of ff68 or intehel, nor of any HID pad.
  framed: () => '',
  line,
  report: () => '',
  zx,
}

/** @returns the pad's answer to a command that its ear heard; empty when it says nothing. */
export const answerTo = (profile: Profile, command: string): Uint8Array =>
  Buffer.from(ANSWERS[profile.codec](profile, command))
