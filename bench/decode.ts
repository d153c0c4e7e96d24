/** Decoding, MB for each second of one core's time: frames of a keypad with noise between, against Buffer.indexOf over the same bytes. */
import { join } from 'node:path'
import { codecOf } from '../src/device/profiles/codec.ts'
import { loadProfileFile } from '../src/device/profiles/load.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 7
const MEGABYTES = 8
const CHUNK = 65_536
const SEED = 68

/** Numbers 0…1 from a linear congruence: the same bytes in every run. */
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

/** Presses, each with up to 12 bytes of noise before it. */
const wireOf = (press: Uint8Array): Buffer => {
  const next = random(SEED)
  const wire = Buffer.alloc(MEGABYTES * 1_000_000)
  let at = 0
  while (at < wire.length - 400) {
    for (let noise = Math.floor(next() * 13); noise > 0; noise -= 1) wire[at++] = Math.floor(next() * 256)
    wire.set(press, at)
    at += press.length
  }
  return wire
}

/** ms of this thread on a core: what others do on a busy machine is no part of it. */
const cpu = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** @returns MB/s of `work` over the wire. */
const rate = (wire: Buffer, work: (chunk: Buffer) => void): number => {
  const start = cpu()
  for (let at = 0; at < wire.length; at += CHUNK) work(wire.subarray(at, at + CHUNK))
  return wire.length / 1000 / (cpu() - start)
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

const measure = (name: string, key: string): Figure => {
  const loaded = loadProfileFile(join(import.meta.dirname, '..', 'resources', 'profiles', `${name}.json`))
  if (!loaded.ok) throw new Error(loaded.error.code)
  const profile = loaded.value
  const codec = codecOf(profile)
  const press = Buffer.from(codec.key(profile, key, 0))
  const wire = wireOf(press)
  const rounds = Array.from({ length: ROUNDS }, () => {
    const baseline = rate(wire, (chunk) => {
      for (let at = chunk.indexOf(press); at >= 0; at = chunk.indexOf(press, at + 1));
    })
    const framer = codec.createFramer(profile)
    const ours = rate(wire, (chunk) => framer.push(chunk))
    return { baseline, ours, ratio: ours / baseline }
  })
  return {
    name: `decoding ${name} frames in noise, against looking for the same bytes with Buffer.indexOf`,
    ratio: median(rounds.map(({ ratio }) => ratio)),
    baseline: `${Math.round(median(rounds.map(({ baseline }) => baseline)))} MB/s of Buffer.indexOf`,
    ours: median(rounds.map(({ ours }) => ours)).toFixed(1),
    unit: 'MB/s',
    aim: '>= 20 MB/s',
  }
}

export const run = async (): Promise<Figure[]> => [
  measure('ff68', '03'),
  measure('intehel', '4'),
  measure('zx', '0'),
  measure('line', '5'),
]
