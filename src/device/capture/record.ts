/** Records a wire: by only listening on a port, or through a link that answers the pad as its profile says. */
import { rm } from 'node:fs/promises'
import type { Clock } from '../../shared/clock.ts'
import type { Level } from '../../shared/levels.ts'
import type { LineSettings, Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { createLink } from '../link/link.ts'
import type { OpenPort } from '../port/port.ts'
import type { CaptureHeader, Chunk } from './format.ts'
import { type CaptureWriter, createCapture } from './write.ts'

export interface RecordOptions {
  port: string
  file: string
  /** null: listen without sending one byte, with `line`. */
  profile: Profile | null
  line: LineSettings
  note?: string
  /** The key that is pressed while this is recorded, for learning. */
  level?: Level
  clock: Clock
  openPort: OpenPort
  random(): number
  /** Ends the recording. */
  signal: AbortSignal
  heard(chunk: Chunk): void
}

/** @returns bytes that came from the pad. Faults: of the port, of the file, pad/port-gone; what came is kept. */
export const record = async (options: RecordOptions): Promise<Result<number>> => {
  const { profile, clock, file, signal } = options
  const line = profile?.line[0] ?? options.line
  const header: CaptureHeader = {
    v: 1,
    at: clock.now(),
    port: options.port,
    line: /^(tcp|hid):/.test(options.port) ? null : line,
    ...(profile ? { profile: profile.name } : {}),
    ...(options.note ? { note: options.note } : {}),
    ...(options.level ? { level: options.level } : {}),
  }
  const made = await createCapture(file, header, { zx: profile?.codec === 'zx' })
  if (!made.ok) return made
  const writer = made.value
  const over = Promise.withResolvers<Result<void>>()
  const finish = () => over.resolve(ok(undefined))
  signal.addEventListener('abort', finish, { once: true })
  if (signal.aborted) finish()

  const begin = clock.mono()
  let count = 0
  const take = (dir: Chunk['dir'], bytes: Uint8Array) => {
    const chunk = { t: clock.mono() - begin, dir, bytes }
    if (dir === 'in') count += bytes.length
    options.heard(chunk)
    void writer.add(chunk).then((added) => {
      if (!added.ok) over.resolve(added)
    })
  }
  const source = profile
    ? linkSource(options, profile, take)
    : await listenSource(options, line, take, over.resolve)
  if (!source.ok) {
    await writer.close()
    // Nothing was read: an empty capture would only be in the way of the next attempt.
    await rm(file, { force: true })
    return source
  }
  const ended = await over.promise
  await source.value.stop()
  return closed(writer, ended, count)
}

const closed = async (writer: CaptureWriter, ended: Result<void>, count: number): Promise<Result<number>> => {
  const done = await writer.close()
  if (!ended.ok) return ended
  return done.ok ? ok(count) : done
}

type Take = (dir: Chunk['dir'], bytes: Uint8Array) => void
type Source = Result<{ stop(): Promise<void> }>

const linkSource = (options: RecordOptions, profile: Profile, take: Take): Source => {
  const link = createLink({ ...options, profile, chosenBy: 'technician' })
  link.subscribe((event) => {
    if (event.type === 'bytes') take(event.direction, event.bytes)
    // Nothing is counted here, but a pad that hears no answer says its key again and again.
    if (event.type === 'press') event.acknowledge()
  })
  link.start()
  return ok({ stop: () => link.stop() })
}

const listenSource = async (
  { port, openPort, signal }: RecordOptions,
  line: LineSettings,
  take: Take,
  end: (result: Result<void>) => void,
): Promise<Source> => {
  const opened = await openPort(
    port,
    line,
    { data: (bytes) => take('in', bytes), lost: () => end(fail('pad/port-gone')) },
    signal,
  )
  return opened.ok ? ok({ stop: () => opened.value.close() }) : opened
}
