/**
 * A counter's work on the real log, for the power to be cut in: `working.ts DIR SCENE SEED`. Says `+ID` on stdout for each
 * entry after it was confirmed. It ends without closing anything unless the scene says so.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { takeLock } from '../../src/db/lock.ts'
import type { Log } from '../../src/db/log/log.ts'
import { openLog } from '../../src/db/log/open.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { LEVELS } from '../../src/shared/levels.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { asked, type Kit, matterOpened, must, rated, shiftOpened } from '../db/log-kit.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { randomFrom, wholeBelow } from '../harness/random.ts'

const [dir = '', scene = '', seed = '0'] = process.argv.slice(2)
const random = randomFrom(Number(seed))
// Each start is a later one, as wall clocks have it.
const clock = fakeClock(Date.UTC(2026, 4, 3) + Number(seed) * 3_600_000)
const stamp: Pick<Kit, 'at'> = { at: () => ({ at: clock.now(), mono: clock.mono(), by: 'A01' }) }
const k = stamp as Kit
const newId = () => uuidV7(clock.now())

const lock = must(takeLock(dir))
const begin = (): Log => must(openLog({ dir, clock, boot: newId(), station: '7', newId: uuidV7 }))
const log = begin()

/** In a turn of its own, as a press comes: what one leaves for the next turn is done there. */
const put = async (drafts: readonly EntryDraft[]) => {
  const named = drafts.map((draft) => ({ ...draft, id: draft.id ?? newId() }))
  const written = log.append(named)
  // With faults that last, an entry may be refused: then it is not confirmed, and the counter goes on.
  if (!written.ok && scene === 'refused') return
  must(written)
  writeSync(1, named.map(({ id }) => `+${id}\n`).join(''))
  await setImmediate()
}

const shift = newId()
const matters = async (count: number) => {
  for (let n = 0; n < count; n += 1) {
    const opened = matterOpened(k, shift)
    const ask = asked(k, opened.matter)
    clock.advance(1000)
    await put([opened])
    await put([ask])
    await put(rated(k, opened.matter, ask.ask, LEVELS[wholeBelow(random, LEVELS.length)] ?? 5))
  }
}

/** As long as another program holds the database, entries go beside it. */
const whileHeld = async (work: () => Promise<void>) => {
  const other = must(loadSqlite()).open(join(dir, 'log.db'), { timeout: 0 })
  other.exec('begin immediate')
  await work()
  other.exec('rollback')
  other.close()
}

const SCENES: Record<string, () => Promise<void>> = {
  day: async () => {
    await matters(12)
    clock.advance(600_000)
    await matters(8)
    must(log.seal('end'))
    must(log.setAcked(log.head().seq - 3))
    await matters(4)
  },
  closed: async () => {
    await matters(6)
    must(log.seal('end'))
    log.close()
    lock.release()
  },
  beside: async () => {
    await matters(3)
    await whileHeld(() => matters(2))
    clock.advance(3_000)
    await matters(2)
    await whileHeld(() => matters(1))
    must(log.takeIn())
    await matters(2)
    // These wait for the next start.
    await whileHeld(() => matters(2))
  },
  /** More than one checkpoint, at whose end the write-ahead log begins again from its first page. */
  long: async () => {
    await matters(520)
  },
  refused: async () => {
    await matters(3)
    clock.advance(600_000)
    await matters(2)
    log.seal('end')
    clock.advance(3_000)
    log.takeIn()
    await matters(2)
  },
  few: async () => {
    await matters(3)
  },
  /** Everything that a day may hold, close together. */
  mixed: async () => {
    for (let n = 0; n < 12; n += 1) {
      await matters(2)
      if (n % 3 === 1) clock.advance(600_000)
      if (n % 2 === 0) await whileHeld(() => matters(1))
      clock.advance(3_000)
    }
  },
}

await put([shiftOpened(k, shift)])
await SCENES[scene]?.()
// As a process dies: SQLite closes nothing.
process.kill(process.pid, 'SIGKILL')
