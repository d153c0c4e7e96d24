/** Practice (试用): an emulated keypad, a hall on this PC and sample people, all in their own folder. Nothing of it is work. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '../device/emulator/emulator.ts'
import { type Hall, startHall } from '../hall/hall.ts'
import { sampleRoster } from '../hall/sample.ts'
import type { Clock } from '../shared/clock.ts'
import type { Profile } from '../shared/profile.ts'
import { fail, ok, type Result } from '../shared/result.ts'

export interface Practice {
  emulator: Emulator
  hallUrl: string
  /** The hall can go away and come back at the same address, for practising what to do then. */
  hall: { stop(): Promise<void>; start(): Promise<Result<void>> }
  /** A one-time code for enrolling at the practice hall. */
  enrolmentCode(): string
  people: { number: string; name: string; password: string }[]
  stop(): Promise<void>
}

export interface PracticeOptions {
  dir: string
  clock: Clock
  version: string
  profile: Profile | undefined
  /** Folder of the sample lists. */
  samples: string
}

/** Starts the parts that stand in for the hall's hardware and server. */
export const startPractice = async (options: PracticeOptions): Promise<Result<Practice>> => {
  const { dir, clock, version, profile, samples } = options
  if (!profile) return fail('profile/unknown', { profile: 'ff68', known: '' })
  const sample = await sampleRoster(samples)
  if (!sample.ok) return sample
  const emulator = await startEmulator({ profile, on: { tcp: 0 }, clock })
  if (!emulator.ok) return emulator
  const data = join(dir, 'hall')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const { roster, people } = sample.value
  const openHall = (port: number) => startHall({ data, host: '127.0.0.1', port, clock, version, roster })
  const first = await openHall(0)
  if (!first.ok) {
    await emulator.value.stop()
    return first
  }
  const { url } = first.value
  let hall: Hall | null = first.value
  const stopHall = async () => {
    const open = hall
    hall = null
    await open?.close()
  }
  return ok({
    emulator: emulator.value,
    hallUrl: url,
    hall: {
      stop: stopHall,
      start: async () => {
        if (hall) return ok(undefined)
        const again = await openHall(Number(new URL(url).port))
        if (!again.ok) return again
        hall = again.value
        return ok(undefined)
      },
    },
    enrolmentCode: () => first.value.makeCode(),
    people,
    stop: async () => {
      await emulator.value.stop()
      await stopHall()
    },
  })
}
