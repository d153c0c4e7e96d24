/** `guiping log quarantine`: the logs that were moved aside after damage, and with --out copies of them for hall IT. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { localTime } from '../../db/export/csv.ts'
import { setAside } from '../../db/recover/set-aside.ts'
import { takeAside } from '../../main/log/aside.ts'
import type { SetAside } from '../../shared/keep.ts'
import type { Result } from '../../shared/result.ts'
import { dataDir, requireRole } from '../auth.ts'
import { printJson, printText, say, stop } from '../io.ts'
import { shownProgress } from '../shown-progress.ts'
import { record } from './export.ts'

interface Options {
  data?: string
  json?: boolean
  as?: string
  out?: string
  why?: string
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

const showList = (logs: readonly SetAside[]): void => {
  if (logs.length === 0) {
    printText(say('没有移开的日志。', 'No log was moved aside.'))
    return
  }
  for (const { name, at, bytes, copy } of logs) {
    const what = copy ? say('恢复用的备份', 'copy that was restored') : say('移开的日志', 'moved aside')
    printText(`${localTime(at)}  ${Math.ceil(bytes / 1e6)} MB  ${what}  ${name}`)
  }
  printText(
    say(
      '程序从不删除它们。要复制出来请加 --out 目录 --why 用途 --as it。',
      'The program never deletes them. To copy them add --out DIR --why WORDS --as it.',
    ),
  )
}

export const quarantine = async (options: Options): Promise<void> => {
  const dir = dataDir(options.data)
  if (options.out === undefined) {
    const logs = taken(setAside(dir))
    if (options.json) printJson(logs)
    else showList(logs)
    return
  }
  const why = options.why?.trim() ?? ''
  if (why === '') return stop({ code: 'cli/missing', params: { what: '--why' } })
  // The copy is an entry: without a log there is nowhere to write it.
  if (!existsSync(join(dir, 'log.db'))) return stop({ code: 'data/no-log', params: { path: dir } })
  // Nothing to copy is no failure: a counter that never had damage is as it should be.
  if (taken(setAside(dir)).length === 0)
    return options.json ? printJson({ folder: resolve(options.out), taken: [] }) : showList([])
  const password = taken(await requireRole(dir, options.as, ['it']))
  const progress = shownProgress()
  const stopping = new AbortController()
  const end = () => stopping.abort()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const copied = await takeAside(
    dir,
    resolve(options.out),
    (what) => record(dir, { format: 'quarantine', what, from: 0, to: 0, entries: 0, why }, password),
    { progress: progress.show, stopped: stopping.signal },
  )
  progress.clear()
  const made = taken(copied)
  if (options.json) printJson(made)
  else
    printText(
      say(
        `已复制 ${made.taken.length} 份到 ${made.folder}（原来的没有动；每份里有 SHA256SUMS）`,
        `Copied ${made.taken.length} to ${made.folder} (what was there is untouched; each has its SHA256SUMS)`,
      ),
    )
}
