/** Keeps what was pressed, one capture a key, so that it can be learnt again without the pad. */
import type { Level } from '../../shared/levels.ts'
import type { LineSettings } from '../../shared/profile.ts'
import { ok, type Result } from '../../shared/result.ts'
import { createCapture } from '../capture/write.ts'
import type { Collected } from './collect.ts'

export interface PressedOn {
  /** ms UTC. */
  at: number
  port: string
  line: LineSettings
}

/** Writes a file for each key, none over another. Faults: capture/exists, capture/unwritable, capture/full. */
export const keepPresses = async (
  collected: readonly Collected[],
  { at, port, line }: PressedOn,
  fileOf: (level: Level) => string,
): Promise<Result<void>> => {
  const settings = /^(tcp|hid):/.test(port) ? null : line
  for (const { level, chunks } of collected) {
    const made = await createCapture(fileOf(level), { v: 1, at, port, line: settings, level })
    if (!made.ok) return made
    for (const chunk of chunks) void made.value.add(chunk)
    const closed = await made.value.close()
    if (!closed.ok) return closed
  }
  return ok(undefined)
}
