/** The hall and the counter's own delivery against each other: two halves written apart must mean the same. */
import { cpSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { newSealKey } from '../../src/db/chain/seal.ts'
import type { Hall } from '../../src/hall/hall.ts'
import { ZERO_HASH } from '../../src/shared/entries.ts'
import { createDelivery } from '../../src/sync/delivery.ts'
import { type Enrolment, enrol } from '../../src/sync/enrol.ts'
import { fetchHttp } from '../../src/sync/http.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { addRating, freshDir, makeLog, openHall, type TestLog } from './kit.ts'

const enrolAt = async (hall: Hall): Promise<Enrolment> => {
  const enrolled = await enrol({
    url: hall.url,
    code: hall.makeCode(),
    station: '7',
    seal: newSealKey(),
    http: fetchHttp,
    clock: fakeClock(),
  })
  if (!enrolled.ok) throw new Error(enrolled.error.code)
  return enrolled.value
}

/** A counter with this log, from its start until nothing waits or something is wrong. @returns what it believes afterwards. */
const deliver = async (enrolment: Enrolment, log: TestLog, acked: number) => {
  const incidents: string[] = []
  const delivery = createDelivery({
    source: {
      logId: log.id,
      head: () => ({ seq: log.bodies.length, hash: log.hashes.at(-1) ?? ZERO_HASH }),
      acked: () => acked,
      setAcked: (seq) => {
        acked = seq
      },
      entries: (from, most) =>
        log.bodies.slice(from - 1, from - 1 + most).map((body, index) => ({
          logId: log.id,
          seq: from + index,
          body,
          prev: log.hashes[from + index - 1] ?? ZERO_HASH,
          hash: log.hashes[from + index] ?? ZERO_HASH,
        })),
      hashAt: (seq) => (seq >= 1 ? (log.hashes[seq] ?? null) : null),
      keepReceipt: () => {},
    },
    http: fetchHttp,
    clock: fakeClock(),
    random: () => 0.5,
    enrolment,
    station: () => '8 号',
    onView: () => {},
    onContact: () => {},
    onIncident: (code) => incidents.push(code),
  })
  delivery.start()
  await delivery.idle()
  // After a restart of the hall a kept connection may be dead: that attempt fails, and the next takes a new one.
  for (let tries = 0; delivery.view().trouble?.code === 'hall/unreachable' && tries < 3; tries++) {
    delivery.deliverNow()
    await delivery.idle()
  }
  const { state } = delivery.view()
  const roster = await delivery.fetchRoster()
  await delivery.stop()
  return { acked, state, incidents, roster: roster.ok }
}

/** The same log up to `upTo`, which may go another way from there. */
const imageOf = (log: TestLog, upTo: number): TestLog => {
  const image = makeLog(log.id)
  image.bodies.splice(0)
  image.hashes.splice(1)
  for (const body of log.bodies.slice(0, upTo)) image.take(body)
  return image
}

describe('counter and hall', () => {
  it('call a window what it is called now, and not what it was at enrolment', async () => {
    const { hall } = await openHall()
    const enrolment = await enrolAt(hall)
    expect(hall.counts().counters).toMatchObject([{ station: '7' }])
    await deliver(enrolment, makeLog(), 0)
    expect(hall.counts().counters).toMatchObject([{ station: '8 号' }])
    expect(hall.verify()).toMatchObject([{ station: '8 号', ok: true }])
  })

  it('agree on a long log, and again after the hall was restored from a backup', async () => {
    const { hall, data } = await openHall()
    const enrolment = await enrolAt(hall)
    const log = makeLog()
    for (let n = 0; n < 1200; n++) addRating(log, 4)
    const delivered = { acked: 1201, state: 'delivered', incidents: [], roster: true }
    expect(await deliver(enrolment, imageOf(log, 700), 0)).toMatchObject({ acked: 700, state: 'delivered' })
    await hall.close()
    const backup = freshDir()
    cpSync(data, backup, { recursive: true })
    const port = Number(new URL(hall.url).port)
    const second = await openHall({ data, port })
    expect(await deliver(enrolment, log, 700)).toEqual(delivered)
    await second.hall.close()
    const restored = await openHall({ data: backup, port })
    expect(restored.hall.counts().entries).toBe(700)
    expect(await deliver(enrolment, log, 1201)).toEqual(delivered)
    expect(restored.hall.verify()).toMatchObject([
      { verdict: 'unsealed', entries: 1201, head: log.hashes.at(-1) },
    ])
    expect(restored.hall.counts().rated).toBe(1200)
  })

  it('find a PC that was rolled back and went on another way, wherever it stands, and keep both versions', async () => {
    for (const further of [3, 2000]) {
      const { hall } = await openHall()
      const enrolment = await enrolAt(hall)
      const log = makeLog()
      for (let n = 0; n < 900; n++) addRating(log, 4)
      await deliver(enrolment, log, 0)
      const other = imageOf(log, 100)
      for (let n = 0; n < further; n++) addRating(other, 5)
      const outcome = await deliver(enrolment, other, 100)
      expect(outcome).toMatchObject({ acked: 100, state: 'trouble', incidents: ['hall/fork'] })
      expect(hall.counts()).toMatchObject({ entries: 901, rated: 900 })
      expect(hall.verify()).toMatchObject([{ verdict: 'forked', firstBad: 101, head: log.hashes.at(-1) }])
      await hall.close()
    }
  })
})
