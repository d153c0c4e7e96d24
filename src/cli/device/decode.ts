/** `guiping device decode`: bytes in, one JSON line per event out. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import type { FrameEvent } from '../../device/framing/framer.ts'
import { codecOf } from '../../device/profiles/codec.ts'
import type { Profile } from '../../shared/profile.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { stop } from '../io.ts'
import { dataOption } from '../options.ts'
import { createHexReader } from './hex.ts'
import { findProfile } from './profile.ts'

interface Options {
  profile: string
  data?: string
  in?: string
  hex?: true
}

/** Ratings remembered by their own time; a stream with more is no pad's day. */
const MAX_KNOWN = 100_000

/**
 * Writes events as JSON lines. `"duplicate":true` marks a key frame that says a press again: where the pad sends the
 * press's own time, anywhere in the stream by card, time and key; otherwise one with the bytes of the key frame before
 * it, since pads say a rating again until they hear its acknowledgement. Skips and answers between do not matter.
 */
const createWriter = () => {
  let last = ''
  const known = new Set<string>()
  const isAgain = (event: FrameEvent): boolean => {
    if (event.type !== 'key') return false
    if (event.deviceAt === null) {
      // One report can tell of two keys.
      const said = JSON.stringify([event.bytes, event.key, event.edge])
      const again = said === last
      last = said
      return again
    }
    const press = JSON.stringify([event.card, event.deviceAt, event.key])
    const again = known.has(press)
    if (known.size < MAX_KNOWN) known.add(press)
    return again
  }
  return (event: FrameEvent): string => {
    const duplicate = isAgain(event)
    return `${JSON.stringify(duplicate ? { ...event, duplicate } : event)}\n`
  }
}

const createBytesReader = (hex: boolean) => {
  if (!hex) return { push: (chunk: Buffer): Result<Uint8Array> => ok(chunk), end: () => ok(undefined) }
  const reader = createHexReader()
  return { push: (chunk: Buffer) => reader.push(chunk.toString('latin1')), end: reader.end }
}

interface Cutter {
  /** @returns what the framer is to be given, one after the other. */
  push(bytes: Uint8Array): Uint8Array[]
  end(): Uint8Array[]
}

const asTheyCome: Cutter = { push: (bytes) => [bytes], end: () => [] }

/** A HID report is one read, and nothing in a file but its size says where one ends: a piece of the file is no read. */
const createReportCutter = (size: number): Cutter => {
  let held = Buffer.alloc(0)
  return {
    push: (bytes) => {
      const all = Buffer.concat([held, bytes])
      const whole = Math.floor(all.length / size)
      held = all.subarray(whole * size)
      return Array.from({ length: whole }, (_, at) => all.subarray(at * size, (at + 1) * size))
    },
    end: () => (held.length === 0 ? [] : [held]),
  }
}

const decode = async (profile: Profile, options: Options): Promise<Result<void>> => {
  const framer = codecOf(profile).createFramer(profile)
  const reader = createBytesReader(options.hex === true)
  const cutter = profile.codec === 'report' ? createReportCutter(profile.report.size) : asTheyCome
  const write = createWriter()
  let fault: Fault | null = null
  const source = options.in === undefined ? process.stdin : createReadStream(options.in)
  const lines = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      const bytes = reader.push(chunk)
      if (!bytes.ok) {
        fault = bytes.error
        break
      }
      const events = cutter.push(bytes.value).flatMap((piece) => framer.push(piece))
      if (events.length > 0) yield events.map(write).join('')
    }
    const rest = [...cutter.end().flatMap((piece) => framer.push(piece)), ...framer.flush()]
    if (rest.length > 0) yield rest.map(write).join('')
    const ended = reader.end()
    if (!ended.ok) fault ??= ended.error
  }
  try {
    await pipeline(source, lines, process.stdout, { end: false })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    // The reader of our output has seen enough (head, less): no fault.
    if (code === 'EPIPE') return ok(undefined)
    return fail('cli/file', { file: options.in ?? 'stdin', why: code })
  }
  return fault ? { ok: false, error: fault } : ok(undefined)
}

export const decodeCommand = () =>
  new Command('decode')
    .description('解码字节流，每个事件一行 JSON · decode bytes, one JSON line per event')
    .requiredOption('--profile <name>', 'a profile, or the path of a profile file')
    .addOption(dataOption())
    .option('--in <file>', 'bytes to read; standard input when left out')
    .option('--hex', 'the input is hex text')
    .option('--json', 'JSON lines, as always here')
    .action(async (options: Options) => {
      const profile = findProfile(options.profile, options.data)
      if (!profile.ok) return stop(profile.error)
      const done = await decode(profile.value, options)
      if (!done.ok) stop(done.error)
    })
