import type { LineSettings } from '../../shared/profile.ts'

/** What nearly every keypad speaks, where no profile says otherwise. */
export const LINE_8N1: LineSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }
