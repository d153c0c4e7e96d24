/** `guiping log prune`: says what may leave the log; with --yes and --why lets it leave, archived and written down. */
import { join } from 'node:path'
import { takeLock } from '../../db/lock.ts'
import { readLog } from '../../db/log/open.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { systemClock } from '../../main/clock.ts'
import { type KeepingOptions, keepView, letLeave, SHRINK_MOST, type Watch } from '../../main/log/keeping.ts'
import { configSchema } from '../../shared/config.ts'
import { sentence } from '../../shared/errors.ts'
import {
  type KeepFound,
  type LeavingView,
  type Left,
  leavingViewSchema,
  leftSchema,
} from '../../shared/keep.ts'
import { DEFAULT_POLICY, rosterSchema } from '../../shared/people.ts'
import { ok, type Result } from '../../shared/result.ts'
import { enrolmentSchema } from '../../sync/enrol.ts'
import { dataDir, requireRole } from '../auth.ts'
import { EXIT, language, printJson, printText, say, stop } from '../io.ts'
import { type As, request } from '../send.ts'
import { shownProgress } from '../shown-progress.ts'
import { openForWriting } from './export.ts'

export interface PruneOptions {
  data?: string
  json?: boolean
  as?: string
  why?: string
  yes?: boolean
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

const keepingOf = (dir: string): Omit<KeepingOptions, 'log'> => {
  const roster = taken(readJsonFile(join(dir, 'roster.json'), rosterSchema))
  const config = taken(readJsonFile(join(dir, 'config.json'), configSchema))
  const enrolment = taken(readJsonFile(join(dir, 'enrolment.json'), enrolmentSchema))
  return {
    ...{ dir, clock: systemClock },
    months: () => (roster?.policy ?? DEFAULT_POLICY).keepMonths,
    hallKey: () => enrolment?.hallKey ?? null,
    chosen: () => config?.backups ?? null,
  }
}

/** A refusal of the running program, in its own words. */
const refused = (message: string): never => {
  process.stderr.write(`${message}\n`)
  process.exit(EXIT.couldNot)
}

const STEPS: Readonly<Record<LeavingView['step'], [zh: string, en: string]>> = {
  check: ['核对存档', 'checking the archive'],
  leave: ['移出', 'letting go'],
}

type Shown = ReturnType<typeof shownProgress>
const showStep = (progress: Shown, { step, done, total }: LeavingView) =>
  progress.show(done, total, say(...STEPS[step]))

/** How often the running program is asked how far it is, ms. */
const ASK_MS = 1_000

/** The running program does it; it is told when somebody ends it here. */
const leaveThere = async (
  dir: string,
  agreed: { to: number; why: string },
  as: As,
  progress: Shown,
  stopped: AbortSignal,
): Promise<Result<Left>> => {
  const look = async () => {
    const state = await request(dir, 'log.prune-state', {}, as)
    const view = leavingViewSchema.safeParse(state.ok && state.value.ok ? state.value.value : null)
    if (view.success) showStep(progress, view.data)
  }
  const timer = setInterval(look, ASK_MS)
  stopped.addEventListener('abort', () => request(dir, 'log.prune-stop', {}, as))
  const reply = await request(dir, 'log.prune', agreed, as)
  clearInterval(timer)
  if (!reply.ok) return reply
  if (reply.value.ok) return ok(leftSchema.parse(reply.value.value))
  progress.clear()
  return refused(reply.value.error.message)
}

/** By the program where it runs, else here. */
const leave = async (dir: string, to: number, why: string, password: string): Promise<Result<Left>> => {
  const progress = shownProgress()
  const stopping = new AbortController()
  const end = () => stopping.abort()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const lock = takeLock(dir)
  if (!lock.ok && lock.error.code !== 'data/in-use') return lock
  if (!lock.ok) {
    const left = await leaveThere(dir, { to, why }, { role: 'it', password }, progress, stopping.signal)
    progress.clear()
    return left
  }
  const log = openForWriting(dir)
  if (!log.ok) return log
  const options = { ...keepingOf(dir), log: log.value }
  const free = () => log.value.openWork() === null
  const watch: Watch = {
    progress: (step, done, total) => showStep(progress, { step, done, total }),
    stopped: stopping.signal,
  }
  const left = await letLeave(options, { to, why, who: 'it' }, free, SHRINK_MOST.closed, watch)
  progress.clear()
  log.value.close()
  lock.value.release()
  return left
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10)

const showView = ({ months, leastDays, leaving, why, folder, archives }: KeepFound) => {
  for (const { to, file } of archives)
    printText(say(`已移出：到第 ${to} 条，在 ${file}`, `Left already: up to entry ${to}, in ${file}`))
  if (!leaving) {
    if (why) printText(sentence(why, language()))
    return
  }
  const { entries, to, since, until } = leaving
  printText(
    say(
      `可移出 ${entries} 条（到第 ${to} 条，${day(since)} 至 ${day(until)}）：大厅已有，保留期 ${months} 个月（至少 ${leastDays} 天）已满。\n先存档到 ${folder} 并核对。要移出请加 --yes --why 用途。`,
      `${entries} entries may leave (up to entry ${to}, ${day(since)} to ${day(until)}): the hall has them and ${months} months (at least ${leastDays} days) are over.\nThey are archived in ${folder} and checked first. To let them leave add --yes --why WORDS.`,
    ),
  )
}

const showLeft = ({ entries, to, archive, smaller }: Left) =>
  printText(
    say(
      `已移出 ${entries} 条（到第 ${to} 条），存档：${archive}${smaller ? '' : '\n空出的位置留给以后的条目。'}`,
      `${entries} entries have left (up to entry ${to}); archive: ${archive}${smaller ? '' : '\nThe room is used by the entries that follow.'}`,
    ),
  )

export const prune = async (options: PruneOptions): Promise<void> => {
  const dir = dataDir(options.data)
  const why = options.why?.trim() ?? ''
  if (options.yes && why === '') return stop({ code: 'cli/missing', params: { what: '--why' } })
  const reader = taken(readLog(dir))
  const password = taken(await requireRole(dir, options.as, ['it']))
  const view = await keepView({ ...keepingOf(dir), log: reader })
  reader.close()
  if (!options.yes) {
    if (options.json) printJson(view)
    else showView(view)
    process.exitCode = view.leaving ? EXIT.done : EXIT.no
    return
  }
  if (!view.leaving) return stop(view.why ?? { code: 'keep/changed' })
  const left = taken(await leave(dir, view.leaving.to, why, password))
  if (options.json) printJson(left)
  else showLeft(left)
  if (left.to === view.leaving.to) return
  // Ended by whoever sits here, or because somebody began to work.
  process.stderr.write(
    `${say('已停止：其余的没有移出。要移出请再做一次。', 'Stopped: the rest has not left. Do it again to let it leave.')}\n`,
  )
  process.exitCode = EXIT.couldNot
}
