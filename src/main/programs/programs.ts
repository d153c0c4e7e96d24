/** Which programs may speak to this counter: programs.json, tokens as hashes only. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import type { Clock } from '../../shared/clock.ts'
import {
  type LaunchSettings,
  launchSettingsSchema,
  MOST_PROGRAMS,
  NO_LAUNCH,
  programNameSchema,
  USUAL_DOOR,
} from '../../shared/programs.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

const fileSchema = z.strictObject({
  port: z.number().int().min(0).max(65_535).default(USUAL_DOOR),
  /** The watched folder; null: none. */
  folder: z.string().nullable().default(null),
  programs: z
    .array(
      z.strictObject({
        name: programNameSchema,
        /** SHA-256 of the token: its 256 random bits need no slow hash. */
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        addedAt: z.number(),
      }),
    )
    .max(MOST_PROGRAMS)
    .default([]),
  launch: launchSettingsSchema.default(NO_LAUNCH),
})
type ProgramsFile = z.infer<typeof fileSchema>

export interface ProgramBook {
  list(): { name: string; addedAt: number; seenAt: number | null }[]
  /** Lets a program in. @returns its token, which is kept nowhere. */
  add(name: string): Result<string>
  remove(name: string): Result<void>
  /** The program that this token was made for, or null. */
  check(token: string): string | null
  settings(): Pick<ProgramsFile, 'port' | 'folder' | 'launch'>
  set(changed: { port?: number; folder?: string | null; launch?: LaunchSettings }): Result<void>
  /** Called after every change. */
  onChange(listener: () => void): void
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Opens programs.json of `dir`; without one, no program may. */
export const openProgramBook = (dir: string, clock: Clock): Result<ProgramBook> => {
  const path = join(dir, 'programs.json')
  const read = readJsonFile(path, fileSchema)
  if (!read.ok) return read
  let now = read.value ?? fileSchema.parse({})
  const seen = new Map<string, number>()
  const listeners: (() => void)[] = []

  const save = (next: ProgramsFile): Result<void> => {
    const written = writeJsonFile(path, next)
    if (!written.ok) return written
    now = next
    for (const listener of listeners) listener()
    return written
  }

  return ok({
    list: () => now.programs.map(({ name, addedAt }) => ({ name, addedAt, seenAt: seen.get(name) ?? null })),
    add: (name) => {
      if (now.programs.some((one) => one.name === name)) return fail('program/name-taken', { name })
      if (now.programs.length >= MOST_PROGRAMS) return fail('program/too-many', { most: MOST_PROGRAMS })
      const token = `gp_${randomBytes(32).toString('base64url')}`
      const added = { name, hash: hashOf(token).toString('hex'), addedAt: clock.now() }
      const saved = save({ ...now, programs: [...now.programs, added] })
      return saved.ok ? ok(token) : saved
    },
    remove: (name) => {
      const programs = now.programs.filter((one) => one.name !== name)
      if (programs.length === now.programs.length) return fail('program/unknown-name', { name })
      seen.delete(name)
      return save({ ...now, programs })
    },
    check: (token) => {
      const hash = hashOf(token)
      const found = now.programs.find((one) => timingSafeEqual(Buffer.from(one.hash, 'hex'), hash))
      if (found) seen.set(found.name, clock.now())
      return found?.name ?? null
    },
    settings: () => ({ port: now.port, folder: now.folder, launch: now.launch }),
    set: (changed) => save({ ...now, ...changed }),
    onChange: (listener) => {
      listeners.push(listener)
    },
  })
}
