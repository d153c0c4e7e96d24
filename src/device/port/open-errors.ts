/**
 * Why a port did not open. The serial binding gives its errors no code, only text, and the text differs by system:
 * it is read here and nowhere else.
 */
import type { ErrorCode } from '../../shared/errors.ts'
import { type Fault, fail, type Result } from '../../shared/result.ts'

/** First match wins. */
const SERIAL: readonly (readonly [RegExp, ErrorCode])[] = [
  [/cannot lock port|resource busy|device busy/i, 'pad/port-busy'],
  // Windows says this of a port that another program holds; there is no permission to lack there.
  [/^opening .*: access denied/i, 'pad/port-busy'],
  [/permission denied|operation not permitted/i, 'pad/port-permission'],
  [/no such file or directory|file not found|no such device/i, 'pad/port-missing'],
  [/inappropriate ioctl|not a typewriter|is a directory|not a directory/i, 'pad/not-serial'],
  // 31: a device attached to the system is not functioning; 121 and 1167 of the same kind.
  [/unknown error code \d+|input\/output error/i, 'pad/driver'],
]

/** node-hid's words begin with its own ("cannot open device with path …") and end with the system's. */
const HID: readonly (readonly [RegExp, ErrorCode])[] = [
  [/permission denied|access denied|operation not permitted|0x00000005/i, 'pad/port-permission'],
  [/resource busy|device busy|sharing violation|0x00000020/i, 'pad/port-busy'],
  [/no such file or directory|no such device|not found|0x00000002/i, 'pad/port-missing'],
  [/ioctl|not a hidraw|input\/output error/i, 'pad/driver'],
]

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const read = (table: typeof SERIAL, port: string, error: unknown): Fault => {
  const text = textOf(error).replace(/^Error:?\s*/, '')
  const known = table.find(([pattern]) => pattern.test(text))
  return known
    ? { code: known[1], params: { port } }
    : { code: 'pad/open-failed', params: { port, why: text.slice(0, 200) } }
}

/** @returns the fault that the serial binding's error text means. */
export const serialOpenFault = (port: string, error: unknown): Fault => read(SERIAL, port, error)

/** @returns the fault that node-hid's error text means. */
export const hidOpenFault = (port: string, error: unknown): Fault => read(HID, port, error)

/** Every way in which a connection fails has the same next step: address, cable, power. */
export const tcpOpenFailed = (port: string): Result<never> => fail('pad/unreachable', { port })
