/**
 * Delivers one log to the hall. decide.ts decides; this carries it out: one request at a time, a timer for the next.
 * Retries never expire, and a timer drives them, not the next write.
 */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { checkReceipt } from '../keys/request.ts'
import type { Clock } from '../shared/clock.ts'
import {
  type AppendOutput,
  appendOutputSchema,
  GZIP_FROM,
  headOutputSchema,
  MAX_BATCH,
} from '../shared/delivery.ts'
import { type Head, type StoredEntry, ZERO_HASH } from '../shared/entries.ts'
import { sentence } from '../shared/errors.ts'
import { type Roster, rosterSchema } from '../shared/people.ts'
import { type Receipt, readReceipt } from '../shared/receipt.ts'
import { ok, type Result } from '../shared/result.ts'
import type { DeliveryView } from '../shared/views.ts'
import {
  type Course,
  decide,
  nextTask,
  type Outcome,
  type Own,
  retryMs,
  setOut,
  type Task,
} from './decide.ts'
import type { Enrolment } from './enrol.ts'
import { createHallClient, type HallReply, type HallRequest } from './hall-client.ts'
import type { Http } from './http.ts'

/** The log to deliver. seq counts from 1; hashes are lower-case hex. */
export interface Source {
  logId: string
  head(): Head
  /** The last seq that the hall is known to have; kept across restarts, not in the chain. May go back. */
  acked(): number
  setAcked(seq: number): void
  /** Contiguous entries from `fromSeq`, at least one where there is one. Bytes are those of the bodies. */
  entries(fromSeq: number, maxEntries: number, maxBytes: number): StoredEntry[]
  hashAt(seq: number): string | null
  /** The file that must hold an entry that has left the log; null for one that has not. Left out: none has. */
  archiveOf?(seq: number): string | null
  /** What the hall signed for, up to `seq`. */
  keepReceipt(seq: number, receipt: Receipt): void
}

export interface DeliveryOptions {
  source: Source
  http: Http
  clock: Clock
  /** 0 ≤ x < 1. */
  random(): number
  enrolment: Enrolment
  /** What this window is called now: the hall hears of a change at once. */
  station(): string
  /** Whenever the view has changed. */
  onView(view: DeliveryView): void
  /** Each contact tells how far the hall's clock is ahead of ours, in ms. */
  onContact(offsetMs: number): void
  /** Something for the log: a code of errors.ts and its sentence. */
  onIncident(code: string, detail: string): void
}

export interface Delivery {
  start(): void
  /** Cuts off what is under way. Afterwards nothing is sent and nothing called back. */
  stop(): Promise<void>
  /** Cuts the wait until the next attempt. */
  deliverNow(): void
  /** Resolves when nothing waits, or when the attempt failed. */
  idle(): Promise<void>
  view(): DeliveryView
  /** Staff, items and policy as the hall has them. */
  fetchRoster(): Promise<Result<Roster>>
}

/** Entries that nobody delivers at once go out after this long at most, in ms. */
const LINGER_MS = 5000

const pack = promisify(gzip)

export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { source, clock } = options
  const client = createHallClient(options)
  const log = `/v1/logs/${source.logId}`
  let course: Course = setOut(clock.mono())
  let running: Promise<void> | null = null
  let cancelTimer = () => {}
  let state: 'new' | 'started' | 'stopped' = 'new'
  let waitingToRetry = false
  let lastContactAt: number | null = null
  let shown = ''
  let toldStation: string | null = null

  const own = (): Own => ({ head: source.head(), acked: source.acked(), hashAt: source.hashAt })

  const view = (): DeliveryView => {
    const waiting = Math.max(0, source.head().seq - source.acked())
    const { trouble } = course
    return {
      state: trouble ? 'trouble' : waiting > 0 ? 'waiting' : 'delivered',
      hall: options.enrolment.url,
      waiting,
      lastContactAt,
      trouble,
    }
  }

  const show = () => {
    const now = view()
    const text = JSON.stringify(now)
    if (text === shown || state === 'stopped') return
    shown = text
    options.onView(now)
  }

  const appendOf = async (entries: StoredEntry[], from: number): Promise<HallRequest> => {
    const rows = Buffer.from(`${entries.map((entry) => entry.body).join('\n')}\n`)
    const zipped = rows.byteLength > GZIP_FROM
    return {
      method: 'POST',
      path: `${log}/entries`,
      headers: {
        'content-type': 'application/x-ndjson',
        // Our own hash after the last row: the hall finds a body that was altered here without its hashes.
        'guiping-head': entries.at(-1)?.hash ?? '',
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      },
      from: String(from),
      prev: entries[0]?.prev ?? ZERO_HASH,
      body: new Uint8Array(zipped ? await pack(rows) : rows),
    }
  }

  /** Notes a contact. @returns what the reply means for the course. */
  const outcomeOf = <T extends { clock: number }>(
    reply: HallReply<T>,
    toOutcome: (answer: T) => Outcome,
  ): Outcome => {
    if (reply.type === 'failed') return reply
    lastContactAt = clock.now()
    if (reply.type === 'refused') return reply
    options.onContact(Math.round(reply.value.clock - reply.halfwayAt))
    return toOutcome(reply.value)
  }

  const carryOut = async (task: Task): Promise<Outcome> => {
    if (task.type === 'check') {
      const station = options.station()
      const path = `${log}/head?seq=${task.seq}&station=${encodeURIComponent(station)}`
      const reply = await client.ask({ method: 'GET', path }, headOutputSchema)
      if (reply.type === 'value') toldStation = station
      return outcomeOf(reply, (answer) => ({ type: 'head', answer }))
    }
    const entries = source.entries(task.from, MAX_BATCH.entries, MAX_BATCH.bytes)
    if (entries[0]?.seq !== task.from) {
      const params = { seq: task.from, path: source.archiveOf?.(task.from) ?? '' }
      return { type: 'failed', fault: { code: 'hall/needs-archive', params } }
    }
    const reply = await client.ask(await appendOf(entries, task.from), appendOutputSchema)
    if (reply.type === 'value') keepReceipt(reply.value)
    return outcomeOf(reply, (answer) => ({ type: 'acked', answer }))
  }

  /** A receipt is kept only for what we have ourselves, under the pinned key: anything else proves nothing. */
  const keepReceipt = ({ receipt }: AppendOutput) => {
    const facts = receipt && readReceipt(receipt.text)
    if (!receipt || !facts || facts.log !== source.logId) return
    if (source.hashAt(facts.seq) !== facts.head || !checkReceipt(receipt, options.enrolment.hallKey)) return
    source.keepReceipt(facts.seq, receipt)
  }

  /** Works until nothing waits or an attempt fails. */
  const work = async (first: Task): Promise<void> => {
    let task: Task | null = first
    while (task) {
      const outcome = await carryOut(task)
      if (state === 'stopped') return
      const decision = decide(course, own(), task, outcome, clock.mono())
      course = decision.course
      if (decision.acked !== undefined && decision.acked !== source.acked()) source.setAcked(decision.acked)
      if (decision.incident) options.onIncident(decision.incident.code, sentence(decision.incident))
      show()
      if (decision.failed) {
        waitingToRetry = true
        return
      }
      task = nextTask(course, own(), clock.mono())
    }
  }

  const run = () => {
    if (state !== 'started' || running) return
    cancelTimer()
    waitingToRetry = false
    if (toldStation !== null && toldStation !== options.station()) course = { ...course, checkDue: true }
    const task = nextTask(course, own(), clock.mono())
    if (!task) {
      show()
      cancelTimer = clock.after(LINGER_MS, run)
      return
    }
    running = work(task).then(() => {
      running = null
      if (state !== 'started') return
      if (waitingToRetry) cancelTimer = clock.after(retryMs(course.failures, options.random()), run)
      else run()
    })
  }

  return {
    start: () => {
      if (state !== 'new') return
      state = 'started'
      run()
    },
    stop: async () => {
      state = 'stopped'
      cancelTimer()
      client.stop()
      await running
    },
    deliverNow: () => {
      // A parted log sends nothing; what a person asks for then is a fresh look.
      if (course.forked) course = { ...course, checkDue: true }
      show()
      run()
    },
    idle: async () => {
      if (!waitingToRetry) run()
      await running
    },
    view,
    fetchRoster: async () => {
      const reply = await client.ask({ method: 'GET', path: '/v1/roster' }, rosterSchema)
      if (reply.type !== 'value') return { ok: false, error: reply.fault }
      lastContactAt = clock.now()
      show()
      return ok(reply.value)
    },
  }
}
