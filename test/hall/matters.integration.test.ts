/** What the hall counts of matters that are taken back, explained, put right or rated together. */
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openToolStore } from '../../src/hall/store/store.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { enrol, makeLog, openHall, push, type TestLog } from './kit.ts'

const item = { code: 'ZX', name: '咨询' }
const newId = () => uuidV7(Date.UTC(2026, 4, 3))
const open = (log: TestLog, visit?: string) => {
  const matter = newId()
  log.add('matter.opened', { matter, shift: newId(), item, reference: null, ...(visit ? { visit } : {}) })
  return matter
}
const askFor = (log: TestLog, matter: string, also: string[] = []) => {
  const ask = newId()
  const covers = also.length > 0 ? { also } : {}
  log.add('rating.asked', { ask, matter, windowMs: 30_000, pad: 'online', ...covers })
  return ask
}
const close = (log: TestLog, matter: string, end: { ask?: string; press?: string; reason?: string }) =>
  log.add('matter.closed', {
    matter,
    outcome: end.press ? 'rated' : 'unrated',
    press: end.press ?? null,
    ask: end.ask ?? null,
    reason: end.reason ?? null,
    servedMs: 1,
  })
const press = (log: TestLog, matter: string, ask: string) =>
  log.add('key.pressed', {
    ...{ verdict: 'counted', level: 4, ask, matter },
    ...{ profile: 'line', key: '4', bytes: '00', deviceAt: null },
  })

const rows = (data: string, sql: string) => {
  const db = new Sqlite(`${data}/hall.db`, { readonly: true })
  try {
    return db.prepare<[], Record<string, unknown>>(sql).all()
  } finally {
    db.close()
  }
}

it('a counter that offers its log at what is no address makes no line of its own in the list', async () => {
  const { hall, data } = await openHall()
  const fingerprint = 'a'.repeat(64)
  const offered = async (station: string, address: string) => {
    const log = makeLog(uuidV7(Date.UTC(2026, 4, 3)), station)
    log.add('log.offered', { port: 8470, address, fingerprint })
    expect(await push(hall, await enrol(hall, station), log)).toMatchObject({ status: 200 })
  }
  await offered('7', '10.0.3.7')
  await offered('8', `10.0.3.9:1,9,${fingerprint}\n10.0.3.8`)
  await hall.close()
  const store = await openToolStore(data)
  if (!store.ok) throw new Error(store.error.code)
  expect(store.value.offers.latest().map(({ station, offer }) => [station, offer.address])).toEqual([
    ['7', '10.0.3.7'],
    ['8', null],
  ])
  store.value.close()
})

it('a matter taken back is stored and counts nothing', async () => {
  const { hall, data } = await openHall()
  const counter = await enrol(hall)
  const log = makeLog()
  log.add('matter.undone', { matter: open(log) })
  expect(await push(hall, counter, log)).toMatchObject({ status: 200 })
  expect(rows(data, 'SELECT * FROM matter')).toEqual([])
  expect(hall.counts()).toMatchObject({ entries: 3, rated: 0, unrated: 0 })
  expect(rows(data, 'SELECT * FROM incident')).toEqual([])
})

it('an entry that takes back what was asked for or has ended changes nothing and is an incident', async () => {
  const { hall, data } = await openHall()
  const counter = await enrol(hall)
  const log = makeLog()
  const asked = open(log)
  const ask = askFor(log, asked)
  log.add('matter.undone', { matter: asked })
  close(log, asked, { ask, reason: 'no-press' })
  log.add('matter.undone', { matter: asked })
  expect(await push(hall, counter, log)).toMatchObject({ status: 200 })
  expect(hall.counts()).toMatchObject({ unrated: 1 })
  expect(rows(data, 'SELECT code FROM incident')).toEqual([
    { code: 'hall/bad-entry' },
    { code: 'hall/bad-entry' },
  ])
})

it('the clerk’s reason stands beside the program’s own, which stays what is counted', async () => {
  const { hall, data } = await openHall()
  const counter = await enrol(hall)
  const log = makeLog()
  const matter = open(log)
  close(log, matter, { ask: askFor(log, matter), reason: 'no-press' })
  log.add('matter.explained', { matter, reason: 'left' })
  log.add('matter.changed', { matter, item: { code: 'SB', name: '申报' } })
  await push(hall, counter, log)
  expect(rows(data, 'SELECT reason, explained, item, outcome FROM matter')).toEqual([
    { reason: 'no-press', explained: 'left', item: 'SB', outcome: 'unrated' },
  ])
})

it('one rating for a visit of three is one rating, and one that is missing is one', async () => {
  const { hall, data } = await openHall()
  const counter = await enrol(hall)
  const log = makeLog()
  const visit = () => {
    const first = open(log)
    return [first, open(log, first), open(log, first)] as const
  }
  const rated = visit()
  const ask = askFor(log, rated[2], [rated[0], rated[1]])
  const id = press(log, rated[2], ask)
  for (const matter of rated) close(log, matter, { ask, press: id })
  const unrated = visit()
  const second = askFor(log, unrated[2], [unrated[0], unrated[1]])
  for (const matter of unrated) close(log, matter, { ask: second, reason: 'no-press' })
  await push(hall, counter, log)
  expect(hall.counts()).toMatchObject({ rated: 1, unrated: 1 })
  expect(rows(data, `SELECT count(*) AS n FROM matter WHERE outcome = 'rated'`)).toEqual([{ n: 3 }])
})

it('a matter of a visit cannot be taken back once the visit was asked for', async () => {
  const { hall, data } = await openHall()
  const counter = await enrol(hall)
  const log = makeLog()
  const first = open(log)
  const second = open(log, first)
  askFor(log, second, [first])
  log.add('matter.undone', { matter: first })
  await push(hall, counter, log)
  expect(rows(data, 'SELECT count(*) AS n FROM matter')).toEqual([{ n: 2 }])
  expect(rows(data, 'SELECT code FROM incident')).toHaveLength(1)
})
