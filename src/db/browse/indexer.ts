/** Takes the entries of log.db into browse.db, from where it stopped. One transaction a step. */

import type { Level } from '../../shared/levels.ts'
import type { Indexed } from '../../shared/log-view.ts'
import type { Db } from '../../sqlite/port.ts'
import { currentLog } from '../log/rows.ts'
import { noteOf, tokensOf } from './notes.ts'
import { slotBook } from './slot-book.ts'
import { wordBook } from './word-book.ts'

/** A body that is no entry has this kind, and the time of the entry before it. */
export const NO_KIND = '?'

type Body = Record<string, unknown>

type Row = readonly [seq: number, body: string]

/** `outcome` and `item` are words. */
interface Matter {
  n: number
  id: string
  at: number
  asked: number
  outcome: number
  item: number
}

interface LogState {
  place: number
  id: string
  seq: number
  hash: Buffer | null
}

export interface Indexer {
  /** false: the log is not the one that was taken in (restored, replaced, begun anew, entries left it): the index must be made again. */
  fits(): boolean
  /** Takes at most so many entries in. @returns how many; 0 when all are in. */
  step(most: number): number
  progress(): Indexed
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const parsed = (line: string): Body | null => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null
  } catch {
    return null
  }
}

/** Asks whose matters are not all known any more are read again from the story of the matter that was asked for. */
const ASKS_KEPT = 200
const MATTERS_KEPT = 200

export const createIndexer = (index: Db, log: Db): Indexer => {
  const words = wordBook(index)
  const states = index.prepare<[], LogState>('select place, id, seq, hash from log order by place')
  const newLog = index.prepare('insert into log (id) values (?)')
  const moved = index.prepare('update log set seq = ?, hash = ? where place = ?')
  const rows = log
    .prepare<[string, number, number], Row>(
      'select seq, body from entry where log_id = ? and seq > ? order by seq limit ?',
    )
    .raw()
  const last = log.prepare<[string], number>('select max(seq) from entry where log_id = ?').pluck()
  const hashAt = log
    .prepare<[string, number], Buffer>('select hash from entry where log_id = ? and seq = ?')
    .pluck()
  const bodyAt = log
    .prepare<[string, number], string>('select body from entry where log_id = ? and seq = ?')
    .pluck()
  const pressOf = log.prepare<[string], { level: Level | null; matter: string | null }>(
    'select level, matter from press where id = ?',
  )

  const firstTaken = index
    .prepare<[number], number>('select seq from entry where log = ? order by n limit 1')
    .pluck()

  const addEntry = index.prepare(
    'insert into entry (n, log, seq, at, kind, staff, verdict, matter) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const addMatter = index.prepare(
    'insert into matter (n, id, at, staff, item, outcome, reference) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
  )
  const addStory = index.prepare('insert into story (matter, entry) values (?, ?) on conflict do nothing')
  const addNote = index.prepare('insert into note (rowid, text) values (?, ?)')
  const findMatter = index.prepare<[string], Matter>(
    'select n, id, at, asked, outcome, item from matter where id = ?',
  )
  const storyOf = index.prepare<[number], { log: number; seq: number }>(
    'select e.log, e.seq from story s join entry e on e.n = s.entry where s.matter = ?',
  )
  const setAsked = index.prepare('update matter set asked = 1 where n = ?')
  const setItem = index.prepare('update matter set item = ? where n = ?')
  const setOutcome = index.prepare('update matter set outcome = ? where n = ?')
  const dropMatter = index.prepare('delete from matter where n = ?')
  const slots = slotBook(index)

  const lastN = index.prepare<[], number | null>('select max(n) from entry').pluck()
  let n = 0
  let lastAt = 0
  /** Matters of the last while, as the index has them. */
  const known = new Map<string, Matter>()
  const matterNamed = (id: string): Matter | undefined => known.get(id) ?? remembered(findMatter.get(id))
  const remembered = (matter: Matter | undefined): Matter | undefined => {
    if (!matter) return undefined
    known.set(matter.id, matter)
    const [oldest] = known.keys()
    if (known.size > MATTERS_KEPT && oldest !== undefined) known.delete(oldest)
    return matter
  }
  /** The matters that an ask covers. */
  const asks = new Map<string, number[]>()

  const idsOf = (body: Body): string[] => [
    ...(text(body['matter']) === null ? [] : [String(body['matter'])]),
    ...(Array.isArray(body['also']) ? body['also'].filter((id) => typeof id === 'string') : []),
  ]

  /** The matters of an ask whose entry came before this run of the program. */
  const coveredBefore = (logId: string, ask: string, matter: number): number[] => {
    for (const { seq } of storyOf.all(matter)) {
      const body = parsed(bodyAt.get(logId, seq) ?? '')
      if (body?.['kind'] === 'rating.asked' && body['ask'] === ask)
        return idsOf(body).flatMap((id) => matterNamed(id)?.n ?? [])
    }
    return [matter]
  }

  const matterOpened = (body: Body, at: number) => {
    const item = body['item'] as { code?: unknown; name?: unknown } | undefined
    const id = text(body['matter'])
    if (id === null) return
    const staff = text(body['by'])
    addMatter.run(
      ...[n, id, at, staff === null ? null : words.id('staff', staff)],
      words.count('item', text(item?.code) ?? '', 1, text(item?.name)),
      ...[words.count('outcome', 'open', 1), text(body['reference'])],
    )
    slots.count('matters', at, n)
  }

  /** What an entry changes of its matter. */
  const CHANGES: Readonly<Record<string, (matter: Matter, body: Body) => void>> = {
    'matter.changed': (matter, body) => {
      const item = body['item'] as { code?: unknown; name?: unknown } | undefined
      words.uncount(matter.item)
      matter.item = words.count('item', text(item?.code) ?? '', 1, text(item?.name))
      setItem.run(matter.item, matter.n)
    },
    'matter.undone': (matter) => {
      if (matter.asked || matter.outcome !== words.id('outcome', 'open')) return
      for (const word of [matter.item, matter.outcome]) words.uncount(word)
      dropMatter.run(matter.n)
      known.delete(matter.id)
      slots.count('matters', matter.at, matter.n, -1)
    },
    'matter.closed': (matter, body) => {
      if (matter.outcome !== words.id('outcome', 'open')) return
      const outcome = body['outcome'] === 'rated' ? 'rated' : 'unrated'
      words.uncount(matter.outcome)
      matter.outcome = words.count('outcome', outcome, 1)
      setOutcome.run(matter.outcome, matter.n)
      slots.count(outcome, matter.at, matter.n)
      const press = text(body['press'])
      const rating = press === null ? undefined : pressOf.get(press)
      // One rating may cover several matters of a visit: its level counts once, where it was asked for.
      if (rating?.level && rating.matter === matter.id) slots.count(`l${rating.level}`, matter.at, matter.n)
    },
  }

  const asked = (body: Body) => {
    const covered = idsOf(body).flatMap((id) => matterNamed(id) ?? [])
    for (const matter of covered) {
      addStory.run(matter.n, n)
      if (matter.asked) continue
      matter.asked = 1
      setAsked.run(matter.n)
      slots.count('asked', matter.at, matter.n)
    }
    asks.set(
      text(body['ask']) ?? '',
      covered.map((matter) => matter.n),
    )
    const [oldest] = asks.keys()
    if (asks.size > ASKS_KEPT && oldest !== undefined) asks.delete(oldest)
  }

  const take = (state: LogState, [seq, line]: Row): void => {
    n += 1
    const body = parsed(line)
    const kind = text(body?.['kind']) ?? NO_KIND
    const at = typeof body?.['at'] === 'number' ? body['at'] : lastAt
    lastAt = at
    slots.count('entries', at, n)
    if (body && kind === 'matter.opened') matterOpened(body, at)
    const named = body && text(body['matter'])
    const matter = named ? matterNamed(named) : undefined
    const staff = body && text(body['by'])
    const verdict = kind === 'key.pressed' ? text(body?.['verdict']) : null
    addEntry.run(
      ...[n, state.place, seq, at, words.count('kind', kind, 1)],
      staff ? words.count('staff', staff, 1) : null,
      verdict === null ? null : words.count('verdict', verdict, 1),
      matter?.n ?? null,
    )
    if (!body) return
    if (matter) addStory.run(matter.n, n)
    if (kind === 'rating.asked') asked(body)
    const ask = text(body['ask'])
    if (matter && ask !== null && kind === 'key.pressed')
      for (const other of asks.get(ask) ?? coveredBefore(state.id, ask, matter.n)) addStory.run(other, n)
    if (matter) CHANGES[kind]?.(matter, body)
    const note = noteOf(kind, body)
    if (note !== '') addNote.run(n, tokensOf(note))
  }

  const step = index.transaction((most: number): number => {
    const id = currentLog(log)
    if (id !== null && states.all().length === 0) newLog.run(id)
    // The command line may have taken entries in too.
    const end = lastN.get() ?? 0
    if (end !== n) known.clear()
    n = end
    let taken = 0
    for (const state of states.all()) {
      const page = rows.all(state.id, state.seq, most - taken)
      for (const row of page) take(state, row)
      const [end] = page.at(-1) ?? []
      if (end !== undefined) moved.run(end, hashAt.get(state.id, end), state.place)
      taken += page.length
      if (taken >= most) break
    }
    words.flush()
    slots.flush()
    return taken
  })

  return {
    fits: () => {
      const current = currentLog(log)
      return states.all().every(({ place, id, seq, hash }) => {
        if (id !== current) return false
        // Entries have left the log since.
        const first = firstTaken.get(place)
        if (first !== undefined && !hashAt.get(id, first)) return false
        return seq === 0 || hashAt.get(id, seq)?.equals(hash ?? Buffer.alloc(0)) === true
      })
    },
    step: (most) => step.immediate(most),
    progress: () => {
      const done = states.all().reduce((sum, { seq }) => sum + seq, 0)
      return { done, total: last.get(currentLog(log) ?? '') ?? 0 }
    },
  }
}
