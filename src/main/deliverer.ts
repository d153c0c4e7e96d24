/** Delivery as the program has it: starts with the enrolment, fetches the roster on every contact that may bring one. */
import { archivesOf } from '../db/keep/archive.ts'
import type { Log } from '../db/log/log.ts'
import type { Clock } from '../shared/clock.ts'
import type { Receipt } from '../shared/receipt.ts'
import { ok, type Result } from '../shared/result.ts'
import type { DeliveryView } from '../shared/views.ts'
import { createDelivery, type Delivery } from '../sync/delivery.ts'
import { type Enrolment, enrol } from '../sync/enrol.ts'
import type { Http } from '../sync/http.ts'
import type { Settings } from './data/settings.ts'

/** Staff and items change now and then; offline sign-in works from the last list. */
const ROSTER_MS = 10 * 60_000

export interface Deliverer {
  view(): DeliveryView
  /** Connects this counter to a hall with a one-time code, and delivers from then on. */
  enrol(url: string, code: string): Promise<Result<Enrolment>>
  deliverNow(): void
  /** Resolves when nothing waits, or an attempt failed. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export interface DelivererOptions {
  log: Log
  clock: Clock
  http: Http
  settings: Settings
  changed(): void
  onRoster(): void
  onContact(offsetMs: number): void
  onIncident(code: string, detail: string): void
  onEnrolled(enrolment: Enrolment): void
}

export const createDeliverer = (options: DelivererOptions): Deliverer => {
  const { log, clock, http, settings } = options
  let delivery: Delivery | null = null
  let cancelRoster = () => {}
  let stopped = false

  const archives = archivesOf(log.id, log.anchors)
  const source = {
    logId: log.id,
    head: () => log.head(),
    acked: () => log.acked(),
    setAcked: (seq: number) => log.setAcked(seq),
    // A hall that lacks what has left here gets it from the archive.
    entries: (from: number, entries: number, bytes: number) =>
      archives.fileOf(from) === null ? log.entries(from, entries, bytes) : archives.entries(from, entries),
    archiveOf: archives.fileOf,
    hashAt: (seq: number) => log.hashAt(seq) ?? archives.hashAt(seq),
    keepReceipt: (seq: number, receipt: Receipt) => {
      const kept = log.keepReceipt(seq, receipt)
      if (!kept.ok) options.onIncident(kept.error.code, 'receipt')
    },
  }

  /** On failure the last list stays; the delivery light already says what is wrong. */
  const fetchRoster = async (): Promise<void> => {
    cancelRoster()
    const fetched = await delivery?.fetchRoster()
    if (stopped) return
    if (fetched?.ok && JSON.stringify(fetched.value) !== JSON.stringify(settings.roster())) {
      const saved = settings.saveRoster(fetched.value)
      if (!saved.ok) options.onIncident(saved.error.code, 'roster')
      options.onRoster()
    }
    cancelRoster = clock.after(fetched?.ok ? ROSTER_MS : ROSTER_MS / 20, () => void fetchRoster())
  }

  const start = (enrolment: Enrolment) => {
    delivery = createDelivery({
      source,
      http,
      clock,
      random: Math.random,
      enrolment,
      station: () => settings.config().station,
      onView: options.changed,
      onContact: options.onContact,
      onIncident: options.onIncident,
    })
    delivery.start()
    return fetchRoster()
  }

  const enrolled = settings.enrolment()
  if (enrolled) void start(enrolled)

  return {
    view: () =>
      delivery?.view() ?? {
        state: 'none',
        hall: null,
        waiting: log.head().seq - log.acked(),
        lastContactAt: null,
        trouble: null,
      },
    enrol: async (url, code) => {
      const station = settings.config().station
      const keys = settings.enrolment()
      const enrolled = await enrol({ url, code, station, seal: log.sealKey(), keys, http, clock })
      if (!enrolled.ok) return enrolled
      const saved = settings.saveEnrolment(enrolled.value)
      if (!saved.ok) return saved
      await delivery?.stop()
      options.onEnrolled(enrolled.value)
      await start(enrolled.value)
      return ok(enrolled.value)
    },
    deliverNow: () => delivery?.deliverNow(),
    idle: async () => delivery?.idle(),
    stop: async () => {
      stopped = true
      cancelRoster()
      await delivery?.stop()
    },
  }
}
