/** A key as a pad of the plain line protocol sends it. */
import { withChecksum } from '../framing/line-text.ts'

export const lineKey = (key: string): Uint8Array => Buffer.from(`${withChecksum(`KEY ${key}`)}\r\n`)
