/**
 * A disk that loses its power. It is told what a process did to the files of one folder, in order, and says what may be
 * left of them at any instant: what was fsynced, and any part of the rest.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { wholeBelow } from '../harness/random.ts'

/** Paths are relative to the folder; '' is the folder itself. */
export type Op =
  | { type: 'create' | 'mkdir' | 'unlink' | 'sync'; path: string }
  | { type: 'rename'; path: string; to: string }
  | { type: 'write'; path: string; at: number; bytes: Buffer }
  | { type: 'copy'; from: string; fromAt: number; path: string; at: number; size: number }
  | { type: 'truncate'; path: string; size: number }

const SECTOR = 512
const BLOCK = 4096

/**
 * What a cut leaves of what was not fsynced. Names change in the order of the file system's journal, so always a first
 * part of the changes is left; of the bytes, whatever the disk's cache had got round to.
 */
export const CUTS = ['nothing', 'everything', 'in order', 'sectors', 'blocks'] as const
export type Cut = (typeof CUTS)[number]

type Change = { at: number; bytes: Buffer } | { size: number }

interface File {
  /** Fsynced; the first `size` bytes of the buffer. */
  bytes: Buffer
  size: number
  pending: Change[]
}

type NameOp = Exclude<Op, { type: 'write' | 'copy' | 'truncate' | 'sync' }>
/** null: a folder. */
type Names = Map<string, File | null>

const grown = (bytes: Buffer, size: number): Buffer => {
  if (size <= bytes.length) return bytes
  const bigger = Buffer.alloc(Math.max(size, 2 * bytes.length))
  bytes.copy(bigger)
  return bigger
}

/** Applies a change in place: `file` is the caller's own. */
const change = (file: { bytes: Buffer; size: number }, done: Change): void => {
  const end = 'size' in done ? done.size : done.at + done.bytes.length
  file.bytes = grown(file.bytes, end)
  if ('size' in done) {
    if (done.size < file.size) file.bytes.fill(0, done.size, file.size)
    file.size = done.size
    return
  }
  done.bytes.copy(file.bytes, done.at)
  file.size = Math.max(file.size, end)
}

/** The parts of a write that a disk takes or leaves as a whole. */
const parts = ({ at, bytes }: { at: number; bytes: Buffer }, unit: number): Change[] => {
  const found: Change[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, (Math.floor((at + from) / unit) + 1) * unit - at)
    found.push({ at: at + from, bytes: bytes.subarray(from, to) })
    from = to
  }
  return found
}

const left = (pending: readonly Change[], cut: Cut, random: () => number): Change[] => {
  if (cut === 'nothing') return []
  if (cut === 'everything') return [...pending]
  const unit = cut === 'blocks' ? BLOCK : SECTOR
  const small = pending.flatMap((one) => ('size' in one ? [one] : parts(one, unit)))
  if (cut === 'in order') return small.slice(0, wholeBelow(random, small.length + 1))
  const kept = small.filter(() => random() < 0.5)
  // A file may be as long as it was to become without what was to stand there.
  const size = Math.max(0, ...pending.map((one) => ('size' in one ? one.size : one.at + one.bytes.length)))
  return random() < 0.3 ? [{ at: size, bytes: Buffer.alloc(0) }, ...kept] : kept
}

const rename = (names: Names, from: string, to: string): void => {
  const file = names.get(from)
  if (file === undefined) return
  names.delete(from)
  names.set(to, file)
}

const applyName = (names: Names, op: NameOp, made: File | null): void => {
  if (op.type === 'rename') rename(names, op.path, op.to)
  else if (op.type === 'unlink') names.delete(op.path)
  else names.set(op.path, made)
}

const folderOf = (path: string) => (dirname(path) === '.' ? '' : dirname(path))

/** What lies in a folder that is lost is lost. */
const reached = (names: Names, path: string): boolean => {
  const folder = folderOf(path)
  return folder === '' || (names.get(folder) === null && reached(names, folder))
}

export interface Disk {
  apply(op: Op): void
  /** Writes what a cut at this instant leaves into the empty folder `dir`. The disk goes on as if nothing had been. */
  cutInto(dir: string, cut: Cut, random: () => number): void
}

/** What a folder holds; null: a folder in it. */
export type Stands = ReadonlyMap<string, Buffer | null>

/** @param stands what the folder holds to begin with, all of it fsynced. */
export const diskOf = (stands: Stands): Disk => {
  const files = [...stands].map(([path, bytes]): [string, File | null] => [
    path,
    // Its own copy: it is changed in place.
    bytes && { bytes: Buffer.from(bytes), size: bytes.length, pending: [] },
  ])
  const now: Names = new Map(files)
  const synced: Names = new Map(files)
  let journal: { op: NameOp; made: File | null }[] = []

  const fileAt = (path: string): File => {
    const file = now.get(path)
    if (!file) throw new Error(`nothing was seen to make ${path}`)
    return file
  }

  const syncFolder = (path: string) => {
    const touches = (op: NameOp) =>
      folderOf(op.path) === path || (op.type === 'rename' && folderOf(op.to) === path)
    for (const { op, made } of journal) if (touches(op)) applyName(synced, op, made)
    journal = journal.filter(({ op }) => !touches(op))
  }

  const syncFile = (file: File) => {
    for (const one of file.pending) change(file, one)
    file.pending = []
  }

  /** A part of a file as processes see it. */
  const readOf = (file: File, at: number, size: number): Buffer => {
    const seen = { bytes: Buffer.from(file.bytes), size: file.size }
    for (const one of file.pending) change(seen, one)
    return seen.bytes.subarray(at, Math.min(at + size, seen.size))
  }

  const apply = (op: Op): void => {
    if (op.type === 'write') fileAt(op.path).pending.push({ at: op.at, bytes: op.bytes })
    else if (op.type === 'copy') {
      const bytes = readOf(fileAt(op.from), op.fromAt, op.size)
      fileAt(op.path).pending.push({ at: op.at, bytes })
    } else if (op.type === 'truncate') fileAt(op.path).pending.push({ size: op.size })
    else if (op.type === 'sync') {
      if (op.path === '' || now.get(op.path) === null) syncFolder(op.path)
      else syncFile(fileAt(op.path))
    } else {
      const made = op.type === 'create' ? { bytes: Buffer.alloc(0), size: 0, pending: [] } : null
      applyName(now, op, made)
      journal.push({ op, made })
    }
  }

  return {
    apply,
    cutInto: (dir, cut, random) => {
      const names = new Map(synced)
      const kept =
        cut === 'nothing' ? 0 : cut === 'everything' ? journal.length : wholeBelow(random, journal.length + 1)
      for (const { op, made } of journal.slice(0, kept)) applyName(names, op, made)
      for (const [path, file] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (!reached(names, path)) continue
        if (!file) {
          mkdirSync(join(dir, path))
          continue
        }
        const copy = { bytes: Buffer.from(file.bytes.subarray(0, file.size)), size: file.size }
        for (const one of left(file.pending, cut, random)) change(copy, one)
        writeFileSync(join(dir, path), copy.bytes.subarray(0, copy.size))
      }
    },
  }
}
