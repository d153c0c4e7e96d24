/** Two threads must come to the verdict of one, whatever was done to the log. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entryHash } from '../../src/db/chain/chain.ts'
import type { Log } from '../../src/db/log/log.ts'
import { type LogWorker, startLogWorker } from '../../src/db/work/client.ts'
import { verifyOnTwo } from '../../src/db/work/verify-on-two.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let k: Kit
let log: Log
let worker: LogWorker
beforeEach(() => {
  k = kit()
  log = k.log()
  serve(k, log, [5, 1, null])
  worker = startLogWorker()
})
afterEach(async () => {
  await worker.end()
  k.end()
})

/** A last entry as only a foreign tool writes it, in a chain that fits. */
const oddPress = () => {
  const { seq, hash } = log.head()
  const body = JSON.stringify({
    ...JSON.parse(log.entries(seq, 1, 1e9)[0]?.body ?? ''),
    ...{ id: 'odd', kind: 'key.pressed', level: {} },
  })
  k.unguarded()
    .prepare('insert into entry (log_id, seq, body, prev, hash) values (?, ?, ?, unhex(?), unhex(?))')
    .run(log.id, seq + 1, body, hash, entryHash(log.id, seq + 1, hash, body))
}

const CASES: Readonly<Record<string, { done(): unknown; says: object }>> = {
  'nothing was done': { done: () => {}, says: { verdict: 'ok' } },
  'a level was changed in the tables': {
    done: () => k.raw().exec('update press set level = 5'),
    says: { verdict: 'edited', why: 'press' },
  },
  'an entry was changed': {
    done: () => k.unguarded().exec(`update entry set body = replace(body, '"level":1', '"level":5')`),
    says: { verdict: 'edited', why: 'hash', firstBad: 10 },
  },
  'an entry and the tables were changed: the entry comes first': {
    done: () => {
      k.unguarded().exec(`update entry set body = replace(body, '"level":1', '"level":5')`)
      k.raw().exec('delete from press')
    },
    says: { verdict: 'edited', why: 'hash', firstBad: 10 },
  },
  'an entry was added that no table takes': { done: oddPress, says: { verdict: 'damaged', why: 'body' } },
}

describe('verified on two threads', () => {
  it.each(Object.entries(CASES))('%s', async (_, { done, says }) => {
    done()
    const report = must(await verifyOnTwo(log, worker, 'zh-CN', {}))
    expect(report).toMatchObject(says)
    expect(report).toEqual(log.verify())
  })
  it('a log that is written meanwhile is whole, up to an entry that was there when it began or later', async () => {
    const { seq } = log.head()
    const running = verifyOnTwo(log, worker, 'zh-CN', {})
    serve(k, log, [5, 4])
    expect(must(await running)).toMatchObject({ verdict: 'ok', entries: seq })
  })
  it('another log in the place of the one that was opened is not compared with it', async () => {
    const moved = await worker.start('tables', { path: log.path, log: 'another' }).result
    expect(moved).toMatchObject({ ok: false, error: { code: 'data/log-moved' } })
  })
})
