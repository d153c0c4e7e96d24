/** The projections are said once and worked twice, by SQLite and in memory: both must always come to the same rows. */
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Looked } from '../../src/db/chain/look.ts'
import type { Entry } from '../../src/db/log/draft.ts'
import { createModel, type Model } from '../../src/db/log/model.ts'
import { projector } from '../../src/db/log/project.ts'
import { PROJECTIONS } from '../../src/db/log/projections.ts'
import { sameTable } from '../../src/db/log/same-table.ts'
import { columnsOf, INITIAL, PROJECTION_TABLES, TABLES, type Table } from '../../src/db/log/tables.ts'
import { projections } from '../../src/db/migrations/020-projections.ts'
import { visits } from '../../src/db/migrations/040-visits.ts'
import type { ENTRY_FIELDS } from '../../src/shared/entries.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { must } from './log-kit.ts'

const SEED = Number(process.env['PROOF_SEED'] ?? 20260503)
const RUNS = Number(process.env['PROOF_RUNS'] ?? 300)

const db = must(loadSqlite()).open(':memory:')
for (const { sql } of [projections, visits]) db.exec(sql)
const apply = projector(db)
const empty = () => {
  for (const table of PROJECTION_TABLES) db.exec(`delete from ${table}`)
}
beforeEach(empty)
afterAll(() => db.close())

/** Few ids and people, so that entries meet: the same opened twice, closed before it was opened, undone after an ask. */
const id = fc.integer({ min: 0, max: 3 }).map((n) => `01890a5d-ac96-774b-bcce-b302099a805${n}`)
const staff = fc.constantFrom('A01', 'A02')
const by = fc.option(staff, { nil: null })
/** Halves of surrogate pairs, NUL and line feeds among them. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 9 }),
  fc.constantFrom('', '\ud800x', 'a\u0000b', '咨询'),
)
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
const item = fc.record({ code: text, name: text })
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const FIELDS: { readonly [kind in keyof typeof ENTRY_FIELDS]?: fc.Arbitrary<object> } = {
  'shift.opened': fc.record({ shift: id, staff }),
  'shift.paused': fc.record({ shift: id, reason: fc.constantFrom('meal', 'meeting') }),
  'shift.resumed': fc.record({ shift: id, pausedMs: number }),
  'shift.closed': fc.record({ shift: id, why: fc.constantFrom('clerk', 'handover') }),
  'matter.opened': fc.record(
    { matter: id, shift: id, item, reference: orNull(text), visit: id },
    { requiredKeys: ['matter', 'shift', 'item', 'reference'] },
  ),
  'matter.changed': fc.record({ matter: id, item }),
  'matter.undone': fc.record({ matter: id }),
  'matter.explained': fc.record({ matter: id, reason: text }),
  'rating.asked': fc.record(
    { ask: id, matter: id, windowMs: number, pad: fc.constant('online'), also: fc.array(id) },
    { requiredKeys: ['ask', 'matter', 'windowMs', 'pad'] },
  ),
  'key.pressed': fc.record({
    verdict: fc.constantFrom('counted', 'counted', 'too-late', 'not-asked'),
    level: fc.constantFrom(1, 5, null),
    ...{ ask: orNull(id), matter: orNull(id), profile: text, key: text, bytes: text },
    deviceAt: orNull(number),
  }),
  'matter.closed': fc.record(
    {
      outcome: fc.constantFrom('rated', 'unrated'),
      ...{ matter: id, press: orNull(id), ask: orNull(id), reason: orNull(text) },
      ...{ servedMs: number, overtimeMs: number },
    },
    { requiredKeys: ['matter', 'outcome', 'press', 'ask', 'reason', 'servedMs'] },
  ),
  'results.shown': fc.record({ who: staff, through: fc.integer({ min: 0, max: 60 }), ratings: number }),
  'device.lost': fc.record({ port: text, why: fc.constant('gone') }),
}

const entry = fc.oneof(
  ...Object.entries(FIELDS).map(([kind, fields]) =>
    fc
      .tuple(fields, fc.record({ at: number, mono: number, by, id: fc.oneof(id, fc.uuid()) }))
      .map(([own, envelope]) => ({ v: 1, kind, boot: 'b', ...envelope, ...own })),
  ),
)

/** An entry as a check reads it. */
const bodyOf = (value: object): Looked => JSON.parse(JSON.stringify(value))

const rowsIn = (table: Table) => db.prepare<[], unknown[]>(`select * from ${table} order by id`).raw().all()
const rowsOf = (model: Model, table: Table) =>
  [...model.tables[table].values()]
    .map((row) => row.map((value) => (typeof value === 'string' ? value.toWellFormed() : value)))
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))

const worked = (entries: readonly object[]): Model => {
  empty()
  const model = createModel()
  for (const [index, one] of entries.entries()) {
    const body = bodyOf(one)
    apply(body as unknown as Entry, index + 1)
    expect(model.step(body, index + 1)).toBe(true)
  }
  return model
}

it(`tables and model are the same, row for row, whatever entries come (seed ${SEED})`, () => {
  expect(Object.keys(FIELDS)).toEqual(expect.arrayContaining(Object.keys(PROJECTIONS)))
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60, size: 'max' }), (entries) => {
      const model = worked(entries)
      for (const table of PROJECTION_TABLES) expect(rowsOf(model, table)).toEqual(rowsIn(table))
      for (const table of PROJECTION_TABLES) expect(sameTable(db, table, model.tables[table])).toBe(true)
    }),
    { seed: SEED, numRuns: RUNS },
  )
})

const [SHIFT, MATTER, ASK, PRESS] = [1, 2, 3, 4].map((n) => `01890a5d-ac96-774b-bcce-b302099a800${n}`)
const ENVELOPE = { v: 1, boot: 'b', id: PRESS, at: 1.5, mono: 1, by: 'A01' }
const WHOLE: readonly Readonly<Record<string, unknown>>[] = [
  { ...ENVELOPE, kind: 'shift.opened', shift: SHIFT, staff: 'A01' },
  { ...ENVELOPE, kind: 'shift.paused', shift: SHIFT, reason: 'meal' },
  {
    ...{ ...ENVELOPE, kind: 'matter.opened', matter: MATTER, shift: SHIFT },
    ...{ item: { code: 'ZX', name: '咨询' }, reference: null },
  },
  { ...ENVELOPE, kind: 'matter.changed', matter: MATTER, item: { code: 'ZX', name: '咨询' } },
  { ...ENVELOPE, kind: 'rating.asked', ask: ASK, matter: MATTER, windowMs: 1, pad: 'online', also: [ASK] },
  {
    ...{ ...ENVELOPE, kind: 'key.pressed', verdict: 'counted', level: 5, ask: ASK, matter: MATTER },
    ...{ profile: 'p', key: '1', bytes: '', deviceAt: null },
  },
  {
    ...{ ...ENVELOPE, kind: 'matter.closed', matter: MATTER, outcome: 'rated', press: PRESS, ask: ASK },
    ...{ reason: null, servedMs: 1.5, overtimeMs: 2 },
  },
  { ...ENVELOPE, kind: 'matter.explained', matter: MATTER, reason: 'r' },
  { ...ENVELOPE, kind: 'results.shown', who: 'A01', through: 9, ratings: 1 },
  { ...ENVELOPE, kind: 'shift.closed', shift: SHIFT, why: 'clerk' },
  { ...ENVELOPE, kind: 'matter.undone', matter: MATTER },
]

it('a matter that an ask names more than once is asked once', () => {
  const [, , opened, , asked] = WHOLE
  const model = worked([{ ...opened }, { ...asked, also: [MATTER, MATTER] }])
  expect(rowsIn('matter')).toEqual(rowsOf(model, 'matter'))
  expect(db.prepare('select asks from matter').pluck().all()).toEqual([1])
})

describe('a value that no column takes', () => {
  const NOT_READ = new Set(['v', 'boot', 'mono', 'windowMs', 'pad', 'bytes', 'ratings', 'kind'])
  const readBy = (kind: unknown, field: string) =>
    !NOT_READ.has(field) &&
    !(field === 'id' && kind !== 'key.pressed' && kind !== 'results.shown') &&
    !(field === 'by' && kind !== 'key.pressed' && kind !== 'matter.opened') &&
    !(field === 'at' && !/pressed|opened|closed/.test(String(kind))) &&
    !(field === 'ask' && kind === 'matter.closed')
  it.each([
    ['an object', { not: 'a value' }],
    ['a list of lists', [[1]]],
    ['true', true],
  ])('%s is found in every field that a table has', (_, odd) => {
    for (const [index, one] of WHOLE.entries())
      for (const field of Object.keys(one)) {
        const model = worked(WHOLE.slice(0, index))
        const stepped = model.step(bodyOf({ ...one, [field]: odd }), index + 1)
        expect([one['kind'], field, stepped]).toEqual([one['kind'], field, !readBy(one['kind'], field)])
      }
  })
  it.each([
    ['matter.closed', { outcome: 'open-ended' }],
    ['matter.closed', { servedMs: '1' }],
    ['matter.opened', { item: undefined }],
    ['matter.opened', { shift: null }],
    ['matter.changed', { item: { code: 7, name: '' } }],
    ['key.pressed', { level: 4.5 }],
    ['key.pressed', { matter: undefined }],
    ['shift.opened', { at: null }],
    ['rating.asked', { also: 7 }],
    ['rating.asked', { also: [null] }],
    ['results.shown', { through: '9' }],
  ])('%s with %o is found', (kind, odd) => {
    const index = WHOLE.findIndex((one) => one['kind'] === kind)
    expect(worked(WHOLE.slice(0, index)).step(bodyOf({ ...WHOLE[index], ...odd }), index + 1)).toBe(false)
  })
})

describe('the tables of the file', () => {
  it.each(PROJECTION_TABLES)('%s has these columns, and takes what they take and nothing more', (table) => {
    const found = db
      .prepare<[string], { name: string; notnull: number; dflt_value: string | null }>(
        'select name, "notnull", dflt_value from pragma_table_info(?)',
      )
      .all(table)
    expect(found.map(({ name }) => name)).toEqual(columnsOf(table))
    const initial: Record<string, unknown> = INITIAL[table]
    for (const { name, dflt_value } of found)
      expect(dflt_value).toBe(
        typeof initial[name] === 'string' ? `'${initial[name]}'` : (initial[name]?.toString() ?? null),
      )
    const takes: Record<string, (value: unknown) => boolean> = TABLES[table]
    const good = found.map(({ name }) => ['open', 1, null].find((value) => takes[name]?.(value)))
    for (const [at, { name }] of found.entries())
      for (const value of ['open', 'x', 7, 7.5, null]) {
        empty()
        const insert = db.prepare(`insert into ${table} values (${found.map(() => '?')})`)
        const values = good.with(at, value)
        if (takes[name]?.(value)) {
          insert.run(...values)
          expect(rowsIn(table)).toEqual([values])
        } else {
          // A number is no text to us; SQLite makes one of it.
          const kept = () => {
            insert.run(...values)
            return rowsIn(table)[0]?.[at]
          }
          if (typeof value === 'number' && takes[name]?.('x')) expect(kept()).not.toBe(value)
          else expect(kept).toThrow()
        }
      }
  })
  it.each([
    ['another value', `update matter set item_name = 'x'`],
    ['a number a little off', 'update matter set served_ms = served_ms + 0.25'],
    ['a value where none was', `update press set shown = 'x' where shown is null`],
    ['no value where one was', 'update shift set closed_at = null'],
    ['a row less', 'delete from press'],
    ['a row without an id', `insert into shift (id, seq, staff, opened_at) values ('', 1, 'A01', 1)`],
    ['a row more', `insert into shift (id, seq, staff, opened_at) values ('z', 1, 'A01', 1)`],
    ['another id', `update matter set id = 'z'`],
    [
      'one row twice and another not at all, where somebody took the key away',
      `create table other as select * from shift where id = '${SHIFT}';
        insert into other select * from other;
        drop table shift;
        alter table other rename to shift`,
    ],
    ['a column more', 'alter table shift add column more text'],
    ['a column of another name', 'alter table press rename column shown to hidden'],
  ])('with %s are not the entries’', (_, sql) => {
    const second = { ...WHOLE[0], shift: ASK }
    const model = worked([...WHOLE.filter(({ kind }) => kind !== 'results.shown'), second])
    db.exec('begin')
    db.exec(sql)
    const unlike = PROJECTION_TABLES.filter((table) => !sameTable(db, table, model.tables[table]))
    db.exec('rollback')
    expect(unlike).toHaveLength(1)
  })
})
