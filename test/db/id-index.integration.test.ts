/** The index by which an entry is known once: every press goes through it, so its damage is met by the next press. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Log } from '../../src/db/log/log.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { isKind, parseBody } from '../../src/shared/entries.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve } from './log-kit.ts'

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

/** Fills the page where the index begins with garbage, as a bad sector gives it. */
const damageIndex = () => {
  const db = k.raw()
  db.exec('pragma wal_checkpoint(truncate)')
  const page = Number(db.prepare(`select rootpage from sqlite_schema where name = 'entry_id'`).pluck().get())
  const size = Number(db.prepare('pragma page_size').pluck().get())
  db.close()
  const path = join(k.dir, 'log.db')
  expect(page * size).toBeLessThanOrEqual(statSync(path).size)
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size)
  closeSync(file)
}

/** One matter with its press. @returns the press's id. */
const press = (log: Log, shift: string): string => {
  const matter = matterOpened(k, shift)
  must(log.append([matter]))
  const ask = asked(k, matter.matter)
  must(log.append([ask]))
  const end = rated(k, matter.matter, ask.ask, 1)
  for (const draft of end) must(log.append([draft]))
  return end[0]?.id ?? ''
}

const counted = (log: Log): string[] =>
  log.entries(1, 1_000_000, 1e9).flatMap(({ body }) => {
    const read = parseBody(body)
    return read.ok && isKind(read.entry, 'key.pressed') && read.entry.verdict === 'counted'
      ? [read.entry.id]
      : []
  })

it('a damaged index of ids is met by each press, which is kept beside the log and counted once when that goes on', () => {
  const log = k.log()
  const shift = serve(k, log, [5, 4, null, 2])
  const before = counted(log)
  log.close()
  damageIndex()

  const hurt = k.log('boot-2')
  const presses: string[] = []
  for (let n = 1; n <= 3; n += 1) {
    presses.push(press(hurt, shift))
    // Not one of them went into the file, and none was lost: four entries a matter wait.
    expect(hurt.waiting()).toMatchObject({ entries: 4 * n, why: { code: 'data/damaged' } })
  }
  hurt.close()
  // As the program does when it sees that the log is damaged.
  must(noteDamage(k.dir, 'entry_id'))
  const next = k.log('boot-3')
  expect(next.waiting().entries).toBe(0)
  expect(next.findings.map(({ code }) => code)).toContain('data/recovered')
  const after = counted(next)
  expect([...after].sort()).toEqual([...before, ...presses].sort())
  expect(next.verify()).toMatchObject({ verdict: 'ok' })
})
