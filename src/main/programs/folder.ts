/**
 * The watched folder, for programs that can only write files: one request a file, one line of JSON, answered by a file of
 * the same name in answers/. A file that is whole is taken (moved to taken/) before it is carried out, so that it counts
 * once; one that is wrong goes to refused/ with the reason beside it. Only plain files are looked at, and no link is
 * followed anywhere.
 */
import { constants, watch } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { syncFolder } from '../../files/sync-folder.ts'
import type { Clock } from '../../shared/clock.ts'
import { firstIssue } from '../../shared/entries.ts'
import { type Language, sentence } from '../../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { Reply } from '../../shared/wire.ts'

/** Shared folders tell nobody what changes in them, so they are looked at so often, ms. */
const LOOK_MS = 2_000
/** A file that is not whole and has not grown for so long was given up by its writer, ms. */
const UNFINISHED_MS = 10_000
const MOST_BYTES = 64 * 1024
const NAME = /^[A-Za-z0-9_][\w.-]{0,99}\.json$/i
const FOLDERS = ['answers', 'taken', 'refused'] as const

const lineSchema = z.looseObject({ do: z.enum(['open', 'ask', 'close', 'state']) })
type Line = z.infer<typeof lineSchema>

export interface FolderWatch {
  trouble(): Fault | null
  /** Resolves when the folder has been looked at since the call. */
  look(): Promise<void>
  stop(): Promise<void>
}

export interface FolderOptions {
  path: string
  /** The data folder: neither may hold the other. */
  dir: string
  clock: Clock
  language(): Language
  request(method: string, input: unknown): Promise<Reply>
  report(error: unknown, where: string): void
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'error')
const holds = (outer: string, inner: string) => {
  const way = relative(resolve(outer), resolve(inner))
  return !way.startsWith('..') && !isAbsolute(way)
}

/** Whether `path` may be watched; makes the three folders in it. */
export const prepareWatched = async (path: string, dir: string): Promise<Result<void>> => {
  const bad = (why: string) => fail('program/folder-bad', { path, why })
  if (!isAbsolute(path)) return bad('not a full path')
  if (holds(path, dir) || holds(dir, path)) return bad('data folder')
  try {
    if (!(await lstat(path)).isDirectory()) return bad('not a folder')
    for (const name of FOLDERS) {
      const inner = join(path, name)
      await mkdir(inner).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
      })
      // A link here would let whoever made it choose where our files go.
      if (!(await lstat(inner)).isDirectory()) return bad(`${name} is not a folder`)
    }
    return ok(undefined)
  } catch (error) {
    return bad(codeOf(error))
  }
}

/** Old programs write UTF-8 with or without a mark, or the code page of a Chinese Windows. */
const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** @returns the line, null while it is not whole, or what is wrong. */
export const readLine = (text: string): Result<Line | null> => {
  const bad = (why: string) => fail('program/file-bad', { file: '', why })
  const [line = '', ...more] = text.split('\n')
  if (more.some((rest) => rest.trim() !== '')) return bad('more than one line')
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    // Part of an object is never an object, so what parses is whole even without its line break.
    return more.length > 0 ? bad('not JSON') : ok(null)
  }
  const checked = lineSchema.safeParse(value)
  return checked.success ? ok(checked.data) : bad(firstIssue(checked.error))
}

interface Read {
  line: Line | null
  /** What tells one state of an unfinished file from the next. */
  print: string
}

/** Reads a plain file with one name and of a sensible size, and nothing else. */
const readRequest = async (path: string): Promise<Result<Read>> => {
  const bad = (why: string) => fail('program/file-bad', { file: '', why })
  const seen = await lstat(path)
  if (!seen.isFile()) return bad('not a plain file')
  if (seen.nlink > 1) return bad('a second name of another file')
  const file = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  )
  try {
    const now = await file.stat()
    if (now.ino !== seen.ino || !now.isFile()) return bad('exchanged while it was read')
    if (now.size > MOST_BYTES) return bad('larger than 64 KiB')
    const buffer = Buffer.alloc(MOST_BYTES + 1)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    const line = readLine(textOf(buffer.subarray(0, bytesRead)))
    return line.ok ? ok({ line: line.value, print: `${now.size} ${now.mtimeMs}` }) : line
  } finally {
    await file.close()
  }
}

/** A new file in place of whatever has that name; a link there is replaced, not followed. */
const writeWhole = async (folder: string, name: string, text: string) => {
  const beside = join(folder, `.${name}.new`)
  await rm(beside, { force: true })
  const file = await open(beside, 'wx', 0o644)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, join(folder, name))
}

/** Watches `path` until stopped. A folder that cannot be used is a trouble and looked at again. */
export const watchFolder = (options: FolderOptions): FolderWatch => {
  const { path, clock } = options
  const inside = (folder: (typeof FOLDERS)[number], name = '') => join(path, folder, name)
  const unfinished = new Map<string, { print: string; since: number }>()
  let trouble: Fault | null = null
  let stopped = false
  let cancelLook = () => {}
  let unwatch: (() => void) | null = null
  let recovered = false

  const reply = async (name: string, answer: Reply) =>
    writeWhole(inside('answers'), name, `${JSON.stringify(answer)}\n`)
  const faulty = (fault: Fault): Reply & { ok: false } => ({
    ok: false,
    error: { ...fault, message: sentence(fault, options.language()) },
  })

  const refuse = async (from: string, name: string, fault: Fault) => {
    const answer = faulty({ ...fault, ...(fault.params ? { params: { ...fault.params, file: name } } : {}) })
    await rename(from, inside('refused', name))
    await writeWhole(inside('refused'), `${name}.reason.txt`, `${answer.error.message}\n`)
    await reply(name, answer)
  }

  const carryOut = async (name: string, { do: action, ...input }: Line) => {
    const answer = await options.request(`program.${action}`, input)
    if (!answer.ok && answer.error.code === 'request/bad-input') {
      await refuse(inside('taken', name), name, answer.error)
      return
    }
    await reply(name, answer)
    await rm(inside('taken', name), { force: true })
  }

  const take = async (name: string) => {
    const from = join(path, name)
    const read = await readRequest(from)
    if (!read.ok) {
      unfinished.delete(name)
      return refuse(from, name, read.error)
    }
    const { line, print } = read.value
    if (line) {
      unfinished.delete(name)
      await rename(from, inside('taken', name))
      syncFolder(path)
      return carryOut(name, line)
    }
    const before = unfinished.get(name)
    if (before?.print !== print) {
      unfinished.set(name, { print, since: clock.mono() })
      return
    }
    if (clock.mono() - before.since < UNFINISHED_MS) return
    unfinished.delete(name)
    await refuse(from, name, { code: 'program/file-unfinished', params: { file: name } })
  }

  /** What was taken and not answered when the program stopped: a reference or a question may be repeated, nothing else. */
  const recover = async () => {
    for (const name of await readdir(inside('taken'))) {
      const read = await readRequest(inside('taken', name))
      const line = read.ok ? read.value.line : null
      if (line && (line.do === 'state' || typeof line['reference'] === 'string')) await carryOut(name, line)
      else await refuse(inside('taken', name), name, { code: 'program/interrupted' })
    }
  }

  const waiting = async (): Promise<string[]> => {
    const names = (await readdir(path)).filter((name) => NAME.test(name))
    const dated = await Promise.all(
      names.map(async (name) => {
        const seen = await lstat(join(path, name)).catch(() => null)
        return seen && !seen.isDirectory() ? [{ name, at: seen.mtimeMs }] : []
      }),
    )
    return dated
      .flat()
      .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name)
  }

  const scan = async () => {
    const prepared = await prepareWatched(path, options.dir)
    trouble = prepared.ok ? null : prepared.error
    if (!prepared.ok) return
    unwatch ??= listen()
    if (!recovered) await recover()
    recovered = true
    for (const name of await waiting()) {
      if (stopped) return
      await take(name).catch((error: unknown) => {
        // Gone again, or held by its writer (Windows): the next look finds it or not.
        if (!['ENOENT', 'EBUSY', 'EPERM', 'EACCES'].includes(codeOf(error))) throw error
      })
    }
  }

  let queue: Promise<void> = Promise.resolve()
  let queued = false
  /** One look at a time, and at most one more waiting. */
  const look = (): Promise<void> => {
    if (queued || stopped) return queue
    queued = true
    queue = queue.then(async () => {
      queued = false
      cancelLook()
      try {
        if (!stopped) await scan()
      } catch (error) {
        options.report(error, 'watched folder')
        trouble = { code: 'program/folder-bad', params: { path, why: codeOf(error) } }
      }
      if (!stopped) cancelLook = clock.after(LOOK_MS, () => void look())
    })
    return queue
  }

  /** Quick notice where the system gives it; looking now and then where it does not. */
  const listen = (): (() => void) => {
    try {
      const watcher = watch(path, { persistent: false }, () => void look())
      watcher.on('error', () => {
        watcher.close()
        unwatch = null
      })
      return () => watcher.close()
    } catch {
      return () => {}
    }
  }

  void look()
  return {
    trouble: () => trouble,
    look,
    stop: async () => {
      stopped = true
      cancelLook()
      unwatch?.()
      await queue
    },
  }
}
