/** @returns lower-case hex of `bytes`, without spaces. */
export const toHex = (bytes: Uint8Array): string => asBuffer(bytes).toString('hex')

/** @returns the same memory as a Buffer; none is made of one, for that costs as much as reading a frame. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** @returns the bytes of a text of hex pairs that is known to be sound (a checked profile's); spaces are skipped. */
export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** @returns one byte as two upper-case hex digits, as profiles name their keys. */
export const hexByte = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0')
