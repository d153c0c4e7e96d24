/**
 * A capture, `NAME.kcap.jsonl`: what went over the wire of one keypad, as it was read and written.
 * First line `{v:1, at, port, line, profile?, note?}`, then a line per read or write: `{t, dir, hex}`.
 */
import { z } from 'zod'
import { levelSchema } from '../../shared/levels.ts'
import { lineSettingsSchema } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { fromHex } from '../bytes.ts'

/** Bytes of one line's chunk; a longer read is cut into several lines of the same t. */
export const MAX_CHUNK = 4096
/** Bytes of a capture file: hours of key presses, and some minutes of a line that talks all the time. */
export const MAX_CAPTURE = 16 * 1024 * 1024

export const captureHeaderSchema = z.strictObject({
  v: z.literal(1),
  /** Wall clock of its start, ms UTC. */
  at: z.number().int().nonnegative(),
  port: z.string().max(200),
  /** The line settings that it was read with; null where there are none (TCP, HID). */
  line: lineSettingsSchema.nullable(),
  profile: z.string().max(64).optional(),
  note: z.string().max(500).optional(),
  /** What the technician was told to press while this was read, for learning. */
  level: levelSchema.optional(),
})
export type CaptureHeader = z.infer<typeof captureHeaderSchema>

const chunkLineSchema = z.strictObject({
  /** ms since the start. */
  t: z.number().nonnegative(),
  /** `in`: from the keypad. */
  dir: z.enum(['in', 'out']),
  hex: z
    .string()
    .max(2 * MAX_CHUNK)
    .regex(/^(?:[0-9a-f]{2})+$/, 'not lower-case hex of whole bytes'),
})

export interface Chunk {
  t: number
  dir: 'in' | 'out'
  bytes: Uint8Array
}

export interface Capture {
  header: CaptureHeader
  chunks: Chunk[]
}

const issueOf = (error: z.ZodError): string => {
  const issue = error.issues[0]
  return `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'invalid'}`
}

const parseLine = <T>(text: string, schema: z.ZodType<T>): { value: T } | { why: string } => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { why: 'not JSON' }
  }
  const parsed = schema.safeParse(json)
  return parsed.success ? { value: parsed.data } : { why: issueOf(parsed.error) }
}

/**
 * Reads the text of a capture file; `file` names it in faults.
 * @returns capture/empty, capture/not-a-capture (the first line is no header), or capture/bad-line with its number.
 * A last line without its line end was cut off by a crash: it is a bad line like any other.
 */
export const parseCapture = (text: string, file: string): Result<Capture> => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const [first, ...rest] = lines
  if (first === undefined || text.trim() === '') return fail('capture/empty', { file })
  const header = parseLine(first, captureHeaderSchema)
  if (!('value' in header)) return fail('capture/not-a-capture', { file, why: header.why })
  const chunks: Chunk[] = []
  let last = 0
  for (const [index, line] of rest.entries()) {
    const bad = (why: string) => fail('capture/bad-line', { file, line: index + 2, why })
    const parsed = parseLine(line, chunkLineSchema)
    if (!('value' in parsed)) return bad(parsed.why)
    const { t, dir, hex } = parsed.value
    if (t < last) return bad(`t: ${t} is before the line above it`)
    last = t
    chunks.push({ t, dir, bytes: fromHex(hex) })
  }
  return ok({ header: header.value, chunks })
}
