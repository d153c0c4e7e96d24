/** Writes a capture as it happens: streaming, bounded, and without anybody's name or telephone number. */
import { type FileHandle, open } from 'node:fs/promises'
import { fail, ok, type Result } from '../../shared/result.ts'
import { toHex } from '../bytes.ts'
import { type CaptureHeader, type Chunk, MAX_CAPTURE, MAX_CHUNK } from './format.ts'
import { createMask, type Mask } from './mask.ts'

export interface CaptureWriter {
  /**
   * Takes what was read or written; `t` in ms since the start. capture/full once the file has reached its bound: it
   * is kept as it is. capture/unwritable when the disk refuses.
   */
  add(chunk: Chunk): Promise<Result<void>>
  /** Writes what the mask still held back, with fsync. */
  close(): Promise<Result<void>>
}

/** Text of the lines of `chunk`, none longer than a reader takes. */
const linesOf = ({ t, dir, bytes }: Chunk): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += MAX_CHUNK)
    text += `${JSON.stringify({ t, dir, hex: toHex(bytes.subarray(at, at + MAX_CHUNK)) })}\n`
  return text
}

const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/**
 * Begins the file `file`, which must not exist yet (capture/exists). `limit` bytes at most.
 * A zx capture is masked from its first byte; any other from where the zx separator shows.
 */
export const createCapture = async (
  file: string,
  header: CaptureHeader,
  { limit = MAX_CAPTURE, zx = false }: { limit?: number; zx?: boolean } = {},
): Promise<Result<CaptureWriter>> => {
  const refused = (error: unknown) => fail('capture/unwritable', { file, why: reasonOf(error) })
  let handle: FileHandle
  let size = 0
  try {
    handle = await open(file, 'wx')
  } catch (error) {
    return reasonOf(error) === 'EEXIST' ? fail('capture/exists', { file }) : refused(error)
  }
  const masks: Record<Chunk['dir'], Mask> = { in: createMask(zx), out: createMask(zx) }
  /** Chunks in the order in which they came; a direction that holds bytes back holds the other's later ones too. */
  let waiting: Chunk[] = []
  let queue: Promise<Result<void>> = Promise.resolve(ok(undefined))

  const write = async (text: string): Promise<Result<void>> => {
    if (text === '') return ok(undefined)
    if (size + Buffer.byteLength(text) > limit)
      return fail('capture/full', { file, mib: Math.ceil(limit / 2 ** 20) })
    try {
      await handle.write(text)
      size += Buffer.byteLength(text)
      return ok(undefined)
    } catch (error) {
      return refused(error)
    }
  }
  const then = (next: () => Promise<Result<void>>) => {
    queue = queue.then((before) => (before.ok ? next() : before))
    return queue
  }
  const settled = () => {
    const held = { in: masks.in.held(), out: masks.out.held() }
    const left = { in: 0, out: 0 }
    // From the newest backwards: the last `held` bytes of a direction may still be masked.
    let keep = waiting.length
    for (let at = waiting.length - 1; at >= 0; at -= 1) {
      const chunk = waiting[at]
      if (!chunk) break
      if (left[chunk.dir] < held[chunk.dir]) keep = at
      left[chunk.dir] += chunk.bytes.length
    }
    const done = waiting.slice(0, keep)
    waiting = waiting.slice(keep)
    return done.map(linesOf).join('')
  }

  const begun = await write(`${JSON.stringify(header)}\n`)
  if (!begun.ok) return begun
  return ok({
    add: ({ t, dir, bytes }) => {
      if (bytes.length === 0) return queue
      const own = Uint8Array.from(bytes)
      waiting.push({ t: Math.round(t * 10) / 10, dir, bytes: own })
      masks[dir].push(own)
      const text = settled()
      return then(() => write(text))
    },
    close: async () => {
      masks.in.end()
      masks.out.end()
      const text = settled()
      const written = await then(() => write(text))
      try {
        await handle.sync()
        await handle.close()
      } catch (error) {
        return refused(error)
      }
      return written
    },
  })
}
