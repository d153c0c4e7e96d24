/** Logs as earlier versions of the program made them. */
import { EMPTY_HEAD, entryHash } from '../../src/db/chain/chain.ts'
import { APPLICATION_ID } from '../../src/db/log/header.ts'
import { insertEntry } from '../../src/db/log/rows.ts'
import { MIGRATIONS, migrate } from '../../src/db/migrations/migrate.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { Clock } from '../../src/shared/clock.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { must } from './log-kit.ts'

/** Enough for several pages. */
export const ENTRIES = 60

/** A log as the program of format `version` made it. @returns its id. */
export const madeBy = (path: string, clock: Clock, version: number, entries = ENTRIES): string => {
  const logId = uuidV7(clock.now())
  const at = { at: clock.now(), mono: clock.mono(), by: null, boot: 'old' }
  const body = JSON.stringify({
    ...{ v: 1, kind: 'log.opened', id: uuidV7(at.at), ...at },
    ...{ log_id: logId, alg: 'sha256', station: '7', continues: null },
  })
  const db = must(loadSqlite()).open(path)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  migrate(
    db,
    MIGRATIONS.filter((step) => step.version <= version),
  )
  const insert = insertEntry(db)
  let prev = EMPTY_HEAD.hash
  for (let seq = 1; seq <= entries; seq += 1) {
    const line = seq === 1 ? body : JSON.stringify({ v: 1, kind: 'app.suspended', id: uuidV7(at.at), ...at })
    const hash = entryHash(logId, seq, prev, line)
    insert({ logId, seq, body: line, prev, hash })
    prev = hash
  }
  db.close()
  return logId
}
