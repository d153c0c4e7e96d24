/** `guiping log backup`: a checked copy of the log, also while the program runs. */
import { join, resolve } from 'node:path'
import { backUp } from '../../db/backup/back-up.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { systemClock } from '../../main/clock.ts'
import { backupFolder } from '../../main/log/backups.ts'
import { configSchema } from '../../shared/config.ts'
import type { Result } from '../../shared/result.ts'
import { dataDir } from '../auth.ts'
import { printJson, printText, say, stop } from '../io.ts'

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

export const backup = (options: { data?: string; json?: boolean; out?: string }): void => {
  const dir = dataDir(options.data)
  const config = taken(readJsonFile(join(dir, 'config.json'), configSchema))
  const to = options.out ? resolve(options.out) : backupFolder(dir, config?.backups ?? null)
  const made = taken(backUp(join(dir, 'log.db'), to, systemClock.now()))
  if (options.json) {
    printJson(made)
    return
  }
  const { file, seq, removed } = made
  printText(
    say(
      `已备份到第 ${seq} 条并核对：${file}（旧备份删去 ${removed} 份）`,
      `Copied up to entry ${seq} and checked: ${file} (${removed} old copies let go)`,
    ),
  )
}
