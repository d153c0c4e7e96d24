/** Browsing the log: every page against what the entries themselves say, and what the index must never do. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Browse, openBrowse } from '../../src/db/browse/browse.ts'
import { noteQuery, tokensOf } from '../../src/db/browse/notes.ts'
import type { Log } from '../../src/db/log/log.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { type EntryDraft, parseBody } from '../../src/shared/entries.ts'
import type { Level } from '../../src/shared/levels.ts'
import { type ListQuery, listQuerySchema } from '../../src/shared/log-view.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve, shiftOpened, unrated } from './log-kit.ts'

const SEED = 20260503

let k: Kit
let open: Browse[] = []
beforeEach(() => {
  k = kit()
  open = []
})
afterEach(() => {
  for (const browse of open) browse.close()
  k.end()
})

const browseOf = (): Browse => {
  const browse = must(openBrowse({ dir: k.dir, reasons: DEFAULT_POLICY.unratedReasons }))
  open.push(browse)
  while (must(browse.catchUp(7)).done < must(browse.catchUp(7)).total);
  return browse
}

const query = (more: object): ListQuery => listQuerySchema.parse(more)

/** All pages of a list, one after the other. */
const pages = (browse: Browse, of: ListQuery) => {
  const rows = []
  for (let after: number | undefined; ; ) {
    const page = must(browse.list({ ...of, ...(after === undefined ? {} : { after }) }))
    rows.push(...page.matters, ...page.entries)
    if (page.next === null) return rows
    after = page.next
  }
}

const newId = () => uuidV7(k.clock.now())

/** Days of a few people with everything in them, the clock set back now and then. */
const busyDays = (log: Log, days: number) => {
  const random = fc.sample(fc.integer({ min: 0, max: 999 }), { numRuns: days * 40, seed: SEED })
  let at = 0
  const next = () => random[at++ % random.length] ?? 0
  for (let day = 0; day < days; day += 1) {
    const by = `S${next() % 3}`
    const shift = newId()
    const stamp = () => ({ at: k.clock.now(), mono: k.clock.mono(), by })
    must(log.append([{ kind: 'shift.opened', ...stamp(), shift, staff: by }]))
    for (let matter = 0; matter < 8; matter += 1) {
      k.clock.advance(next() * 1000)
      const item = { code: `I${next() % 4}`, name: `事项${next() % 4}` }
      const [id, ask, press] = [newId(), newId(), newId()]
      const opened = {
        kind: 'matter.opened',
        ...stamp(),
        matter: id,
        shift,
        item,
        reference: `R-${day}-${matter}`,
      }
      const drafts: EntryDraft[] = [opened as EntryDraft]
      if (next() % 5 > 0)
        drafts.push({ kind: 'rating.asked', ...stamp(), ask, matter: id, windowMs: 30_000, pad: 'online' })
      const wire = { profile: 'line', key: '1', bytes: '4b4559', deviceAt: null }
      const level = ((next() % 5) + 1) as Level
      if (next() % 3 === 0 || drafts.length === 1)
        drafts.push({ ...unrated(k, id, next() % 2 ? 'left' : 'no-press'), ...stamp() } as EntryDraft)
      else
        drafts.push(
          { kind: 'key.pressed', id: press, ...stamp(), verdict: 'counted', level, ask, matter: id, ...wire },
          {
            kind: 'matter.closed',
            ...stamp(),
            ...{ matter: id, outcome: 'rated', press, ask, reason: null, servedMs: 1 },
          },
          { kind: 'key.pressed', ...stamp(), verdict: 'repeat', level, ask, matter: id, ...wire },
        )
      must(log.append(drafts))
    }
    must(
      log.append([{ kind: 'incident', ...stamp(), code: 'pad/port-gone', detail: `第 ${day} 天投诉处理` }]),
    )
    must(log.append([{ kind: 'shift.closed', ...stamp(), shift, why: 'clerk' }]))
    k.clock.advance(86_400_000 - (next() % 3) * 40_000_000)
    if (day % 4 === 3) k.clock.setWall(k.clock.now() - 3 * 3_600_000)
  }
}

const bodies = (log: Log) =>
  log.entries(1, 1e6, 1e9).map(({ seq, body }) => {
    const parsed = parseBody(body)
    if (!parsed.ok) throw new Error(parsed.why)
    return { ...parsed.entry, seq } as { seq: number; at: number; kind: string; by: string | null } & Record<
      string,
      unknown
    >
  })

describe('a list of entries', () => {
  it(`by any filters gives exactly the entries that pass them, in order, whatever the page (seed ${SEED})`, () => {
    const log = k.log()
    busyDays(log, 12)
    const all = bodies(log)
    const browse = browseOf()
    const start = Date.UTC(2026, 4, 3)
    const bound = fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined })
    const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const filters = fc.record({
      from: bound,
      to: bound,
      staff: some(['S0', 'S1', 'S9']),
      kind: some(['key.pressed', 'matter.opened', 'incident', 'no.such']),
      verdict: some(['counted', 'repeat', 'stuck']),
      limit: fc.integer({ min: 1, max: 60 }),
      order: fc.constantFrom('newest', 'oldest'),
    })
    fc.assert(
      fc.property(filters, ({ from, to, limit, order, ...rest }) => {
        const range = {
          ...(from === undefined ? {} : { from: start + from * 43_200_000 }),
          ...(to === undefined ? {} : { to: start + to * 43_200_000 }),
        }
        const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
        const found = pages(browse, query({ list: 'entries', ...range, ...named, limit, order }))
        const wanted = all.filter(
          (entry) =>
            entry.at >= (range.from ?? -Infinity) &&
            entry.at < (range.to ?? Infinity) &&
            (rest.staff === undefined || entry.by === rest.staff) &&
            (rest.kind === undefined || entry.kind === rest.kind) &&
            (rest.verdict === undefined || entry['verdict'] === rest.verdict),
        )
        const seqs = wanted.map(({ seq }) => seq)
        expect(found.map(({ seq }) => seq)).toEqual(order === 'oldest' ? seqs : seqs.toReversed())
      }),
      { seed: SEED, numRuns: 150 },
    )
  })
  it('shows a body that is no entry as it stands', () => {
    const log = k.log()
    serve(k, log, [5])
    k.unguarded().exec(`update entry set body = json_set(body, '$.v', 'x') where seq = 3`)
    const found = pages(browseOf(), query({ list: 'entries', order: 'oldest' }))
    expect(found).toHaveLength(log.head().seq)
    expect(found[2]).toMatchObject({ seq: 3, kind: '?', raw: expect.stringContaining('"v":"x"') })
  })
})

describe('a list of matters', () => {
  it(`by any filters gives exactly the matters that pass them (seed ${SEED})`, () => {
    const log = k.log()
    busyDays(log, 10)
    const browse = browseOf()
    const rows = k
      .raw()
      .prepare<[], { id: string; opened_at: number; staff: string; item_code: string; outcome: string }>(
        'select * from matter order by seq',
      )
      .all()
    const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const filters = fc.record({
      from: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
      to: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
      staff: some(['S0', 'S1', 'S2', 'S9']),
      item: some(['I0', 'I3', 'I9']),
      outcome: some(['rated', 'unrated', 'open']),
      limit: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(filters, ({ from, to, limit, ...rest }) => {
        const at = (half: number | undefined) =>
          half === undefined ? undefined : Date.UTC(2026, 4, 3) + half * 43_200_000
        const [since, until] = [at(from), at(to)]
        const range = {
          ...(since === undefined ? {} : { from: since }),
          ...(until === undefined ? {} : { to: until }),
        }
        const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
        const found = pages(browse, query({ list: 'matters', ...named, limit, ...range }))
        const wanted = rows.filter(
          (row) =>
            row.opened_at >= (since ?? -Infinity) &&
            row.opened_at < (until ?? Infinity) &&
            (rest.staff === undefined || row.staff === rest.staff) &&
            (rest.item === undefined || row.item_code === rest.item) &&
            (rest.outcome === undefined || row.outcome === rest.outcome),
        )
        expect(found.map((row) => ('id' in row ? row.id : ''))).toEqual(
          wanted.map(({ id }) => id).toReversed(),
        )
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
  it('days add up to the matters: asked, rated, unrated and each level, on the day each was opened', () => {
    const log = k.log()
    busyDays(log, 10)
    const days = must(browseOf().days({}))
    const sums = k
      .raw()
      .prepare<[], { matters: number; asked: number; rated: number; unrated: number }>(
        `select count(*) as matters, sum(asks > 0) as asked, sum(outcome = 'rated') as rated,
          sum(outcome = 'unrated') as unrated from matter`,
      )
      .get()
    const levels = k.raw().prepare(`select count(*) from press where verdict = 'counted'`).pluck().get()
    const add = (of: (day: (typeof days)[number]) => number) => days.reduce((sum, day) => sum + of(day), 0)
    expect(days.length).toBeGreaterThan(2)
    expect({
      matters: add((day) => day.matters),
      asked: add((day) => day.asked),
      rated: add((day) => day.rated),
      unrated: add((day) => day.unrated),
    }).toEqual(sums)
    expect(add((day) => day.levels.reduce((sum, count) => sum + count, 0))).toBe(levels)
    expect(add((day) => day.entries)).toBe(log.head().seq)
  })
})

describe('a search', () => {
  const found = (browse: Browse, text: string, list: 'entries' | 'matters' = 'entries') =>
    pages(browse, query({ list, text, limit: 3 }))
  it('finds any part of a note, two Chinese characters and one among them, in any case and width', () => {
    const log = k.log()
    busyDays(log, 5)
    const note = (detail: string): EntryDraft => ({ kind: 'incident', ...k.at(), code: 'x/y', detail })
    must(log.append([note('Keypad REPLACED 更换评价器'), note('100% 完成')]))
    const browse = browseOf()
    expect(found(browse, '投诉')).toHaveLength(5)
    expect(found(browse, '诉处')).toHaveLength(5)
    expect(found(browse, '诉')).toHaveLength(5)
    expect(found(browse, '诉投')).toHaveLength(0)
    for (const text of ['更换', '评价器', 'replaced', 'PLACE', 'ｋｅｙｐａｄ', 'keypad 更换', '器'])
      expect(found(browse, text), text).toMatchObject([{ kind: 'incident' }])
    expect(found(browse, '100%')).toHaveLength(1)
    for (const text of ['"', '*', 'a OR b', '%', "'", 'NEAR(', '^', '( )'])
      expect(() => found(browse, text)).not.toThrow()
  })
  it('finds reasons by their words, and the matters that have them; a matter also by its whole reference', () => {
    const log = k.log()
    busyDays(log, 6)
    const browse = browseOf()
    const left = k.raw().prepare(`select count(*) from matter where reason = 'left'`).pluck().get()
    expect(found(browse, '已离开', 'matters')).toHaveLength(Number(left))
    expect(found(browse, 'had left', 'matters')).toHaveLength(Number(left))
    expect(found(browse, 'R-2-3', 'matters')).toMatchObject([{ reference: 'R-2-3' }])
    expect(found(browse, 'R-2', 'matters')).toEqual([])
  })
  it('is the same as looking at the text itself', () => {
    const chars = fc.string({ unit: fc.constantFrom('投', '诉', '处', '理', 'a', 'B', ' ', '1', '"', '*') })
    const log = k.log()
    const texts = fc.sample(chars, { numRuns: 60, seed: SEED })
    must(
      log.append(texts.map((detail) => ({ kind: 'incident', ...k.at(), code: '-', detail }) as EntryDraft)),
    )
    const browse = browseOf()
    fc.assert(
      fc.property(chars, (text) => {
        const words = text
          .toLowerCase()
          .split(' ')
          .filter((word) => word !== '')
        if (words.length === 0 || text.length > 60) return
        const wanted = texts.filter((one) => {
          const note = `-\n${one}`.toLowerCase().replace(/\s+/g, ' ')
          return words.every((word) => note.includes(word))
        })
        const incidents = found(browse, text.trim()).filter((row) => 'kind' in row && row.kind === 'incident')
        expect(incidents).toHaveLength(wanted.length)
      }),
      { seed: SEED, numRuns: 200 },
    )
    expect(noteQuery(' ')).toBe('')
    expect(tokensOf('')).toBe('')
  })
})

describe('a story', () => {
  it('holds every entry of a matter in order, those of the visit it was rated with among them', () => {
    const log = k.log()
    const shift = newId()
    must(log.append([shiftOpened(k, shift)]))
    const first = matterOpened(k, shift)
    const second = { ...matterOpened(k, shift), visit: first.matter }
    const ask = { ...asked(k, second.matter), also: [first.matter] }
    must(log.append([first, second]))
    must(log.append([ask]))
    const before = browseOf()
    before.close()
    open.pop()
    // The rest comes after a start of the program that knows of no ask.
    must(log.append(rated(k, second.matter, ask.ask, 2)))
    const press = bodies(log).find(({ kind }) => kind === 'key.pressed')?.['id'] as string
    const closed = { matter: first.matter, outcome: 'rated', press, ask: ask.ask, reason: null, servedMs: 1 }
    must(log.append([{ kind: 'matter.closed', ...k.at(), ...closed } as EntryDraft]))
    const browse = browseOf()
    const story = must(browse.story(first.matter))
    expect(story.entries.map(({ kind }) => kind)).toEqual([
      'matter.opened',
      'rating.asked',
      'key.pressed',
      'matter.closed',
    ])
    expect(story.matter).toMatchObject({ outcome: 'rated', level: null })
    expect(must(browse.story(second.matter)).matter).toMatchObject({ outcome: 'rated', level: 2 })
    expect(must(browse.days({}))[0]?.levels).toEqual([0, 0, 0, 1, 0])
    expect(must(browse.story(newId()))).toEqual({ matter: null, entries: [] })
  })
  it('withholds level, key, bytes and cause while the matter is open, in lists and searches too', () => {
    const log = k.log()
    const shift = newId()
    must(log.append([shiftOpened(k, shift)]))
    const matter = matterOpened(k, shift)
    const wire = { profile: 'line', key: '1', bytes: '4b4559', deviceAt: null, cause: '态度冷淡' }
    const press = (ask: string | null, of: string | null): EntryDraft =>
      ({
        kind: 'key.pressed',
        ...k.at(),
        verdict: 'not-asked',
        level: 1,
        ask,
        matter: of,
        ...wire,
      }) as EntryDraft
    must(log.append([matter]))
    must(log.append([press(null, matter.matter), press(null, null)]))
    const browse = browseOf()
    const presses = pages(browse, query({ list: 'entries', kind: 'key.pressed' }))
    expect(presses).toHaveLength(2)
    for (const row of [...presses, ...must(browse.story(matter.matter)).entries.slice(1)]) {
      expect(row).toMatchObject({ withheld: true, fields: { verdict: 'not-asked' } })
      expect(JSON.stringify(row)).not.toMatch(/level|"key"|4b4559|态度/)
    }
    expect(pages(browse, query({ list: 'entries', text: '冷淡' }))).toEqual([])
    must(log.append([unrated(k, matter.matter)]))
    const after = pages(browseOf(), query({ list: 'entries', text: '冷淡' }))
    expect(after).toMatchObject([{ fields: { level: 1, bytes: '4b4559' } }, { withheld: false }])
  })
})

describe('the index', () => {
  const count = (browse: Browse) => pages(browse, query({ list: 'entries' })).length
  it('takes in what is new, is nobody else’s to read, and is made again when it is lost, foreign or damaged', () => {
    const log = k.log()
    serve(k, log, [5, null])
    const file = join(k.dir, 'browse.db')
    const again = (spoil: () => void) => {
      for (const browse of open.splice(0)) browse.close()
      spoil()
      return count(browseOf())
    }
    expect(again(() => {})).toBe(log.head().seq)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(again(() => serve(k, log, [4]))).toBe(log.head().seq)
    expect(again(() => rmSync(file))).toBe(log.head().seq)
    expect(again(() => writeFileSync(file, 'x'.repeat(9000)))).toBe(log.head().seq)
    expect(
      again(() => {
        const db = must(loadSqlite()).open(file)
        db.exec(`update log set hash = zeroblob(32)`)
        db.close()
      }),
    ).toBe(log.head().seq)
    expect(existsSync(file)).toBe(true)
  })
  it('that two programs make by turns, an entry at a time, is the same as one program’s', () => {
    const log = k.log()
    busyDays(log, 3)
    const opened = matterOpened(k, serve(k, log, []))
    const changes = ['A', 'B', 'C', 'D'].map(
      (code): EntryDraft => ({
        kind: 'matter.changed',
        ...k.at(),
        matter: opened.matter,
        item: { code, name: code },
      }),
    )
    must(log.append([opened, ...changes]))
    const seen = (browse: Browse) => ({
      days: must(browse.days({})),
      facets: must(browse.facets()),
      matters: pages(browse, query({ list: 'matters' })),
    })
    const one = must(openBrowse({ dir: k.dir, reasons: [] }))
    const other = must(openBrowse({ dir: k.dir, reasons: [] }))
    open.push(one, other)
    while (must(one.catchUp(1)).done < log.head().seq) must(other.catchUp(2))
    const byTurns = seen(one)
    for (const browse of open.splice(0)) browse.close()
    rmSync(join(k.dir, 'browse.db'))
    expect(byTurns).toEqual(seen(browseOf()))
    expect(byTurns.matters.some((row) => 'outcome' in row && row.outcome === 'rated')).toBe(true)
  })
  it('changes nothing of log.db', () => {
    const log = k.log()
    serve(k, log, [5])
    const before = log.head()
    browseOf()
    expect(log.head()).toEqual(before)
    expect(log.verify().ok).toBe(true)
  })
  it('of a folder without a log is a fault and leaves no file', () => {
    expect(openBrowse({ dir: k.dir, reasons: [] })).toMatchObject({
      ok: false,
      error: { code: 'data/no-log' },
    })
    expect(existsSync(join(k.dir, 'browse.db'))).toBe(false)
  })
})
