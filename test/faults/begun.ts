/** Folders to begin with. */
import { rmSync } from 'node:fs'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { type Kit, kit, must, serve } from '../db/log-kit.ts'
import type { Stands } from './disk.ts'
import { openAfter, read, scratch, write } from './power-cut.ts'

/** A folder, and the entries that must be in its log whatever comes. */
export interface Begun {
  stands: Stands
  confirmed: Set<string>
}

export const NOTHING: Begun = { stands: new Map(), confirmed: new Set() }

/** A day's log with a page of zeros. What a recovery that nobody disturbs saves must be saved by every other. */
export const damaged = (inWal: boolean): Begun => {
  const k: Kit = kit(scratch())
  const dir = scratch()
  try {
    const log = k.log()
    const checkpoint = () => k.raw().exec('pragma wal_checkpoint(truncate)')
    serve(k, log, Array(40).fill(5))
    must(log.setAcked(log.head().seq))
    if (inWal) checkpoint()
    serve(k, log, Array(40).fill(4))
    must(log.seal('end'))
    if (!inWal) checkpoint()
    const old = new Set(log.entries(1, 10_000, 1e9).map(({ body }) => String(JSON.parse(body).id)))
    // As the check of every page does, while the counter works.
    must(noteDamage(k.dir, 'check'))
    const stands = new Map(read(k.dir))
    const db = Buffer.from(stands.get('log.db') ?? '')
    // Of the schema, so that a copy must get its first pages again; or of the entries.
    const page = inWal ? 9 : 20
    db.fill(0, 2048 * page, 2048 * (page + 1))
    stands.set('log.db', db)
    write(dir, stands)
    const { ids, findings } = openAfter(dir, Date.UTC(2026, 4, 3, 2))
    if (!findings.includes('data/recovered')) throw new Error('this damage does not show')
    return { stands, confirmed: new Set([...ids.keys()].filter((id) => old.has(id))) }
  } finally {
    k.end()
    rmSync(dir, { recursive: true })
  }
}
