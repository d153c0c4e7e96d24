/**
 * Runs a process under strace and reads what it did to the files of one folder, and in between what it said on stdout.
 * Every system call that could change a file is in it; one that this reader does not know is an error, not a gap.
 */
import { spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Op } from './disk.ts'

/** What happened, in order: an operation, or a line that the process wrote to stdout. */
export type Event = { op: Op } | { said: string }

const CALLS = [
  ...['openat', 'open', 'creat', 'close', 'dup', 'dup2', 'dup3', 'lseek'],
  ...['write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'sendfile', 'copy_file_range', 'io_uring_setup'],
  ...['fsync', 'fdatasync', 'sync', 'syncfs', 'sync_file_range', 'ftruncate', 'truncate', 'fallocate'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat'],
  ...['rmdir', 'mkdir', 'mkdirat'],
]

/** @returns why strace cannot be used here, or null. */
export const straceFault = (): string | null => {
  const tried = spawnSync('strace', ['-f', '-e', 'trace=fsync', 'true'], { encoding: 'utf8' })
  return tried.status === 0 ? null : (tried.error?.message ?? tried.stderr.split('\n')[0] ?? 'strace')
}

/** @returns the exit status of `node WORDS`, whose calls are written to `trace`. */
export const traced = (trace: string, words: readonly string[], env: NodeJS.ProcessEnv) => {
  const flags = ['-f', '-xx', '-s', String(1 << 24), '-e', `trace=${CALLS.join(',')}`, '-o', trace]
  return spawnSync('strace', [...flags, process.execPath, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // libuv could do file work in a ring that strace does not see into.
    env: { ...process.env, ...env, UV_USE_IO_URING: '0' },
  })
}

/** The files of the log that a fault may hit: not what the process says on stdout. */
const FILES = [
  'log.db',
  'log.db-wal',
  'log.db.new',
  'log.db.new-wal',
  'side.log',
  'side.log.new',
  'seal.json',
  'seal.json.new',
]

/** Calls that can fail, and how. */
export interface Fault {
  calls: string
  error: 'ENOSPC' | 'EIO'
  /** As strace counts them: `7`, `7..12`, `7+`. */
  when: string
}

/** Runs `node WORDS` with calls on the log's files in `dir` failing. @returns what it said, and how many calls there were. */
export const failing = (dir: string, words: readonly string[], { calls, error, when }: Fault) => {
  const flags = ['-f', '-qq', ...FILES.flatMap((name) => ['-P', join(dir, name)]), '-e', `trace=${calls}`]
  const inject = when === '' ? [] : ['-e', `inject=${calls}:error=${error}:when=${when}`]
  const run = spawnSync('strace', [...flags, ...inject, process.execPath, ...words], {
    ...{ encoding: 'utf8' as const, maxBuffer: 1 << 26 },
    env: { ...process.env, GUIPING_SQLITE: 'better', UV_USE_IO_URING: '0' },
  })
  const lines = run.stderr.split('\n')
  return {
    said: run.stdout.split('\n').filter((line) => line !== ''),
    calls: lines.filter((line) => /\) += /.test(line)).length,
    failed: lines.filter((line) => line.includes('(INJECTED)')).length,
  }
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')

/** Joins what strace splits when threads take turns. */
const joined = () => {
  const begun = new Map<string, string>()
  return (line: string): string | null => {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (rest.endsWith(' <unfinished ...>')) {
      begun.set(pid, rest.slice(0, -' <unfinished ...>'.length))
      return null
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    return resumed ? `${begun.get(pid) ?? ''}${resumed[1]}` : rest
  }
}

interface Open {
  path: string
  at: number
}

/** @param dir the folder, absolute. @param there whether a path in it is a file that stands at this moment. */
const reader = (dir: string, there: Set<string>) => {
  const open = new Map<string, Open>()
  const inside = (hex: string | undefined): string | null => {
    const path = unhex(hex ?? '').toString()
    if (path === dir) return ''
    return path.startsWith(`${dir}/`) ? path.slice(dir.length + 1) : null
  }
  const paths = (args: string) => [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) => inside(hex))

  const onOpen = (args: string, fd: string): Event[] => {
    const [path] = paths(args)
    open.delete(fd)
    if (path === null || path === undefined || path.endsWith('-shm')) return []
    if (args.includes('O_APPEND') || args.includes('O_TMPFILE')) throw new Error(`${args}: not modelled`)
    open.set(fd, { path, at: 0 })
    const stands = path === '' || there.has(path)
    if (!stands && args.includes('O_CREAT')) {
      there.add(path)
      return [{ op: { type: 'create', path } }]
    }
    return args.includes('O_TRUNC') ? [{ op: { type: 'truncate', path, size: 0 } }] : []
  }

  const moved = (from: string, to: string) => {
    there.delete(from)
    there.add(to)
    for (const file of open.values()) if (file.path === from) file.path = to
  }

  /** Where a copy begins: at a place of its own, or at the file's, which moves. */
  const placed = (file: Open, own: string | undefined, size: number): number => {
    const given = /\d+/.exec(own ?? '')?.[0]
    if (given !== undefined) return Number(given)
    file.at += size
    return file.at - size
  }

  /** One call that came to a good end. */
  return (call: string, args: string, result: string): Event[] => {
    const fd = /^\d+/.exec(args)?.[0] ?? ''
    const file = open.get(fd)
    const numbers = args.split(', ')
    switch (call) {
      case 'openat':
      case 'open':
      case 'creat':
        return onOpen(args, result)
      case 'close':
        open.delete(fd)
        return []
      case 'write':
      case 'pwrite64': {
        const hex = /"((?:\\x[0-9a-f]{2})*)"/.exec(args)?.[1] ?? ''
        if (fd === '1' && !file)
          return unhex(hex)
            .toString()
            .split('\n')
            .filter((line) => line !== '')
            .map((said) => ({ said }))
        if (!file) return []
        const bytes = unhex(hex).subarray(0, Number(result))
        const at = call === 'write' ? file.at : Number(numbers.at(-1))
        if (call === 'write') file.at += bytes.length
        return [{ op: { type: 'write', path: file.path, at, bytes } }]
      }
      case 'copy_file_range': {
        const from = open.get(numbers[0] ?? '')
        const to = open.get(numbers[2] ?? '')
        if (!from && !to) return []
        if (!from || !to) throw new Error(`${call}(${args}): not modelled`)
        const size = Number(result)
        const fromAt = placed(from, numbers[1], size)
        return [
          {
            op: {
              type: 'copy',
              from: from.path,
              fromAt,
              path: to.path,
              at: placed(to, numbers[3], size),
              size,
            },
          },
        ]
      }
      case 'ftruncate':
        return file ? [{ op: { type: 'truncate', path: file.path, size: Number(numbers[1]) } }] : []
      case 'fsync':
      case 'fdatasync':
        return file ? [{ op: { type: 'sync', path: file.path } }] : []
      case 'unlink':
      case 'unlinkat':
      case 'rmdir': {
        const [path] = paths(args)
        if (path === null || path === undefined || path.endsWith('-shm')) return []
        there.delete(path)
        return [{ op: { type: 'unlink', path } }]
      }
      case 'mkdir':
      case 'mkdirat': {
        const [path] = paths(args)
        return path ? [{ op: { type: 'mkdir', path } }] : []
      }
      case 'rename':
      case 'renameat':
      case 'renameat2': {
        const [path, to] = paths(args)
        if (typeof path !== 'string' || typeof to !== 'string' || path.endsWith('-shm')) return []
        moved(path, to)
        return [{ op: { type: 'rename', path, to } }]
      }
      case 'lseek':
        if (file && file.path !== '') throw new Error(`lseek on ${file.path}: not modelled`)
        return []
      default:
        if (file || paths(args).some((path) => path !== null))
          throw new Error(`${call}(${args}): not modelled`)
        return []
    }
  }
}

/** Reads a trace. @param stands the files of `dir` before the process began. */
export const eventsOf = async (trace: string, dir: string, stands: Iterable<string>): Promise<Event[]> => {
  const events: Event[] = []
  const join = joined()
  const read = reader(dir, new Set(stands))
  for await (const line of createInterface({ input: createReadStream(trace), crlfDelay: Infinity })) {
    const whole = join(line)
    const [, call = '', args = '', result = ''] = /^(\w+)\((.*)\) += (-?\d+)/.exec(whole ?? '') ?? []
    if (call !== '' && !result.startsWith('-')) events.push(...read(call, args, result))
  }
  return events
}
