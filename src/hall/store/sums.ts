/** What the page and `counts()` show: sums, never a single rating. */
import type { Db } from '../../sqlite/port.ts'

export interface CounterSums {
  counter: string
  station: string
  enrolledAt: number
  contactAt: number | null
  offsetMs: number
  entries: number
  rated: number
  unrated: number
}

export interface LevelSum {
  counter: string
  level: number
  n: number
}
export interface ReasonSum {
  counter: string
  reason: string
  /** The clerk's reason beside the program's own, or null. */
  explained: string | null
  n: number
}
export interface IncidentRow {
  id: number
  at: number
  code: string
  station: string
  log: string
  seq: number
  detail: string
  /** 1: told by the counter; 0: found by the hall. */
  reported: number
}

export interface Sums {
  counters(): CounterSums[]
  /** Ratings whose time lies in [from, until), by counter and level. */
  levels(from: number, until: number): LevelSum[]
  /** Ratings that are missing in [from, until), by counter and reason: matters of a visit that share an ask lack one. */
  reasons(from: number, until: number): ReasonSum[]
  /** Newest first. */
  incidents(most: number): IncidentRow[]
  incidentCount(): number
  logs(): { log: string; counter: string; entries: number }[]
}

export const prepareSums = (db: Db): Sums => {
  const counters = db.prepare<[], CounterSums>(
    `SELECT c.id AS counter, c.station, c.enrolled_at AS enrolledAt, c.contact_at AS contactAt,
       c.offset_ms AS offsetMs,
       (SELECT count(*) FROM log l JOIN entry e ON e.log = l.id WHERE l.counter = c.id) AS entries,
       (SELECT count(*) FROM press p WHERE p.counter = c.id AND p.counts = 1) AS rated,
       (SELECT count(DISTINCT coalesce(m.ask, m.id)) FROM matter m WHERE m.counter = c.id AND m.outcome = 'unrated') AS unrated
     FROM counter c ORDER BY length(c.station), c.station, c.enrolled_at`,
  )
  const levels = db.prepare<[number, number], LevelSum>(
    `SELECT counter, level, count(*) AS n FROM press
     WHERE counts = 1 AND at >= ? AND at < ? GROUP BY counter, level`,
  )
  const reasons = db.prepare<[number, number], ReasonSum>(
    `SELECT counter, coalesce(reason, '') AS reason, explained, count(DISTINCT coalesce(ask, id)) AS n FROM matter
     WHERE outcome = 'unrated' AND closed_at >= ? AND closed_at < ?
     GROUP BY counter, reason, explained ORDER BY n DESC, reason, explained`,
  )
  const incidents = db.prepare<[number], IncidentRow>(
    `SELECT i.id, i.at, i.code, c.station, i.log, i.seq, i.detail, i.reported
     FROM incident i JOIN counter c ON c.id = i.counter ORDER BY i.id DESC LIMIT ?`,
  )
  const incidentCount = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM incident')
  const logs = db.prepare<[], { log: string; counter: string; entries: number }>(
    `SELECT id AS log, counter, (SELECT count(*) FROM entry WHERE log = log.id) AS entries FROM log`,
  )
  return {
    counters: () => counters.all(),
    levels: (from, until) => levels.all(from, until),
    reasons: (from, until) => reasons.all(from, until),
    incidents: (most) => incidents.all(most),
    incidentCount: () => incidentCount.get()?.n ?? 0,
    logs: () => logs.all(),
  }
}
