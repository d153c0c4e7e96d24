/** What the tests of the device layer share: profiles that ship, frames by hand, a recorder, waiting for a condition. */
import { join } from 'node:path'
import { expect } from 'vitest'
import type { FrameEvent, Framer } from '../../src/device/framing/framer.ts'
import { loadProfileFile } from '../../src/device/profiles/load.ts'
import type { Profile } from '../../src/shared/profile.ts'
import type { Result } from '../../src/shared/result.ts'

export const shipped = join(import.meta.dirname, '..', '..', 'resources', 'profiles')

/** @returns the value; fails the test with the fault otherwise. */
export const must = <T>(result: Result<T>): T => {
  expect(result).toMatchObject({ ok: true })
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

export const profileNamed = (name: string): Profile => must(loadProfileFile(join(shipped, `${name}.json`)))

/** Bytes of hex text with spaces. */
export const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

/** A rating frame made here and not by the code under test. */
export const ratingFrame = (address: number, key: number): number[] => [
  ...[0xff, 0x68, 0x03, 0x03, 0x68, address, 0x11, key],
  ...[(address + 0x11 + key) % 256, 0x16],
]

/** All events of `bytes` cut at `cuts`, with the end of the stream. */
export const eventsOf = (framer: Framer, bytes: Uint8Array, cuts: number[] = []): FrameEvent[] => {
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  const events: FrameEvent[] = []
  for (let index = 1; index < places.length; index += 1)
    events.push(...framer.push(bytes.subarray(places[index - 1], places[index])))
  events.push(...framer.flush())
  return events
}

/** Numbers 0…1 that are the same in every run with the same seed (mulberry32's constants). */
export const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

/** Waits until `holds`, looking every few ms; fails with `what` after `ms`. */
export const until = async (what: string, holds: () => boolean, ms = 5_000): Promise<void> => {
  const deadline = performance.now() + ms
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise((again) => setTimeout(again, 2))
  }
}
