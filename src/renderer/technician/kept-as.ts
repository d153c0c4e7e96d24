import { type Level, levelSchema } from '../../shared/levels.ts'

/** @returns when a capture was kept while learning, and of which key, as its name says; null for any other. */
export const keptAs = (name: string): { time: string; level: Level } | null => {
  const [, time, key] = /^learn-(\d+)-(\d)$/.exec(name) ?? []
  const level = levelSchema.safeParse(Number(key))
  return time && level.success ? { time, level: level.data } : null
}
