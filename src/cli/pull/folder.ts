/** The folder that logs are collected in: a file for each log, only ever added to. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, truncateSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { linesOf, readHeader } from '../../db/glog/read.ts'
import { fileFault } from '../../db/sqlite.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import type { GlogHeader } from '../../shared/offer.ts'
import { ok, type Result } from '../../shared/result.ts'

export const prepareOut = (out: string): Result<void> => {
  try {
    mkdirSync(out, { recursive: true, mode: 0o700 })
    return ok(undefined)
  } catch (error) {
    return { ok: false, error: fileFault(error, out) }
  }
}

export const glogsIn = (out: string): string[] =>
  readdirSync(out)
    .filter((name) => name.endsWith('.glog'))
    .sort()
    .map((name) => join(out, name))

/** What a counter calls itself may hold anything; a file's name may not. */
const safe = (station: string) => station.replaceAll(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 40)

/** `7-019de78a1b2c.glog`; `more`: what tells it from another file of the same log. */
export const glogName = ({ station, log_id }: Pick<GlogHeader, 'station' | 'log_id'>, more = ''): string =>
  `${safe(station)}-${log_id.replaceAll('-', '').slice(0, 12)}${more}.glog`

/** The file of this log that was added to last: of several, the one that begins last. Sticks' files are not added to. */
export const growingFile = (
  out: string,
  header: Pick<GlogHeader, 'station' | 'log_id'>,
): string | undefined => {
  const stem = join(out, glogName(header)).slice(0, -'.glog'.length)
  const begins = (path: string) => Number(/-from-(\d+)\.glog$/.exec(path)?.[1] ?? 1)
  return glogsIn(out)
    .filter((path) => path === `${stem}.glog` || path.startsWith(`${stem}-from-`))
    .sort((a, b) => begins(b) - begins(a))[0]
}

/** The first line of a file, or null where it is no `.glog`. */
export const headerIn = (file: string): GlogHeader | null => {
  for (const { text } of linesOf(file)) {
    const header = readHeader(text, file)
    return header.ok ? header.value : null
  }
  return null
}

/** Whether the first line of a file came whole: else a power cut ended its making, and nothing of a log is in it. */
export const isBegun = (file: string): boolean => {
  for (const { ended } of linesOf(file)) return ended
  return false
}

export interface Appender {
  add(lines: string): void
  /** Everything is on the disk. */
  sync(): void
  close(): void
}

/** Goes on with a file after its first `bytes`, which are whole lines: half a line behind them is nothing. */
export const appendTo = (file: string, bytes: number): Appender => {
  const handle = openSync(file, 'a', 0o600)
  truncateSync(file, bytes)
  return {
    add: (lines) => {
      const data = Buffer.from(lines)
      for (let done = 0; done < data.length; ) done += writeSync(handle, data, done)
    },
    sync: () => fsyncSync(handle),
    close: () => closeSync(handle),
  }
}

export const newFile = (file: string): Appender => {
  closeSync(openSync(file, 'wx', 0o600))
  syncFolder(dirname(file))
  return appendTo(file, 0)
}
