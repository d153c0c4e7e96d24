/** `guiping log backup`: a checked copy of the log, also while the program runs. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BackedUp } from '../../db/backup/back-up.ts'
import { dropPart, partIn } from '../../db/backup/copy.ts'
import { openSoundFile } from '../../db/log/file.ts'
import { currentLog } from '../../db/log/rows.ts'
import { readJsonFile } from '../../files/json-file.ts'
import { systemClock } from '../../main/clock.ts'
import { backupFolder } from '../../main/log/backup-place.ts'
import { backUpOnWorker } from '../../main/log/backups.ts'
import { configSchema } from '../../shared/config.ts'
import type { Result } from '../../shared/result.ts'
import { dataDir, requireRole } from '../auth.ts'
import { printJson, printText, say, stop } from '../io.ts'
import { shownProgress } from '../shown-progress.ts'
import { record } from './export.ts'

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

/** How often the copy is looked at while it grows, ms. */
const LOOK_MS = 200

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Made on a worker: a large log takes minutes, and what is there already shows how far it is. */
const made = async (dir: string, to: string): Promise<Result<BackedUp>> => {
  const progress = shownProgress()
  const log = join(dir, 'log.db')
  const db = openSoundFile(log)
  if (!db.ok) return db
  const part = partIn(to, currentLog(db.value) ?? '')
  db.value.close()
  const total = sizeOf(log)
  const look = () => progress.show(Math.min(sizeOf(part), total), total)
  const timer = setInterval(look, LOOK_MS)
  // SQLite copies to its end once it has begun: what is there of the copy goes, and the process with it.
  const interrupted = () => {
    progress.clear()
    console.error(
      say('已停止，没有留下备份。要备份请再做一次。', 'Stopped; there is no copy. Do it again to make one.'),
    )
    try {
      dropPart(part)
    } finally {
      // Under Windows it is still held: then the next copy takes it away.
      process.kill(process.pid, 'SIGINT')
    }
  }
  process.once('SIGINT', interrupted)
  const copied = await backUpOnWorker({ dir, to, at: systemClock.now() })
  process.off('SIGINT', interrupted)
  clearInterval(timer)
  progress.clear()
  return copied
}

/**
 * A copy to anywhere else than where copies go takes the log out: IT's alone, for a reason. The entry comes first: whatever
 * breaks off, the log knows of it.
 */
const recordOut = async (dir: string, { as, why = '' }: BackupOptions): Promise<void> => {
  if (why.trim() === '') return stop({ code: 'cli/missing', params: { what: '--why' } })
  if (!existsSync(join(dir, 'log.db'))) return stop({ code: 'data/no-log', params: { path: dir } })
  const password = taken(await requireRole(dir, as, ['it']))
  const told = { format: 'sqlite', what: 'backup', from: 0, to: 0, entries: 0, why: why.trim() } as const
  taken(await record(dir, told, password))
}

export interface BackupOptions {
  data?: string
  json?: boolean
  out?: string
  as?: string
  why?: string
}

export const backup = async (options: BackupOptions): Promise<void> => {
  const dir = dataDir(options.data)
  if (options.out !== undefined) await recordOut(dir, options)
  const config = taken(readJsonFile(join(dir, 'config.json'), configSchema))
  const to = options.out ? resolve(options.out) : taken(backupFolder(dir, config?.backups ?? null))
  const copy = taken(await made(dir, to))
  if (options.json) {
    printJson(copy)
    return
  }
  const { file, seq, removed } = copy
  printText(
    say(
      `已备份到第 ${seq} 条并核对：${file}（旧备份删去 ${removed} 份）`,
      `Copied up to entry ${seq} and checked: ${file} (${removed} old copies let go)`,
    ),
  )
}
