/**
 * Where entries go that the database cannot take: side.log of the data folder, one line each, fsynced before anybody is
 * told. Its room is set aside while there is plenty, so that a full disk still has a place for ratings. Each line is
 * chained to the one before and authenticated with a key of the present seal epoch: a line that somebody adds or changes
 * is never counted.
 */
import { createHmac } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import { ZERO_HASH } from '../../shared/entries.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { fileFault } from '../sqlite.ts'

/** Some 500 entries: a day of a window. More is written as long as the disk has room. */
const ROOM = 256 * 1024
const LINE_FEED = 10

export interface SideLine {
  /** Counts from 1. */
  n: number
  body: string
}

export interface SideFile {
  /** Lines that wait to be taken in. */
  waiting(): number
  /** Writes the bodies and syncs, or leaves the file as it was. */
  add(bodies: readonly string[]): Result<void>
  /** Lines whose check holds, in order, and those whose does not. */
  read(): { lines: SideLine[]; bad: SideLine[] }
  /** Everything was taken in: the room is free again. */
  clear(): Result<void>
}

const pathOf = (dir: string): string => join(dir, 'side.log')

const macOf = (key: string, n: number, prev: string, body: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`guiping-side/1\n${n}\n${prev}\n${body}`).digest('hex')

interface Parsed {
  lines: SideLine[]
  bad: SideLine[]
  /** Bytes of whole lines; what follows is room, or a line that no one was told of. */
  end: number
  /** Whole lines, good and bad. */
  count: number
  last: string
}

/** Reads the lines of a file. A half line at the end was never confirmed and is none. */
const parse = (bytes: Buffer, key: string): Parsed => {
  const parsed: Parsed = { lines: [], bad: [], end: 0, count: 0, last: ZERO_HASH }
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const stop = bytes.indexOf(LINE_FEED, at)
    if (stop === -1) break
    const [n, prev, mac, body] = fieldsOf(bytes.toString('utf8', at, stop))
    parsed.count += 1
    // A good line after a bad one still stands: its own check says that we wrote it.
    if (n === parsed.count && mac === macOf(key, n, prev, body)) parsed.lines.push({ n, body })
    else parsed.bad.push({ n: parsed.count, body })
    parsed.last = mac
    at = stop + 1
    parsed.end = at
  }
  return parsed
}

const fieldsOf = (line: string): [n: number, prev: string, mac: string, body: string] => {
  try {
    const { n, prev, mac, body } = JSON.parse(line)
    return [Number(n), String(prev), String(mac), String(body)]
  } catch {
    return [0, '', '', '']
  }
}

/** Sets the room aside where there is none yet. */
const reserve = (path: string): Fault | null => {
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeSync(file, Buffer.alloc(ROOM))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    syncFolder(dirname(path))
    return null
  } catch (error) {
    const fault = fileFault(error, path)
    return fault.params?.['why'] === 'EEXIST' ? null : fault
  }
}

/** Writes at a place and syncs; the room beyond stays. */
const writeAt = (path: string, at: number, bytes: Buffer): Result<void> => {
  try {
    const file = openSync(path, 'r+')
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(file, bytes, done, bytes.length - done, at + done)
      fsyncSync(file)
      // A disk that says yes and keeps nothing is found here and not months later.
      const again = Buffer.alloc(bytes.length)
      readSync(file, again, 0, again.length, at)
      return again.equals(bytes) ? ok(undefined) : fail('data/io', { path, why: 'read back' })
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}

/** How many entries wait beside the log of `dir`, for those who only look. */
export const waitingBeside = (dir: string): number => {
  const path = pathOf(dir)
  return existsSync(path) ? parse(readFileSync(path), '').count : 0
}

/**
 * Opens the side file of a data folder, with whatever waits in it.
 * @param key of the present epoch (db/chain/seal.ts, sideKey); it does not change while lines wait.
 * @returns the file; data/disk-full, data/not-writable … where its room could not be set aside.
 */
export const openSide = (dir: string, key: () => string): Result<SideFile> => {
  const path = pathOf(dir)
  const unreserved = reserve(path)
  if (unreserved) return { ok: false, error: unreserved }
  let state: Parsed
  try {
    state = parse(readFileSync(path), key())
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }

  return ok({
    waiting: () => state.count,
    add: (bodies) => {
      let { count, last } = state
      const text = bodies.map((body) => {
        count += 1
        const mac = macOf(key(), count, last, body)
        const line = JSON.stringify({ n: count, prev: last, mac, body })
        last = mac
        return `${line}\n`
      })
      const bytes = Buffer.from(text.join(''))
      const written = writeAt(path, state.end, bytes)
      if (!written.ok) {
        // Half a batch must not stand there as if it had been confirmed.
        writeAt(path, state.end, Buffer.alloc(1))
        return written
      }
      const added = bodies.map((body, index) => ({ n: state.count + index + 1, body }))
      state = { ...state, lines: [...state.lines, ...added], end: state.end + bytes.length, count, last }
      return ok(undefined)
    },
    read: () => ({ lines: state.lines, bad: state.bad }),
    clear: () => {
      const cleared = writeAt(path, 0, Buffer.alloc(Math.max(state.end, 1)))
      if (cleared.ok) state = { lines: [], bad: [], end: 0, count: 0, last: ZERO_HASH }
      return cleared
    },
  })
}
