/** Reads the body of an append: NDJSON, gzipped or not, within MAX_BATCH. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { MAX_BATCH } from '../../shared/delivery.ts'
import { type Envelope, parseBody } from '../../shared/entries.ts'
import { type Answer, badRequest, refuse } from './answer.ts'

/** The bodies, and a line end for each. */
export const MOST_BYTES = MAX_BATCH.bytes + MAX_BATCH.entries

export interface Batch {
  bodies: string[]
  entries: Envelope[]
}
type Read<T> = { ok: true; value: T } | { ok: false; answer: Answer }
const no = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })

const inflate = promisify(gunzip)

/** Unpacks with a limit on what comes out: a few KB may claim to be gigabytes. */
const unpack = async (body: Buffer, encoding: string): Promise<Read<Buffer>> => {
  if (encoding === '' || encoding === 'identity') return { ok: true, value: body }
  if (encoding !== 'gzip') return no(badRequest('Content-Encoding', 415))
  try {
    return { ok: true, value: await inflate(body, { maxOutputLength: MOST_BYTES }) }
  } catch (error) {
    const large = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return no(large ? badRequest(`> ${MAX_BATCH.bytes} bytes`, 413) : badRequest('gzip'))
  }
}

/** Fatal: bytes that are not UTF-8 would not be stored as they were sent. A byte order mark is no JSON and stays. */
const toText = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * @param from seq of the first row, for the sentence about a bad one.
 * @returns the bodies exactly as sent and their envelopes, or the refusal: hall/bad-request (encoding, size, count)
 * or hall/bad-entry with the seq of the first row that is not an entry.
 */
export const readBatch = async (body: Buffer, encoding: string, from: number): Promise<Read<Batch>> => {
  const bytes = await unpack(body, encoding)
  if (!bytes.ok) return bytes
  const text = toText(bytes.value)
  if (text === null) return no(badRequest('UTF-8'))
  const bodies = text.split('\n')
  if (bodies.at(-1) === '') bodies.pop()
  if (bodies.length === 0) return no(badRequest('0 entries'))
  if (bodies.length > MAX_BATCH.entries) return no(badRequest(`> ${MAX_BATCH.entries} entries`, 413))

  const entries: Envelope[] = []
  for (const [index, line] of bodies.entries()) {
    const read = parseBody(line)
    if (!read.ok) return no(refuse({ code: 'hall/bad-entry', params: { seq: from + index, why: read.why } }))
    entries.push(read.entry)
  }
  return { ok: true, value: { bodies, entries } }
}
