/** The worker that keeps the lists up: what fails behind an answer is counted by no later step, and hangs nobody. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { openBrowse } from '../../src/db/browse/browse.ts'
import { startLogWorker } from '../../src/db/work/client.ts'
import { createLogPages } from '../../src/main/log/pages.ts'
import type { ListQuery } from '../../src/shared/log-view.ts'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { asked, type Kit, kit, matterOpened, must, rated, shiftOpened } from './log-kit.ts'

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

/** More entries than an answer waits for: the rest is taken in behind it, in a step of its own. */
const MATTERS = 1_000

/** A log whose lists stand empty, with a trigger in them that ends the step in which the entry `FAILS_AT` comes. */
const FAILS_AT = 3_500
const prepared = (fails: string) => {
  const log = k.log()
  const opened = shiftOpened(k)
  const shift = 'shift' in opened ? opened.shift : ''
  const drafts = Array.from({ length: MATTERS }, () => {
    const matter = matterOpened(k, shift)
    const ask = asked(k, matter.matter)
    return [matter, ask, ...rated(k, matter.matter, ask.ask, 5)]
  })
  must(log.append([opened, ...drafts.flat()]))
  log.close()
  must(openBrowse({ dir: k.dir, reasons: [] })).close()
  const lists = must(loadSqlite()).open(join(k.dir, 'browse.db'), { timeout: 10_000 })
  onTestFinished(() => void lists.close())
  lists.exec(`create trigger fails before insert on entry when new.n = ${FAILS_AT} begin ${fails}; end`)
  const taken = lists.prepare<[], number>('select count(*) from entry').pluck()
  return { taken: () => taken.get(), mend: () => lists.exec('drop trigger fails') }
}

const QUERY: ListQuery = { list: 'entries', order: 'newest', limit: 1 }

it('what a step held in mind when it failed is not counted with the next', async () => {
  // SQLite calls this an error of the file, as it does a damaged page.
  const { taken, mend } = prepared(`select json(new.n || '{')`)
  const worker = startLogWorker()
  onTestFinished(() => worker.end())
  const open = { dir: k.dir, reasons: [] }
  const first = must(await worker.start('list', { open, query: QUERY }).result)
  expect(first.indexed.done).toBeLessThan(FAILS_AT)
  // Answered after the step behind the first answer: the thread turns to it whenever it has nothing to read.
  for (let n = 0; n < 20; n += 1) must(await worker.start('check-pages', { dir: k.dir }).result)
  expect(taken()).toBe(first.indexed.done)
  mend()
  const counts = async () => {
    const { kinds, items, staff, indexed } = must(await worker.start('facets', { open }).result)
    return { kinds, items, staff, indexed }
  }
  await expect.poll(async () => (await counts()).indexed.done).toBe(first.indexed.total)
  const { kinds, items } = await counts()
  const of = (kind: string) => kinds.find((one) => one.kind === kind)?.count
  expect(['matter.opened', 'rating.asked', 'key.pressed', 'matter.closed'].map(of)).toEqual(
    Array(4).fill(MATTERS),
  )
  expect(items).toMatchObject([{ count: MATTERS }])
  const [sum] = must(await worker.start('days', { open }).result)
  expect(sum).toMatchObject({ matters: MATTERS, asked: MATTERS, rated: MATTERS })
  expect(sum?.entries).toBe(first.indexed.total)
})

it('a worker that has ended keeps nobody waiting: it refuses', async () => {
  const worker = startLogWorker()
  await worker.end()
  await expect(worker.start('check-pages', { dir: k.dir }).result).rejects.toThrow('the log worker ended')
}, 5_000)

it('a mistake behind an answer is met again by the next question, which is answered', async () => {
  // A refusal that no file gives by itself.
  const { mend } = prepared(`select raise(abort, 'a mistake')`)
  const pages = createLogPages({ dir: k.dir, clock: fakeClock(), reasons: () => [] })
  onTestFinished(() => pages.close())
  must(await pages.ask('list', { query: QUERY }))
  // The first question after it may be the one that hears of it; none waits for ever.
  await expect(pages.ask('facets', {})).rejects.toThrow()
  mend()
  await expect
    .poll(async () => must(await pages.ask('facets', {})).indexed.done, { timeout: 10_000 })
    .toBeGreaterThan(FAILS_AT)
})
