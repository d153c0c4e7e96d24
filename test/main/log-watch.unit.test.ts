import { describe, expect, it, onTestFinished } from 'vitest'
import { notedDamage } from '../../src/db/recover/damage-note.ts'
import { type LogChecks, watchLog } from '../../src/main/log/log-watch.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { type Fault, fail, ok } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'

const watched = (checks: Partial<LogChecks> = {}) => {
  const dir = tempDir()
  const clock = fakeClock()
  const now = { there: true, why: null as Fault | null, atRest: true }
  const records: EntryDraft[] = []
  const asked = { pages: 0, entries: 0, reopened: 0 }
  const watch = watchLog({
    ...{ dir, clock },
    log: {
      path: `${dir}/log.db`,
      stillThere: () => now.there,
      waiting: () => ({ entries: now.why ? 1 : 0, why: now.why }),
    },
    checks: {
      pages: async () => {
        asked.pages += 1
        return (await checks.pages?.()) ?? ok(null)
      },
      entries: async () => {
        asked.entries += 1
        return (await checks.entries?.()) ?? fail('data/in-use')
      },
    },
    atRest: () => now.atRest,
    record: (draft) => void records.push(draft),
    stamp: () => ({ at: clock.now(), mono: clock.mono(), by: null }),
    report: () => {},
    reopen: () => {
      asked.reopened += 1
    },
  })
  onTestFinished(() => watch.stop())
  const codes = () => records.map((record) => (record.kind === 'incident' ? record.code : record.kind))
  return { dir, clock, now, asked, codes }
}
/** Answers of checks have come in. */
const settled = () => new Promise((done) => setImmediate(done))

describe('the watch over the log', () => {
  it('opens the log again within 30 s when its files are no longer there, says so, and does it once', () => {
    const { clock, now, asked, codes } = watched()
    clock.advance(60_000)
    expect(asked.reopened).toBe(0)
    now.there = false
    clock.advance(30_000)
    expect(asked.reopened).toBe(1)
    expect(codes()).toEqual(['data/log-moved'])
  })
  it('goes on in a new log when a write met damage, and in the same when another program wrote', () => {
    const hurt = watched()
    hurt.now.why = { code: 'data/damaged', params: { why: 'SQLITE_CORRUPT' } }
    hurt.clock.advance(4_000)
    expect([hurt.asked.reopened, notedDamage(hurt.dir)]).toEqual([1, 'SQLITE_CORRUPT'])
    const foreign = watched()
    foreign.now.why = { code: 'data/foreign-entry', params: { path: 'log.db' } }
    foreign.clock.advance(4_000)
    expect([foreign.asked.reopened, notedDamage(foreign.dir)]).toEqual([1, null])
    expect(foreign.codes()).toEqual(['data/foreign-entry'])
  })
  it('leaves a full disk to those who can wait for space', () => {
    const { clock, now, asked } = watched()
    now.why = { code: 'data/disk-full', params: {} }
    clock.advance(60_000)
    expect(asked.reopened).toBe(0)
  })
  it('reads every page once, after the start, and goes on in a new log when one is bad', async () => {
    const sound = watched()
    sound.clock.advance(3_600_000)
    expect(sound.asked.pages).toBe(1)
    const bad = watched({ pages: async () => fail('data/damaged', { why: 'page 7' }) })
    bad.clock.advance(12_000)
    await settled()
    expect([bad.asked.reopened, notedDamage(bad.dir)]).toEqual([1, 'page 7'])
  })
  it('reads every entry once a day, while nobody is served, and says what it found', async () => {
    const report = { verdict: 'edited', firstBad: 12 } as never
    const { clock, now, asked, codes } = watched({ entries: async () => ok(report) })
    now.atRest = false
    clock.advance(3_600_000)
    expect(asked.entries).toBe(0)
    now.atRest = true
    clock.advance(4_000)
    await settled()
    expect(asked.entries).toBe(1)
    expect(codes()).toEqual(['data/check-failed'])
    clock.advance(23 * 3_600_000)
    expect(asked.entries).toBe(1)
    clock.advance(2 * 3_600_000)
    expect(asked.entries).toBe(2)
  })
})
