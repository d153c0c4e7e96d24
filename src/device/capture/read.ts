/** Capture files from the disk. */
import { readFile, stat } from 'node:fs/promises'
import { fail, type Result } from '../../shared/result.ts'
import { type Capture, MAX_CAPTURE, parseCapture } from './format.ts'

const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** Reads one capture. Faults: capture/unreadable, and those of parseCapture. */
export const readCapture = async (file: string): Promise<Result<Capture>> => {
  try {
    const { size } = await stat(file)
    // A writer stops at MAX_CAPTURE; what is larger is something else.
    if (size > MAX_CAPTURE) return fail('capture/not-a-capture', { file, why: `${size} bytes` })
    return parseCapture(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)), file)
  } catch (error) {
    if (error instanceof TypeError) return fail('capture/not-a-capture', { file, why: 'not UTF-8 text' })
    return fail('capture/unreadable', { file, why: reasonOf(error) })
  }
}
