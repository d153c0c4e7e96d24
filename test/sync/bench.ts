/** A counter's delivery on the bench: a log in memory, a hall that fails as told, a clock that moves as told. */
import { type StoredEntry, ZERO_HASH } from '../../src/shared/entries.ts'
import type { DeliveryView } from '../../src/shared/views.ts'
import { createDelivery, type Delivery, type Source } from '../../src/sync/delivery.ts'
import { type FakeClock, fakeClock } from '../harness/fake-clock.ts'
import { chainOf, type FakeHall, LOG_ID, makeFakeHall } from './fake-hall.ts'

export interface Bench {
  clock: FakeClock
  hall: FakeHall
  delivery: Delivery
  views: DeliveryView[]
  offsets: number[]
  receipts: { seq: number; text: string; signature: string }[]
  incidents: [string, string][]
  /** What the window is called. */
  station: string
  acked(): number
  entries(): StoredEntry[]
  /** Writes `count` entries. */
  write(count: number, text?: string): void
  /** Alters a body in the file and leaves its hashes as they were. */
  tamper(seq: number, body: string): void
  /** Puts another log in the place of this one, as a restored image does. */
  replaceLog(bodies: readonly string[], acked: number): void
  /** The same counter after a restart of the program. */
  restart(): Promise<void>
}

export const bodiesOf = (count: number, text = 'entry'): string[] =>
  Array.from({ length: count }, (_, index) => JSON.stringify({ text, n: index + 1 }))

export const makeBench = (random: () => number = () => 0.5): Bench => {
  const clock = fakeClock()
  const hall = makeFakeHall(clock.now)
  let bodies: string[] = []
  let entries: StoredEntry[] = []
  let acked = 0
  const source: Source = {
    logId: LOG_ID,
    head: () => {
      const last = entries.at(-1)
      return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: ZERO_HASH }
    },
    acked: () => acked,
    setAcked: (seq) => {
      acked = seq
    },
    entries: (from, most) => entries.slice(from - 1, from - 1 + most),
    hashAt: (seq) => entries[seq - 1]?.hash ?? null,
    keepReceipt: (seq, receipt) => bench.receipts.push({ seq, ...receipt }),
  }
  const make = () =>
    createDelivery({
      source,
      http: hall.http,
      clock,
      random,
      enrolment: hall.enrolment,
      station: () => bench.station,
      onView: (view) => bench.views.push(view),
      onContact: (offset) => bench.offsets.push(offset),
      onIncident: (code, detail) => bench.incidents.push([code, detail]),
    })
  const bench: Bench = {
    clock,
    hall,
    delivery: make(),
    views: [],
    offsets: [],
    receipts: [],
    incidents: [],
    station: '7',
    acked: () => acked,
    entries: () => entries,
    write: (count, text) => {
      bodies = [...bodies, ...bodiesOf(bodies.length + count, text).slice(bodies.length)]
      entries = chainOf(bodies)
    },
    tamper: (seq, body) => {
      entries = entries.map((entry) => (entry.seq === seq ? { ...entry, body } : entry))
    },
    replaceLog: (others, seq) => {
      bodies = [...others]
      entries = chainOf(bodies)
      acked = seq
    },
    restart: async () => {
      await bench.delivery.stop()
      // A start takes time; two requests of different starts never share their millisecond.
      clock.advance(1000)
      bench.delivery = make()
      bench.delivery.start()
      await bench.delivery.idle()
    },
  }
  return bench
}

/** Started, with `count` entries delivered. */
export const delivered = async (count: number, random?: () => number): Promise<Bench> => {
  const bench = makeBench(random)
  bench.write(count)
  bench.delivery.start()
  await bench.delivery.idle()
  return bench
}

/** Waits for a condition of the real world, at most two seconds. */
export const until = async (holds: () => boolean): Promise<void> => {
  const deadline = performance.now() + 2000
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('the condition did not come true in time')
    await new Promise((resolve) => setImmediate(resolve))
  }
}
