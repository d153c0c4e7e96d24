/** display.json of the data folder: what the technician set up for the customer's screen, and the one paired device. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { randomCode } from '../../keys/password.ts'
import type { Clock } from '../../shared/clock.ts'
import { tabletSchema } from '../../shared/display.ts'
import { ok, type Result } from '../../shared/result.ts'

const bookSchema = z.strictObject({
  screen: z.boolean(),
  tablet: tabletSchema.nullable(),
  /** `token`: SHA-256 of the device's cookie; the cookie itself is nowhere here. */
  device: z.strictObject({ token: z.string(), pairedAt: z.number() }).nullable(),
})
export type Booked = z.infer<typeof bookSchema>

/** How long a pairing code can be used. */
export const CODE_MS = 10 * 60_000

export interface DisplayBook {
  now(): Booked
  set(more: Partial<Booked>): Result<void>
  /** A new code; the one before is void. */
  makeCode(): string
  /** Uses the code up. @returns the device's cookie, null where the code is wrong, used or too old. */
  pair(code: string): Result<string | null>
  isPaired(token: string): boolean
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const same = (a: string, b: string) => timingSafeEqual(Buffer.from(hash(a)), Buffer.from(hash(b)))
/** As people type what they read: capitals and missing dashes are no mistake. */
const plain = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Opens display.json of `dir`. */
export const openDisplayBook = (dir: string, clock: Clock): Result<DisplayBook> => {
  const path = join(dir, 'display.json')
  const read = readJsonFile(path, bookSchema)
  if (!read.ok) return read
  let book: Booked = read.value ?? { screen: false, tablet: null, device: null }
  let code: { text: string; untilMono: number } | null = null

  const set = (more: Partial<Booked>): Result<void> => {
    const next = { ...book, ...more }
    const written = writeJsonFile(path, next)
    if (written.ok) book = next
    return written
  }
  return ok({
    now: () => book,
    set,
    makeCode: () => {
      const text = randomCode(2)
      code = { text, untilMono: clock.mono() + CODE_MS }
      return text
    },
    pair: (typed) => {
      if (!code || clock.mono() >= code.untilMono || !same(plain(typed), plain(code.text))) return ok(null)
      const token = randomBytes(32).toString('base64url')
      const saved = set({ device: { token: hash(token), pairedAt: clock.now() } })
      if (!saved.ok) return saved
      code = null
      return ok(token)
    },
    isPaired: (token) => book.device !== null && same(hash(token), book.device.token),
  })
}
