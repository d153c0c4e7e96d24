import { describe, expect, it } from 'vitest'
import type { Log } from '../../src/db/log/log.ts'
import { type BackUp, createBackups } from '../../src/main/log/backups.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { fail, ok } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'

const HOUR = 3_600_000

const bench = () => {
  const clock = fakeClock()
  const kinds: string[] = ['log.opened']
  const recorded: EntryDraft[] = []
  const jobs: { to: string }[] = []
  let hanging = Promise.resolve()
  let answer: 'ok' | 'data/disk-full' = 'ok'
  const log = {
    head: () => ({ seq: kinds.length, hash: 'h' }),
    entries: (from: number) => kinds.slice(from - 1).map((kind) => ({ body: JSON.stringify({ kind }) })),
  } as unknown as Log
  const backUp: BackUp = async (job) => {
    jobs.push(job)
    await hanging
    if (answer !== 'ok') return fail(answer, { path: job.to })
    return ok({ file: 'f', logId: 'l', seq: kinds.length, hash: 'a'.repeat(64), removed: 0 })
  }
  const backups = createBackups({
    ...{ dir: '/data', backUp, log, clock, folder: () => null, changed: () => {}, report: () => {} },
    stamp: () => ({ at: clock.now(), mono: clock.mono(), by: null }),
    record: (draft) => {
      recorded.push(draft)
      kinds.push(draft.kind)
    },
  })
  const hour = async () => {
    clock.advance(HOUR)
    await Promise.resolve()
    await backups.now
    await new Promise((done) => setImmediate(done))
  }
  const hangs = (until: Promise<void>) => {
    hanging = until
  }
  return {
    ...{ backups, clock, kinds, recorded, jobs, hour, hangs },
    answer: (next: typeof answer) => (answer = next),
  }
}

describe('copies of the log', () => {
  it('are made in an hour in which something happened, and in no other', async () => {
    const b = bench()
    b.kinds.push('matter.opened')
    await b.hour()
    expect(b.jobs).toHaveLength(1)
    expect(b.recorded).toMatchObject([{ kind: 'log.backed-up', seq: 2 }])
    b.kinds.push('log.sealed')
    await b.hour()
    expect(b.jobs).toHaveLength(1)
    b.kinds.push('key.pressed')
    await b.hour()
    expect(b.jobs).toHaveLength(2)
  })
  it('to a share that hangs are said to have failed after an hour, and are taken back when it answers', async () => {
    const b = bench()
    let answers = () => {}
    b.hangs(
      new Promise<void>((done) => {
        answers = done
      }),
    )
    b.kinds.push('matter.opened')
    await b.hour()
    expect(b.backups.trouble()).toBeNull()
    for (const _ of [1, 2]) {
      await b.hour()
      expect(b.backups.trouble()).toMatchObject({ code: 'data/backup-place', params: { why: 'ETIMEDOUT' } })
    }
    expect(b.jobs).toHaveLength(1)
    expect(b.recorded.map(({ kind }) => kind)).toEqual(['incident'])
    answers()
    await new Promise((done) => setImmediate(done))
    expect(b.backups.trouble()).toBeNull()
  })
  it('that fail are said once, and again taken back when one succeeds', async () => {
    const b = bench()
    b.answer('data/disk-full')
    for (const kind of ['matter.opened', 'matter.closed']) {
      b.kinds.push(kind)
      await b.hour()
    }
    expect(b.backups.trouble()).toMatchObject({ code: 'data/disk-full' })
    expect(b.recorded.filter(({ kind }) => kind === 'incident')).toHaveLength(1)
    b.answer('ok')
    await b.hour()
    expect(b.backups.trouble()).toBeNull()
  })
  it('are made at quit of what the last hour brought', async () => {
    const b = bench()
    b.kinds.push('matter.opened')
    await b.backups.stop(true)
    expect(b.jobs).toMatchObject([{ to: '/data/backups' }])
    const idle = bench()
    await idle.backups.stop(true)
    expect(idle.jobs).toEqual([])
  })
})
