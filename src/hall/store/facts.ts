/**
 * What the hall counts: matters, asks and presses, written in the transaction that stores their entry.
 * A rating counts once, whatever log brings it: a counted press whose id or ask is known already is stored,
 * counts nothing and is an incident. So is one without a level or an ask, which no honest counter writes.
 */

import { type EntryFields, type Envelope, isKind } from '../../shared/entries.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Db } from '../../sqlite/port.ts'

/** Where an entry stands and who brought it. `offsetMs`: the hall's clock minus the counter's when it came. */
export interface Place {
  log: string
  seq: number
  counter: string
  now: number
  offsetMs: number
}

export interface NoteIncident {
  /** Something the hall found. `detail` fills the code's sentence. */
  found(place: Place, code: ErrorCode, detail: string): void
  /** Something a counter's entry tells, in its words. */
  told(place: Place, code: string, detail: string): void
}

export const prepareIncidents = (db: Db): NoteIncident => {
  const add = db.prepare<[number, string, string, string, number, string, number]>(
    'INSERT OR IGNORE INTO incident(at, code, counter, log, seq, detail, reported) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const note = (place: Place, code: string, detail: string, reported: 0 | 1) => {
    add.run(place.now, code, place.counter, place.log, place.seq, detail, reported)
  }
  return {
    found: (place, code, detail) => note(place, code, detail, 0),
    told: (place, code, detail) => note(place, code, detail, 1),
  }
}

/** @returns the function that writes an entry's facts; kinds without facts write none. */
export const prepareFacts = (db: Db, incident: NoteIncident) => {
  const openMatter = db.prepare<[string, string, string, number]>(
    `INSERT INTO matter(counter, id, item, opened_at) VALUES (?, ?, ?, ?)
     ON CONFLICT(counter, id) DO UPDATE SET opened_at = coalesce(opened_at, excluded.opened_at), item = coalesce(item, excluded.item)`,
  )
  const changeMatter = db.prepare<[string, string, string]>(
    'UPDATE matter SET item = ? WHERE counter = ? AND id = ?',
  )
  // A matter ends once: what closed it first stays.
  const closeMatter = db.prepare<[string, string, number, string, string | null, string | null]>(
    `INSERT INTO matter(counter, id, closed_at, outcome, reason, ask) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT(counter, id) DO UPDATE SET
       closed_at = excluded.closed_at, outcome = excluded.outcome, reason = excluded.reason, ask = excluded.ask
       WHERE outcome IS NULL`,
  )
  // The first end stays: what was asked for or has ended cannot be undone.
  const undoMatter = db.prepare<[string, string]>(
    'DELETE FROM matter WHERE counter = ? AND id = ? AND outcome IS NULL AND ask IS NULL RETURNING id',
  )
  const explainMatter = db.prepare<[string, string, string]>(
    `UPDATE matter SET explained = ? WHERE counter = ? AND id = ? AND outcome = 'unrated'`,
  )
  const openAsk = db.prepare<[string, string, string, number, string]>(
    'INSERT OR IGNORE INTO ask(counter, id, matter, at, pad) VALUES (?, ?, ?, ?, ?)',
  )
  const askedFor = db.prepare<[string, string, string]>(
    'UPDATE matter SET ask = ? WHERE counter = ? AND id = ? AND outcome IS NULL',
  )
  const rating = db.prepare<[string, string], { log: string; seq: number }>(
    'SELECT log, seq FROM press WHERE counts = 1 AND (id = ? OR ask = ?)',
  )
  const addPress = db.prepare<
    [string, number, string, string, number, string, number | null, string | null, string | null, number]
  >(
    `INSERT INTO press(log, seq, id, counter, at, verdict, level, ask, matter, counts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  /** Whether a press is a rating, and is the first with its id and its ask. */
  const counts = (press: Envelope & EntryFields<'key.pressed'>, place: Place): boolean => {
    if (press.verdict !== 'counted') return false
    if (press.level === null || press.ask === null) {
      incident.found(place, 'hall/bad-entry', 'counted without level or ask')
      return false
    }
    const other = rating.get(press.id, press.ask)
    if (other) incident.found(place, 'hall/duplicate-rating', `${other.log} ${other.seq}`)
    return other === undefined
  }

  return (entry: Envelope, place: Place): void => {
    const { counter, log, seq } = place
    const at = entry.at + place.offsetMs
    if (isKind(entry, 'matter.opened')) openMatter.run(counter, entry.matter, entry.item.code, at)
    else if (isKind(entry, 'matter.changed')) changeMatter.run(entry.item.code, counter, entry.matter)
    else if (isKind(entry, 'matter.undone')) {
      if (!undoMatter.get(counter, entry.matter))
        incident.found(place, 'hall/bad-entry', 'undone after its ask or end')
    } else if (isKind(entry, 'matter.explained')) explainMatter.run(entry.reason, counter, entry.matter)
    else if (isKind(entry, 'matter.closed'))
      closeMatter.run(counter, entry.matter, at, entry.outcome, entry.reason, entry.ask)
    else if (isKind(entry, 'rating.asked')) {
      openAsk.run(counter, entry.ask, entry.matter, at, entry.pad)
      for (const matter of [entry.matter, ...(entry.also ?? [])]) askedFor.run(entry.ask, counter, matter)
    } else if (isKind(entry, 'incident')) incident.told(place, entry.code, entry.detail)
    else if (isKind(entry, 'key.pressed'))
      addPress.run(
        log,
        seq,
        entry.id,
        counter,
        at,
        entry.verdict,
        entry.level,
        entry.ask,
        entry.matter,
        counts(entry, place) ? 1 : 0,
      )
  }
}
