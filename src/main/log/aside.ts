/** Hall IT's way to the logs that were moved aside: what there is, and copies of it, written down in the log first. */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { copySetAside, quarantineFolder, setAside } from '../../db/recover/set-aside.ts'
import { fileFault } from '../../db/sqlite.ts'
import type { Clock } from '../../shared/clock.ts'
import type { AsideTaken, AsideView, CopyView } from '../../shared/keep.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { backupFolder, newestCopy } from './backup-place.ts'
import { freeBytes } from './space-watch.ts'

const MB = 1024 * 1024
/** Stays free beside the copy: on the disk of the data folder ratings need it; a stick needs room for names. */
const SPARE_BYTES = { ours: 500 * MB, another: MB }

/** @param chosen the folder of copies that was set; null: the usual one. */
export const asideView = async (
  dir: string,
  chosen: string | null,
  clock: Clock,
): Promise<Result<AsideView>> => {
  const logs = setAside(dir)
  if (!logs.ok) return logs
  const copies = backupFolder(dir, chosen)
  if (!copies.ok) return copies
  const newest = await newestCopy(clock, copies.value)
  if (!newest.ok) return newest
  return ok({
    dir,
    folder: quarantineFolder(dir),
    logs: logs.value,
    copies: { folder: copies.value, newest: newest.value && { at: newest.value.at, seq: newest.value.seq } },
  })
}

/** What the entry says of it. */
const whatOf = (names: readonly string[]) => `quarantine ${names.join(' ')}`.slice(0, 300)

/** Told how many bytes of how many are copied; `stopped` ends it. */
export interface AsideWatch {
  progress(done: number, total: number): void
  stopped: AbortSignal
}

const UNWATCHED: AsideWatch = { progress: () => {}, stopped: new AbortController().signal }

/**
 * Copies into `to` what is not there yet. The entry comes first: whatever breaks off, the log knows of it.
 * @returns what came; quarantine/none, quarantine/no-room, quarantine/stopped, data/disk-full …
 */
export const takeAside = async (
  dir: string,
  to: string,
  record: (what: string) => Result<unknown> | Promise<Result<unknown>>,
  { progress, stopped }: AsideWatch = UNWATCHED,
): Promise<Result<AsideTaken>> => {
  const logs = setAside(dir)
  if (!logs.ok) return logs
  if (logs.value.length === 0) return fail('quarantine/none')
  const wanted = logs.value.filter(({ name }) => !existsSync(join(to, name)))
  const taken = wanted.map(({ name }) => name)
  if (taken.length === 0) return ok({ folder: to, taken })
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 })
  } catch (error) {
    return { ok: false, error: fileFault(error, to) }
  }
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
  const need = total + SPARE_BYTES[statSync(to).dev === statSync(dir).dev ? 'ours' : 'another']
  const free = freeBytes(to)
  if (free !== null && free < need)
    return fail('quarantine/no-room', {
      ...{ need: Math.ceil(need / MB), path: to },
      free: Math.floor(free / MB),
    })
  const recorded = await record(whatOf(taken))
  if (!recorded.ok) return recorded
  let done = 0
  const copying = {
    stopped,
    copied: (bytes: number) => {
      done += bytes
      progress(done, total)
    },
  }
  for (const name of taken) {
    const copied = await copySetAside(dir, name, to, copying)
    if (!copied.ok) return copied
  }
  return ok({ folder: to, taken })
}

/** The copying that hall IT's page waits for: one at a time. */
export interface Asides {
  /** @returns export/busy while another runs; else as `takeAside`. */
  take(to: string, record: (what: string) => Result<unknown>): Promise<Result<AsideTaken>>
  /** Bytes copied, of how many; `total` is 0 while nothing is copied. */
  view(): CopyView
  stop(): void
}

export const createAsides = (dir: string): Asides => {
  let running: { stop: AbortController; view: CopyView } | null = null
  return {
    take: async (to, record) => {
      if (running) return fail('export/busy')
      const now = { stop: new AbortController(), view: { done: 0, total: 0 } }
      running = now
      const progress = (done: number, total: number) => {
        now.view = { done, total }
      }
      try {
        return await takeAside(dir, to, record, { progress, stopped: now.stop.signal })
      } finally {
        running = null
      }
    },
    view: () => running?.view ?? { done: 0, total: 0 },
    stop: () => running?.stop.abort(),
  }
}
