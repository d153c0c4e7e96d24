/** The file that a page is sending, in parts: a request is small. One at a time, for a few minutes, in memory alone. */
import { MOST_BYTES } from '../../hall/import/read-file.ts'
import type { Clock } from '../../shared/clock.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

const KEPT_MS = 10 * 60_000

export interface Uploads {
  /** Part 0 begins anew, and whatever was there is dropped. lists/upload-gone for a part out of turn. */
  add(session: string, upload: string, part: number, bytes: Uint8Array): Result<void>
  /** The whole file. */
  bytes(session: string, upload: string): Result<Uint8Array>
  drop(): void
}

export const createUploads = (clock: Clock): Uploads => {
  let held: { session: string; upload: string; parts: Uint8Array[]; size: number } | null = null
  let cancel = () => {}
  const drop = () => {
    cancel()
    held = null
  }
  const ours = (session: string, upload: string) =>
    held?.session === session && held.upload === upload ? held : null
  return {
    drop,
    add: (session, upload, part, bytes) => {
      if (part === 0) {
        drop()
        held = { session, upload, parts: [], size: 0 }
        cancel = clock.after(KEPT_MS, drop)
      }
      const file = ours(session, upload)
      if (!file || file.parts.length !== part) return fail('lists/upload-gone')
      file.size += bytes.length
      if (file.size > MOST_BYTES) {
        drop()
        return fail('lists/too-large', { file: '' })
      }
      file.parts.push(bytes)
      return ok(undefined)
    },
    bytes: (session, upload) => {
      const file = ours(session, upload)
      return file ? ok(Buffer.concat(file.parts)) : fail('lists/upload-gone')
    },
  }
}
