/** @returns lower-case hex as it is read aloud: `FF 68 03`. */
export const spacedHex = (hex: string): string => (hex.match(/../g) ?? []).join(' ').toUpperCase()
