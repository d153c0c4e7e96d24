import { gzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { makeKeyPair } from '../../src/keys/request.ts'
import { appendOutputSchema, headOutputSchema, MAX_BATCH, refusalSchema } from '../../src/shared/delivery.ts'
import { ZERO_HASH } from '../../src/shared/entries.ts'
import { addRating, addUnrated, enrol, makeLog, openHall, push, send } from './kit.ts'

const envelope =
  '"v":1, "id":"0196911f-0000-7000-8000-0000000000aa","at":1.5e3,"mono":0,"boot":"b","by":null,'

const stored = (data: string, sql: string) => {
  const db = new Sqlite(`${data}/hall.db`, { readonly: true })
  try {
    return db.prepare<[], Record<string, unknown>>(sql).all()
  } finally {
    db.close()
  }
}

describe('an append', () => {
  it('is stored byte for byte, counted and answered with the counter’s own head, signed', async () => {
    const { hall, clock, data } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 5)
    addRating(log, 1)
    addUnrated(log, 'no-press')
    // Spaces and escapes that no serialiser of ours would write must survive.
    log.take(`{ "kind": "future.kind",${envelope}  "text": "\\u67dc 评 \u2028 \\/" }`)
    const answer = await push(hall, counter, log)
    expect(answer).toMatchObject({ status: 200, signed: true })
    expect(appendOutputSchema.parse(answer.body)).toEqual({
      acked: 5,
      head: log.hashes[5],
      clock: clock.now(),
    })
    expect(stored(data, 'SELECT body FROM entry ORDER BY seq').map((row) => row['body'])).toEqual(log.bodies)
    expect(hall.counts()).toMatchObject({ entries: 5, rated: 2, unrated: 1 })
    expect(hall.counts().counters).toEqual([
      { counter: counter.id, station: '7', entries: 5, rated: 2, unrated: 1 },
    ])
    expect(hall.verify()).toMatchObject([
      {
        log: log.id,
        counter: counter.id,
        station: '7',
        ok: true,
        entries: 5,
        head: log.hashes[5],
        firstBad: null,
        verdict: 'ok',
      },
    ])
  })

  it('takes gzip, and the next batch goes on where the last one ended', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < 20; n++) addRating(log, 4)
    expect(await push(hall, counter, log, { to: 10, gzip: true })).toMatchObject({ status: 200 })
    expect(await push(hall, counter, log, { from: 11, gzip: true })).toMatchObject({
      status: 200,
      body: { acked: 21 },
    })
    expect(hall.counts().rated).toBe(20)
  })

  it('that overlaps with equal hashes skips what is known: sending again changes nothing', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 5)
    await push(hall, counter, log)
    addRating(log, 4)
    expect(await push(hall, counter, log)).toMatchObject({
      status: 200,
      body: { acked: 3, head: log.hashes[3] },
    })
    expect(await push(hall, counter, log, { to: 2 })).toMatchObject({ status: 200, body: { acked: 3 } })
    expect(hall.counts()).toMatchObject({ entries: 3, rated: 2 })
  })

  it('keeps an unknown kind and counts nothing from it', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    log.add('rating.revoked', { level: 5, verdict: 'counted' })
    expect(await push(hall, counter, log)).toMatchObject({ status: 200, body: { acked: 2 } })
    expect(hall.counts()).toMatchObject({ entries: 2, rated: 0, unrated: 0 })
  })

  it('is taken whatever the counter’s clock says', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (const time of [-1, 0, Date.UTC(2001, 0, 1), Date.UTC(2999, 0, 1)])
      expect(await push(hall, counter, log, { time })).toMatchObject({ status: 200, signed: true })
  })
})

describe('a log that does not fit', () => {
  it('a gap is answered with the seq that is wanted, and nothing is stored', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < 5; n++) addRating(log, 4)
    await push(hall, counter, log, { to: 2 })
    const answer = await push(hall, counter, log, { from: 5 })
    expect(refusalSchema.parse(answer.body)).toMatchObject({ error: { code: 'hall/gap' }, expected: 3 })
    expect(answer).toMatchObject({ status: 409, signed: true })
    expect(hall.counts().entries).toBe(2)
    expect(
      await push(hall, counter, makeLog(), {
        from: 2,
        prev: ZERO_HASH,
        body: Buffer.from(log.bodies[1] ?? ''),
      }),
    ).toMatchObject({ status: 409, body: { expected: 1 } })
  })

  it('a fork is answered with the last common seq, and both versions are kept', async () => {
    const { hall, data } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 1)
    const other = makeLog(log.id)
    other.bodies.splice(0, 1, log.bodies[0] ?? '')
    other.hashes.splice(1, 1, log.hashes[1] ?? '')
    addRating(other, 5)
    addRating(other, 5)
    addRating(log, 2)
    await push(hall, counter, log)
    const answer = await push(hall, counter, other)
    expect(refusalSchema.parse(answer.body)).toMatchObject({ error: { code: 'hall/fork' }, common: 1 })
    expect(answer.status).toBe(409)
    expect(stored(data, 'SELECT body FROM entry ORDER BY seq').map((row) => row['body'])).toEqual(log.bodies)
    expect(stored(data, 'SELECT seq, body, hash FROM fork ORDER BY seq')).toEqual([
      { seq: 2, body: other.bodies[1], hash: other.hashes[2] },
      { seq: 3, body: other.bodies[2], hash: other.hashes[3] },
    ])
    expect(hall.counts().rated).toBe(2)

    // The other version goes on: it is kept too, and again, without a second incident.
    addRating(other, 5)
    expect(await push(hall, counter, other, { from: 4 })).toMatchObject({ status: 409, body: { common: 1 } })
    expect(await push(hall, counter, other, { from: 4 })).toMatchObject({ status: 409, body: { common: 1 } })
    expect(stored(data, 'SELECT seq FROM fork ORDER BY seq')).toHaveLength(3)
    expect(stored(data, 'SELECT code, seq FROM incident')).toEqual([{ code: 'hall/fork', seq: 2 }])
    expect(hall.verify()).toMatchObject([{ verdict: 'forked', ok: false, firstBad: 2 }])
  })

  it('a start that follows from nothing known sends the counter back until the fork is found', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < 5; n++) addRating(log, 4)
    const other = makeLog(log.id)
    for (let n = 0; n < 9; n++) addRating(other, 5)
    await push(hall, counter, log)
    expect(await push(hall, counter, other, { from: 5 })).toMatchObject({
      status: 409,
      body: { error: { code: 'hall/gap' }, expected: 1 },
    })
    expect(await push(hall, counter, other)).toMatchObject({ status: 409, body: { common: 0 } })
  })

  it('a chain that does not begin at zero, or does not end where the counter says, is no log', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 3)
    expect(await push(hall, counter, log, { prev: 'a'.repeat(64) })).toMatchObject({
      status: 422,
      body: { error: { code: 'hall/bad-link' } },
    })
    const changed = Buffer.from(log.bodies.join('\n').replace('"level":3', '"level":5'))
    expect(
      await push(hall, counter, log, { body: changed, headers: { 'guiping-head': log.hashes[2] ?? '' } }),
    ).toMatchObject({ status: 422, body: { error: { code: 'hall/bad-link' } } })
    expect(hall.counts().entries).toBe(0)
    expect(
      await push(hall, counter, log, { headers: { 'guiping-head': log.hashes[2] ?? '' } }),
    ).toMatchObject({ status: 200 })
  })

  it('an entry that is none is refused with its seq, and the whole batch with it', async () => {
    const { hall, data } = await openHall()
    const counter = await enrol(hall)
    const bad: [string, (log: ReturnType<typeof makeLog>) => void][] = [
      ['not JSON', (log) => log.bodies.push('{"v":1')],
      ['bad fields of a known kind', (log) => log.add('key.pressed', { level: 9 })],
      ['no envelope', (log) => log.bodies.push('{"level":5}')],
      ['an empty line', (log) => log.bodies.push('', log.bodies[0] ?? '')],
    ]
    for (const [name, spoil] of bad) {
      const log = makeLog()
      addRating(log, 3)
      spoil(log)
      const answer = await push(hall, counter, log)
      expect(answer, name).toMatchObject({
        status: 422,
        signed: true,
        body: { error: { code: 'hall/bad-entry' } },
      })
      expect(answer.body.error?.message, name).toContain('第 3 条')
    }
    expect(hall.counts().entries).toBe(0)
    expect(stored(data, 'SELECT * FROM log')).toEqual([])
  })

  it('a first entry that is not the log’s own log.opened is refused', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    const headless = { ...makeLog(), bodies: [], hashes: [ZERO_HASH] as string[] }
    headless.bodies.push(
      JSON.stringify({ ...JSON.parse(log.bodies[0] ?? ''), kind: 'app.suspended' }) as never,
    )
    for (const body of [headless.bodies[0] ?? '', makeLog().bodies[0] ?? ''])
      expect(await push(hall, counter, log, { body: Buffer.from(body) })).toMatchObject({
        status: 422,
        body: { error: { code: 'hall/bad-entry' } },
      })
  })

  it('belongs to the counter that first sent it', async () => {
    const { hall } = await openHall()
    const [mine, other] = [await enrol(hall, '7'), await enrol(hall, '8')]
    const log = makeLog()
    await push(hall, mine, log)
    addRating(log, 5)
    expect(await push(hall, other, log)).toMatchObject({
      status: 403,
      body: { error: { code: 'hall/not-your-log' } },
    })
    expect(await send(hall, other, { path: `/v1/logs/${log.id}/head` })).toMatchObject({
      status: 403,
      body: { error: { code: 'hall/not-your-log' } },
    })
    expect(hall.counts().entries).toBe(1)
  })
})

describe('a rating', () => {
  it('counts once whatever log brings it; the second is stored and an incident', async () => {
    const { hall, data } = await openHall()
    const [one, two] = [await enrol(hall, '7'), await enrol(hall, '8')]
    const [first, second] = [makeLog(), makeLog(undefined, '8')]
    const id = addRating(first, 1)
    addRating(second, 5, { id })
    await push(hall, one, first)
    expect(await push(hall, two, second)).toMatchObject({ status: 200, body: { acked: 2 } })
    expect(hall.counts()).toMatchObject({ entries: 4, rated: 1 })
    expect(stored(data, 'SELECT code, log, seq FROM incident')).toEqual([
      { code: 'hall/duplicate-rating', log: second.id, seq: 2 },
    ])
    expect(hall.verify().every((log) => log.ok)).toBe(true)
  })

  it('answers one ask: a second counted press of an ask counts nothing', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    const ask = '0196911f-0000-7000-8000-000000000001'
    addRating(log, 1, { ask })
    addRating(log, 5, { ask })
    await push(hall, counter, log)
    expect(hall.counts().rated).toBe(1)
  })
})

describe('limits', () => {
  it('more entries, more bytes, or a small file that unpacks to a huge one is refused unread', async () => {
    const { hall, errors } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < MAX_BATCH.entries; n++) log.add('app.suspended')
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))
    expect(bomb.length).toBeLessThan(MAX_BATCH.bytes)
    const gzip = { 'content-encoding': 'gzip' }
    for (const answer of [
      await push(hall, counter, log),
      await push(hall, counter, log, { body: Buffer.alloc(MAX_BATCH.bytes + 1000, 0x20) }),
      await push(hall, counter, log, { body: bomb, headers: gzip }),
    ])
      expect(answer).toMatchObject({
        status: 413,
        signed: true,
        body: { error: { code: 'hall/bad-request' } },
      })
    expect(errors).toEqual([])
    expect(await push(hall, counter, log, { to: MAX_BATCH.entries })).toMatchObject({ status: 200 })
  })

  it('headers and bodies that make no sense are bad requests', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    const bad: Parameters<typeof push>[3][] = [
      { body: Buffer.alloc(0) },
      { body: Buffer.from([0x7b, 0xff, 0x7d]) },
      { body: Buffer.from('x'), headers: { 'content-encoding': 'gzip' } },
      { headers: { 'guiping-from': '0' } },
      { headers: { 'guiping-from': '1e3' } },
      { headers: { 'guiping-head': 'x' } },
      { prev: 'A'.repeat(64) },
      { headers: { 'content-encoding': 'br' } },
    ]
    for (const options of bad) {
      const answer = await push(hall, counter, log, options)
      expect(answer.body, JSON.stringify(options)).toMatchObject({ error: { code: 'hall/bad-request' } })
      expect([400, 415]).toContain(answer.status)
    }
    for (const id of ['x', log.id.toUpperCase(), '%00'])
      expect(await push(hall, counter, { ...log, id })).toMatchObject({ status: 400 })
    expect(hall.counts().entries).toBe(0)
  })
})

describe('who may ask', () => {
  it('an unknown counter, a foreign key and a changed request are refused before anything is read', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    const code = async (answer: Promise<{ status: number; body: { error?: { code: string } } }>) => {
      const { status, body } = await answer
      return `${status} ${body.error?.code}`
    }
    expect(await code(push(hall, { ...counter, id: 'nobody' }, log))).toBe('401 hall/unknown-counter')
    expect(await code(push(hall, { ...counter, keys: makeKeyPair() }, log))).toBe('401 hall/bad-signature')
    expect(await code(push(hall, counter, log, { tamper: { 'guiping-time': '5' } }))).toBe(
      '401 hall/bad-signature',
    )
    expect(await code(push(hall, counter, log, { tamper: { 'guiping-from': '2' } }))).toBe(
      '401 hall/bad-signature',
    )
    expect(await code(push(hall, counter, log, { tamper: { 'guiping-signature': undefined } }))).toBe(
      '401 hall/bad-signature',
    )
    expect(await code(push(hall, counter, log, { tamper: { 'guiping-counter': undefined } }))).toBe(
      '401 hall/bad-request',
    )
    expect(await code(push(hall, counter, log, { tamper: { 'guiping-time': 'now' } }))).toBe(
      '400 hall/bad-request',
    )
    expect(await code(send(hall, null, { path: '/v1/roster' }))).toBe('401 hall/bad-request')
    expect(hall.counts().entries).toBe(0)
  })
})

describe('the head', () => {
  it('is zero for a log nobody sent, and gives the hash at the counter’s own seq', async () => {
    const { hall, clock } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 5)
    const ask = async (query: string) =>
      headOutputSchema.parse((await send(hall, counter, { path: `/v1/logs/${log.id}/head${query}` })).body)
    expect(await ask('?seq=2')).toEqual({ acked: 0, head: ZERO_HASH, at: null, clock: clock.now() })
    await push(hall, counter, log)
    expect(await ask('?seq=1')).toEqual({
      acked: 2,
      head: log.hashes[2],
      at: log.hashes[1],
      clock: clock.now(),
    })
    expect(await ask('?seq=3')).toMatchObject({ at: null })
    expect(await ask('')).toMatchObject({ acked: 2, at: null })
    expect(await send(hall, counter, { path: `/v1/logs/${log.id}/head?seq=-1` })).toMatchObject({
      status: 400,
    })
  })

  it('tells the hall what the window is called now; older counters say nothing, and nonsense changes nothing', async () => {
    const { hall } = await openHall()
    const counter = await enrol(hall, '7')
    const path = `/v1/logs/${makeLog().id}/head?seq=0`
    for (const [query, called] of [
      ['', '7'],
      ['&station=12', '12'],
      ['&station=', '12'],
      [`&station=${'x'.repeat(33)}`, '12'],
      ['&station=1&station=2', '12'],
      [`&station=${encodeURIComponent('东&3')}`, '东&3'],
    ]) {
      expect(await send(hall, counter, { path: `${path}${query}` })).toMatchObject({ status: 200 })
      expect(hall.counts().counters[0]?.station).toBe(called)
    }
    const signature = { 'guiping-signature': 'AAAA' }
    await send(hall, counter, { path: `${path}&station=99`, tamper: signature })
    expect(hall.counts().counters[0]?.station).toBe('东&3')
  })
})
