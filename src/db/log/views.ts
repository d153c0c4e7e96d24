/** What the pages ask of the projections. No level is read here. */
import type { PauseReason } from '../../shared/people.ts'
import { OWED_REASONS, pauseReasonSchema } from '../../shared/people.ts'
import type { MatterRow } from '../../shared/views.ts'
import type { Db } from '../../sqlite/port.ts'

/** One clerk's day. `asked`: matters asked at least once. */
export interface Today {
  /** Newest first, at most 200. */
  matters: MatterOfLog[]
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
  shift: string
  visit: string | null
  explained: string | null
  overtime_ms: number | null
}

const MATTER_COLUMNS = `id, seq, opened_at, item_code, item_name, reference, served_ms, outcome, reason, ask,
  shift, visit, explained, overtime_ms`

/** A matter of the log. `shift`: whose it was tells whether it can still be put right. */
export type MatterOfLog = Omit<MatterRow, 'ownShift'> & { shift: string }

const toRow = (row: MatterColumns): MatterOfLog => ({
  id: row.id,
  openedAt: row.opened_at,
  item: { code: row.item_code, name: row.item_name },
  reference: row.reference,
  servedMs: row.served_ms,
  outcome: row.outcome,
  reason: row.reason,
  explained: row.explained,
  overtimeMs: row.overtime_ms,
  visit: row.visit ?? row.id,
  shift: row.shift,
})

/** Prepares looking one matter up. */
export const matterOf = (db: Db) => {
  const one = db.prepare<[string], MatterColumns>(`select ${MATTER_COLUMNS} from matter where id = ?`)
  return (id: string): MatterOfLog | undefined => {
    const row = one.get(id)
    return row && toRow(row)
  }
}

/** How many matters say what is usual at this window. */
const USUAL_OF = 200

/** Prepares the item that the last matters of this log most often had; null in a new log. Ids are in the order of time. */
export const usualItemOf = (db: Db) => {
  const usual = db
    .prepare<[], string>(
      `select item_code from (select item_code, id from matter order by id desc limit ${USUAL_OF})
        group by item_code order by count(*) desc, max(id) desc limit 1`,
    )
    .pluck()
  return (): string | null => usual.get() ?? null
}

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

interface OpenMatter {
  id: string
  /** The entry that opened it. */
  seq: number
  item: { code: string; name: string }
  reference: string | null
  visit: string | null
  openedAt: number
  ask: string | null
}

/** A shift that no sign-out has closed, with its matters: what a start after a crash finds. */
export interface OpenShift {
  shift: { id: string; staff: string; openedAt: number; paused: { reason: PauseReason } | null }
  /** Oldest first; the last is the one in hand, the others wait for the rating of their visit. */
  open: OpenMatter[]
  /** Code of the item used last. */
  lastItem: string | null
  /** Matters that the program closed without a rating and nobody has explained. */
  unexplained: string[]
}

const toOpen = (row: MatterColumns): OpenMatter => ({
  id: row.id,
  seq: row.seq,
  item: { code: row.item_code, name: row.item_name },
  reference: row.reference,
  visit: row.visit,
  openedAt: row.opened_at,
  ask: row.ask,
})

/** @returns the last shift if it is still open. */
export const openShift = (db: Db): OpenShift | null => {
  const shift = db
    .prepare<[], { id: string; staff: string; opened_at: number; paused: string | null }>(
      'select id, staff, opened_at, paused from shift where closed_at is null order by seq desc limit 1',
    )
    .get()
  if (!shift) return null
  const matters = db
    .prepare<[string], MatterColumns>(`select ${MATTER_COLUMNS} from matter where shift = ? order by seq`)
    .all(shift.id)
  const reason = pauseReasonSchema.safeParse(shift.paused)
  const open = matters.filter(({ outcome }) => outcome === 'open').map(toOpen)
  const inHand = open.at(-1)
  return {
    shift: {
      id: shift.id,
      staff: shift.staff,
      openedAt: shift.opened_at,
      paused: reason.success ? { reason: reason.data } : null,
    },
    // Only the visit in hand: a matter left open by anything else is nobody's work.
    open: open.filter(({ id, visit }) => (visit ?? id) === (inHand?.visit ?? inHand?.id)),
    lastItem: matters.at(-1)?.item_code ?? null,
    unexplained: matters
      .filter((row) => row.explained === null && OWED_REASONS.includes(row.reason ?? ''))
      .map(({ id }) => id),
  }
}
