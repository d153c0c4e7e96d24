/** `guiping staff import`: the lists of a counter without a hall. While the program runs, its own page does it. */
import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { takeLock } from '../../db/lock.ts'
import { openLog } from '../../db/log/open.ts'
import { prepareFolder } from '../../db/open-folder.ts'
import { type ImportResult, importLists } from '../../hall/import/import.ts'
import { KIND_NAMES, type Sorted } from '../../hall/import/kinds.ts'
import { uuidV7 } from '../../keys/uuid.ts'
import { systemClock } from '../../main/clock.ts'
import { counterLists, ownLists } from '../../main/data/lists.ts'
import { openSettings, type Settings } from '../../main/data/settings.ts'
import type { Fault, Result } from '../../shared/result.ts'
import { dataDir, requireRole } from '../auth.ts'
import { stop } from '../io.ts'
import { type ImportOptions, importOptions, runImport } from './import.ts'

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))
const refused = (error: Fault): ImportResult => ({ ok: false, error, problems: [] })

/** Imports and writes down in the log that it was done. */
const bring = async (
  dir: string,
  role: string,
  settings: Settings,
  sheets: Sorted,
  may: { remove: boolean },
): Promise<ImportResult> => {
  const imported = await importLists(counterLists(settings), sheets, may)
  if (!imported.ok) return imported
  const log = openLog({
    dir,
    clock: systemClock,
    boot: randomBytes(8).toString('hex'),
    station: settings.config().station,
    newId: uuidV7,
  })
  if (!log.ok) return refused(log.error)
  const what = KIND_NAMES.filter((kind) => imported.value[kind] !== null)
  const stamp = { at: systemClock.now(), mono: systemClock.mono(), by: null }
  const written = log.value.append([{ kind: 'config.changed', ...stamp, role, what }])
  log.value.close()
  return written.ok ? imported : refused(written.error)
}

const run = async (
  files: string[],
  options: ImportOptions & { data?: string; as?: string },
): Promise<void> => {
  const dir = dataDir(options.data)
  const settings = taken(openSettings(dir))
  await runImport(files, options, {
    present: async () => settings.roster(),
    bring: async (sheets) => {
      const own = ownLists(settings)
      if (!own.ok) return refused(own.error)
      const role = options.as ?? 'technician'
      const may = await requireRole(dir, role, ['technician', 'it'])
      if (!may.ok) return refused(may.error)
      const folder = prepareFolder(dir)
      if (!folder.ok) return refused(folder.error)
      const lock = takeLock(dir)
      if (!lock.ok) return refused(lock.error.code === 'data/in-use' ? { code: 'lists/running' } : lock.error)
      // As it is now that nobody else writes: the program may have ended just before.
      const present = openSettings(dir)
      const remove = options.remove === true
      const result = present.ok
        ? await bring(dir, role, present.value, sheets, { remove })
        : refused(present.error)
      lock.value.release()
      return result
    },
  })
}

export const staffImport = (): Command =>
  importOptions(
    new Command('import')
      .description(
        '没有大厅服务器时，导入人员、事项、原因和政策；先关闭柜评 · without a hall: import staff, items, reasons and policy; close Guiping first',
      )
      .option('--data <dir>', '数据目录 · data folder')
      .option(
        '--as <role>',
        '用谁的密码：technician 或 it；取自 GUIPING_PASSWORD，没有则询问 · whose password: technician or it',
      ),
  ).action(run)
