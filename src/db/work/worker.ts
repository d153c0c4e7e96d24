/**
 * The log's worker: long reading on a thread of its own with connections of its own, so that the thread that holds the
 * keypad never waits for it.
 */
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { fail, ok, type Result } from '../../shared/result.ts'
import { backUp } from '../backup/back-up.ts'
import { type Browse, type BrowseOptions, openBrowse } from '../browse/browse.ts'
import { runExport, type Watching } from '../export/run.ts'
import { pullPage, pullReceipts } from '../glog/pages.ts'
import { archiveLog } from '../keep/archive.ts'
import { keepLimit } from '../keep/limit.ts'
import { planLeaving } from '../keep/plan.ts'
import { openSoundFile } from '../log/file.ts'
import { readLog } from '../log/open.ts'
import { currentLog } from '../log/rows.ts'
import { checkTables } from '../log/verify.ts'
import { guarded } from '../sqlite.ts'
import type { Asked, TaskName, Tasks, Told } from './tasks.ts'

/** Entries taken in before an answer: a day's work. More goes on behind it, a step at a time. */
const AT_ONCE = 3_000
const STEP = 5_000

let open: { key: string; browse: Browse } | null = null
let catching = false

const close = () => {
  open?.browse.close()
  open = null
}

const browseOf = (options: BrowseOptions): Result<Browse> => {
  const key = JSON.stringify(options)
  if (open?.key === key && open.browse.stillThere()) return ok(open.browse)
  close()
  const opened = openBrowse(options)
  if (opened.ok) open = { key, browse: opened.value }
  return opened
}

/** Takes the rest in between other questions. */
const keepUp = (browse: Browse) => {
  if (catching) return
  catching = true
  const next = () => {
    const step = open?.browse === browse ? browse.catchUp(STEP) : null
    if (step?.ok && step.value.done < step.value.total) setImmediate(next)
    else catching = false
    // What it holds of a step that was rolled back must not be counted with the next one.
    if (step && !step.ok) close()
  }
  setImmediate(next)
}

/** Asks the lists when they have taken in what is new. What fails is opened anew at the next question. */
const browsing = <T>(options: BrowseOptions, ask: (browse: Browse) => Result<T>): Result<T> => {
  const browse = browseOf(options)
  if (!browse.ok) return browse
  const caught = browse.value.catchUp(AT_ONCE)
  const result = caught.ok ? ask(browse.value) : caught
  if (!result.ok) close()
  else if (caught.ok && caught.value.done < caught.value.total) keepUp(browse.value)
  return result
}

const RUNS: {
  [N in TaskName]: (input: Tasks[N]['input'], watching: Watching) => Result<Tasks[N]['output']>
} = {
  list: ({ open: options, query, reference }) => browsing(options, (browse) => browse.list(query, reference)),
  story: ({ open: options, matter }) => browsing(options, (browse) => browse.story(matter)),
  days: ({ open: options, ...range }) => browsing(options, (browse) => browse.days(range)),
  facets: ({ open: options }) => browsing(options, (browse) => browse.facets()),
  export: (job, watching) => runExport(job, watching),
  'back-up': ({ dir, to, at }) => backUp(join(dir, 'log.db'), to, at),
  'check-pages': ({ dir }) => {
    const log = readLog(dir)
    if (log.ok) log.value.close()
    return log.ok ? ok(null) : log
  },
  'pull-page': pullPage,
  'pull-receipts': pullReceipts,
  'keep-plan': ({ dir, facts }) => {
    const limit = keepLimit(facts)
    const log = limit.ok ? readLog(dir) : limit
    if (!limit.ok) return limit
    if (!log.ok) return log
    const plan = planLeaving(log.value.query({}), limit.value)
    log.value.close()
    return plan
  },
  archive: ({ dir, folder, at, cut, known }, watching) => archiveLog(dir, folder, at, cut, known, watching),
  tables: ({ path, log }) => {
    const db = openSoundFile(path)
    if (!db.ok) return db
    const tables = guarded(path, () =>
      currentLog(db.value) === log ? ok(checkTables(db.value)) : fail('data/log-moved', { path }),
    )
    db.value.close()
    return tables
  },
  verify: ({ dir, language, known }, { progress }) => {
    const log = readLog(dir)
    if (!log.ok) return log
    const sound = log.value.indexes()
    const result = sound.ok ? ok(log.value.verify(language, known, progress)) : sound
    log.value.close()
    return result
  },
}

const tell = (told: Told) => parentPort?.postMessage(told)

parentPort?.on('message', ({ id, name, input, stop }: Asked) => {
  const flag = new Int32Array(stop)
  const watching: Watching = {
    goesOn: () => Atomics.load(flag, 0) === 0,
    progress: (done, total) => tell({ id, type: 'progress', done, total }),
  }
  try {
    // The table is typed by name; here the name is only known to be one of them.
    const run = RUNS[name] as (input: unknown, watching: Watching) => Result<unknown>
    tell({ id, type: 'done', result: run(input, watching) })
  } catch (error) {
    close()
    tell({
      id,
      type: 'failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})
