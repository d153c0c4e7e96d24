/** What the pages ask of the projections. No level is read here. */
import type { PauseReason } from '../../shared/people.ts'
import { pauseReasonSchema } from '../../shared/people.ts'
import type { MatterRow } from '../../shared/views.ts'
import type { Db } from '../sqlite.ts'

/** One clerk's day. `asked`: matters asked at least once. */
export interface Today {
  /** Newest first, at most 200. */
  matters: MatterRow[]
  count: number
  asked: number
  rated: number
  unrated: number
}

const MOST_MATTERS = 200

interface MatterColumns {
  id: string
  seq: number
  opened_at: number
  item_code: string
  item_name: string
  reference: string | null
  served_ms: number | null
  outcome: MatterRow['outcome']
  reason: string | null
  ask: string | null
}

const MATTER_COLUMNS = 'id, seq, opened_at, item_code, item_name, reference, served_ms, outcome, reason, ask'

const toRow = (row: MatterColumns): MatterRow => ({
  id: row.id,
  openedAt: row.opened_at,
  item: { code: row.item_code, name: row.item_name },
  reference: row.reference,
  servedMs: row.served_ms,
  outcome: row.outcome,
  reason: row.reason,
})

/** Prepares the day of a clerk: matters that `staff` opened at or after `since` (ms UTC). */
export const todayOf = (db: Db) => {
  const matters = db.prepare<[string, number], MatterColumns>(
    `select ${MATTER_COLUMNS} from matter where staff = ? and opened_at >= ?
      order by seq desc limit ${MOST_MATTERS}`,
  )
  const sums = db.prepare<[string, number], Omit<Today, 'matters'>>(
    `select count(*) as count, count(*) filter (where asks > 0) as asked,
      count(*) filter (where outcome = 'rated') as rated,
      count(*) filter (where outcome = 'unrated') as unrated
      from matter where staff = ? and opened_at >= ?`,
  )
  const none = { count: 0, asked: 0, rated: 0, unrated: 0 }
  return (staff: string, since: number): Today => ({
    matters: matters.all(staff, since).map(toRow),
    ...(sums.get(staff, since) ?? none),
  })
}

/** So many of a clerk's last matters say what was done lately, and so many items are told. */
const LATE = { matters: 100, items: 8 }

/** Prepares the codes of the items that a clerk did lately, newest first. */
export const recentItemsOf = (db: Db) => {
  const codes = db
    .prepare<[string], string>(
      `select item_code from matter where staff = ? order by opened_at desc limit ${LATE.matters}`,
    )
    .pluck()
  return (staff: string): string[] => [...new Set(codes.all(staff))].slice(0, LATE.items)
}

/** A shift that no sign-out has closed, with its matter: what a start after a crash finds. */
export interface OpenShift {
  shift: { id: string; staff: string; openedAt: number; paused: { reason: PauseReason } | null }
  matter: {
    id: string
    /** The entry that opened it. */
    seq: number
    item: { code: string; name: string }
    reference: string | null
    openedAt: number
    ask: string | null
  } | null
}

/** @returns the last shift if it is still open. */
export const openShift = (db: Db): OpenShift | null => {
  const shift = db
    .prepare<[], { id: string; staff: string; opened_at: number; paused: string | null }>(
      'select id, staff, opened_at, paused from shift where closed_at is null order by seq desc limit 1',
    )
    .get()
  if (!shift) return null
  const matter = db
    .prepare<[string], MatterColumns>(
      `select ${MATTER_COLUMNS} from matter where shift = ? and outcome = 'open' order by seq desc limit 1`,
    )
    .get(shift.id)
  const reason = pauseReasonSchema.safeParse(shift.paused)
  return {
    shift: {
      id: shift.id,
      staff: shift.staff,
      openedAt: shift.opened_at,
      paused: reason.success ? { reason: reason.data } : null,
    },
    matter: matter
      ? {
          id: matter.id,
          seq: matter.seq,
          item: { code: matter.item_code, name: matter.item_name },
          reference: matter.reference,
          openedAt: matter.opened_at,
          ask: matter.ask,
        }
      : null,
  }
}
