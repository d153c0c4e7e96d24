/** The captures that a learning leaves behind: one a key. */
import { type Level, levelSchema } from '../../shared/levels.ts'
import type { CaptureFile } from '../../shared/monitor.ts'

/** Captures by name, each with the key that it holds. */
export type Chosen = Readonly<Record<string, Level>>

/** @returns the key whose presses a capture of this name holds; null where the name does not say it. */
export const keptLevel = (name: string): Level | null => {
  const [, key] = /^learn-\d+-(\d)$/.exec(name) ?? []
  return levelSchema.safeParse(Number(key)).data ?? null
}

/** ms in which one learning is done, also over an unplug. */
const ONE_LEARNING = 1_800_000

/** @returns of each key the newest capture, as far as it is of the last learning. `files`: newest first. */
export const lastKept = (files: readonly CaptureFile[]): Chosen => {
  const kept = files.flatMap(({ name, at }) => {
    const level = keptLevel(name)
    return level === null ? [] : [{ name, at, level }]
  })
  const since = (kept[0]?.at ?? 0) - ONE_LEARNING
  const newest = kept.filter(
    ({ level, at }, place) => at >= since && kept.findIndex((other) => other.level === level) === place,
  )
  return Object.fromEntries(newest.map(({ name, level }) => [name, level]))
}
