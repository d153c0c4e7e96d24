/** Captures of the technician's page: recorded from the live link into DATA/captures, listed, replayed. */
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readCapture } from '../device/capture/read.ts'
import { replayCapture } from '../device/capture/replay.ts'
import { type CaptureWriter, createCapture } from '../device/capture/write.ts'
import type { Clock } from '../shared/clock.ts'
import type { Config } from '../shared/config.ts'
import type { CaptureFile, CapturesView, ReplayView } from '../shared/monitor.ts'
import type { Profile } from '../shared/profile.ts'
import { type Fault, fail, ok, type Result } from '../shared/result.ts'
import { heardOf } from './heard.ts'
import type { Keypad } from './keypad.ts'

const ENDING = '.kcap.jsonl'
/** Rows of a replay that a page is given: more than anybody presses in a check. */
const MAX_ROWS = 500

export interface Captures {
  /** Records what crosses the wire from now on. Faults: pad/none, check/recording, capture/exists, capture/unwritable. */
  start(name: string): Promise<Result<void>>
  /** Ends the recording; nothing happens when there is none. Faults: those of the disk; what was written is kept. */
  stop(): Promise<Result<void>>
  view(): Promise<CapturesView>
  /** Decodes a capture. Faults: those of the file, capture/empty, profile/unknown. */
  replay(name: string, profile: string): Promise<Result<ReplayView>>
}

export interface CapturesOptions {
  /** The folder; made when the first recording begins. */
  dir: string
  clock: Clock
  keypad: Pick<Keypad, 'watch'>
  profiles: ReadonlyMap<string, Profile>
  used(): Config['keypad']
  /** The day's bytes are levels: they are never recorded. */
  shiftOpen(): boolean
}

interface Recording {
  name: string
  begun: number
  bytes: number
  writer: CaptureWriter
}

export const createCaptures = (options: CapturesOptions): Captures => {
  const { dir, clock } = options
  let recording: Recording | null = null
  /** Why the last recording ended by itself. */
  let trouble: Fault | null = null
  const fileOf = (name: string) => join(dir, `${name}${ENDING}`)

  const end = async (): Promise<Result<void>> => {
    const ended = recording
    recording = null
    return ended ? ended.writer.close() : ok(undefined)
  }
  const endFor = (fault: Fault) => {
    trouble = fault
    void end()
  }
  options.keypad.watch((event) => {
    const now = recording
    if (!now || event.type !== 'bytes') return
    if (options.shiftOpen()) return endFor({ code: 'pad/shift-open' })
    const { direction: dir, bytes } = event
    if (dir === 'in') now.bytes += bytes.length
    void now.writer.add({ t: clock.mono() - now.begun, dir, bytes }).then((added) => {
      if (!added.ok && recording === now) endFor(added.error)
    })
  })

  const files = async (): Promise<CaptureFile[]> => {
    const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith(ENDING))
    const found = await Promise.all(
      names.map(async (file) => {
        const about = await stat(join(dir, file)).catch(() => null)
        return about ? [{ name: file.slice(0, -ENDING.length), size: about.size, at: about.mtimeMs }] : []
      }),
    )
    return found.flat().sort((a, b) => b.at - a.at)
  }

  return {
    start: async (name) => {
      const used = options.used()
      if (!used) return fail('pad/none')
      if (recording) return fail('check/recording', { name: recording.name })
      trouble = null
      const profile = options.profiles.get(used.profile)
      await mkdir(dir, { recursive: true, mode: 0o700 }).catch(() => null)
      const line = /^(tcp|hid):/.test(used.port) ? null : (profile?.line[0] ?? null)
      const header = { v: 1, at: clock.now(), port: used.port, line, profile: used.profile } as const
      const made = await createCapture(fileOf(name), header, { zx: profile?.codec === 'zx' })
      if (!made.ok) return made
      recording = { name, begun: clock.mono(), bytes: 0, writer: made.value }
      return ok(undefined)
    },
    stop: end,
    view: async () => ({
      folder: dir,
      recording: recording && { name: recording.name, bytes: recording.bytes },
      trouble,
      files: await files(),
    }),
    replay: async (name, profileName) => {
      const profile = options.profiles.get(profileName)
      if (!profile)
        return fail('profile/unknown', {
          profile: profileName,
          known: [...options.profiles.keys()].join(' '),
        })
      const capture = await readCapture(fileOf(name))
      if (!capture.ok) return capture
      if (!capture.value.chunks.some(({ dir }) => dir === 'in'))
        return fail('capture/empty', { file: fileOf(name) })
      const events = [...replayCapture(capture.value, profile)]
      const keys = events.filter(({ event }) => event.type === 'key').length
      const rows = events.slice(0, MAX_ROWS).map(({ t, event }) => ({ t, heard: heardOf(event) }))
      const view: ReplayView = { keys, events: events.length, rows, advice: null }
      if (events.some(({ event }) => event.type === 'key' && event.level !== null)) return ok(view)
      return ok({ ...view, advice: { code: 'check/other-capture', params: { name, profile: profileName } } })
    },
  }
}
