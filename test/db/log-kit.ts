/** Logs in fresh folders, and drafts that look like a working day. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EMPTY_HEAD, entryHash } from '../../src/db/chain/chain.ts'
import type { Log, LogOptions } from '../../src/db/log/log.ts'
import { openLog } from '../../src/db/log/open.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { EntryDraft, StoredEntry } from '../../src/shared/entries.ts'
import type { Level } from '../../src/shared/levels.ts'
import type { Result } from '../../src/shared/result.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import type { Db } from '../../src/sqlite/port.ts'
import { type FakeClock, fakeClock } from '../harness/fake-clock.ts'

export interface Kit {
  dir: string
  clock: FakeClock
  /** Opens the log of the folder under the boot name; closed at the end. */
  open(boot?: string): Result<Log>
  log(boot?: string): Log
  /** A second connection without our rules, as someone with a tool has it. */
  raw(): Db
  /** Lets the entries be changed, as someone with a tool would. */
  unguarded(): Db
  at(): { at: number; mono: number; by: string | null }
  end(): void
}

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.value
}

/** @param onSealed told of every seal, and whether its key is gone. */
export const kit = (
  dir = mkdtempSync(join(tmpdir(), 'guiping-log-')),
  onSealed: LogOptions['onSealed'] = undefined,
): Kit => {
  const clock = fakeClock()
  const closing: (() => void)[] = []
  const open = (boot = 'boot-1') => {
    const log = openLog({ dir, clock, boot, station: '7', newId: uuidV7, ...(onSealed && { onSealed }) })
    if (log.ok) closing.push(() => log.value.close())
    return log
  }
  const raw = () => {
    const db = must(loadSqlite()).open(join(dir, 'log.db'))
    closing.push(() => db.close())
    return db
  }
  return {
    dir,
    clock,
    open,
    log: (boot) => must(open(boot)),
    raw,
    unguarded: () => {
      const db = raw()
      db.exec('drop trigger entry_not_changed; drop trigger entry_not_deleted; drop trigger entry_at_the_end')
      return db
    },
    at: () => ({ at: clock.now(), mono: clock.mono(), by: 'A01' }),
    end: () => {
      for (const close of closing) close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** What drafts need of a kit. */
export type Hand = Pick<Kit, 'clock' | 'at'>

const newId = () => uuidV7(Date.UTC(2026, 4, 3))
export const ITEM = { code: 'ZX', name: '咨询' }

/** A shift that opens; give its id to the matters. */
export const shiftOpened = (kit: Hand, shift = newId()): EntryDraft => ({
  kind: 'shift.opened',
  ...kit.at(),
  shift,
  staff: 'A01',
})

export const matterOpened = (kit: Hand, shift: string, matter = newId(), reference: string | null = null) =>
  ({ kind: 'matter.opened', ...kit.at(), matter, shift, item: ITEM, reference }) satisfies EntryDraft

export const asked = (kit: Hand, matter: string, ask = newId()) =>
  ({ kind: 'rating.asked', ...kit.at(), ask, matter, windowMs: 30_000, pad: 'online' }) satisfies EntryDraft

/** The press that counts, and the closing that names it. */
export const rated = (kit: Hand, matter: string, ask: string, level: Level): EntryDraft[] => {
  const press = newId()
  const wire = { profile: 'line', key: String(level), bytes: '4b4559', deviceAt: null }
  return [
    { kind: 'key.pressed', id: press, ...kit.at(), verdict: 'counted', level, ask, matter, ...wire },
    {
      kind: 'matter.closed',
      ...kit.at(),
      matter,
      outcome: 'rated',
      press,
      ask,
      reason: null,
      servedMs: 1000.5,
    },
  ]
}

export const unrated = (kit: Hand, matter: string, reason = 'no-press'): EntryDraft => ({
  kind: 'matter.closed',
  ...kit.at(),
  matter,
  outcome: 'unrated',
  press: null,
  ask: null,
  reason,
  servedMs: 2000,
})

/** Serves `levels.length` matters in one shift; null is a matter without a rating. @returns the shift's id. */
export const serve = (kit: Hand, log: Log, levels: readonly (Level | null)[]): string => {
  const shift = newId()
  must(log.append([shiftOpened(kit, shift)]))
  for (const level of levels) {
    const opened = matterOpened(kit, shift)
    kit.clock.advance(1000)
    const ask = asked(kit, opened.matter)
    const end = level === null ? [unrated(kit, opened.matter)] : rated(kit, opened.matter, ask.ask, level)
    must(log.append([opened]))
    must(log.append([ask]))
    must(log.append(end))
  }
  return shift
}

/** Hashes and links made to fit whatever the bodies are now, as somebody with a tool would; seals stay as they are. */
export const relinked = (rows: readonly StoredEntry[]): StoredEntry[] => {
  let before = EMPTY_HEAD
  return rows.map((row) => {
    const hash = entryHash(row.logId, row.seq, before.hash, row.body)
    const stored = { ...row, prev: before.hash, hash }
    before = { seq: row.seq, hash }
    return stored
  })
}
