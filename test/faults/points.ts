/**
 * Named places where the program may be killed, put into its source as it is loaded: `--import points.ts` with
 * `PROOF_POINT=NAME` (or none) and `PROOF_NTH=n`, the passing at which it dies. What ships knows nothing of them.
 */
import { writeSync } from 'node:fs'
import { registerHooks } from 'node:module'

export interface Point {
  file: string
  /** The text that stands there, and where the place is: `†`. */
  at: string
  /** The scene of working.ts that comes by. */
  scene: 'mixed' | 'few'
  /** How often it may pass before it dies, at most. */
  within: number
  /** On a folder whose log is damaged. */
  damaged?: boolean
}

const LOG = '/src/db/log/log.ts'
const PUT = '/src/db/log/put.ts'
const SIDE = '/src/db/side/side-file.ts'
const KEY_FILE = '/src/db/seal/key-file.ts'
const QUARANTINE = '/src/db/recover/quarantine.ts'
const OPEN = '/src/db/log/open.ts'
const often = { scene: 'mixed', within: 40 } as const
const seldom = { scene: 'mixed', within: 5 } as const
const recovering = { scene: 'few', within: 1, damaged: true } as const

export const POINTS: Readonly<Record<string, Point>> = {
  'before begin': { file: LOG, at: 'const before = tail.sealed\n†', ...often },
  'after an insert, before its projections': { file: PUT, at: 'insert(stored)\n†', ...often },
  'before commit': { file: PUT, at: '†return { tail: end, stored }', ...often },
  'after commit, before it is known': { file: LOG, at: 'const done = work()\n†', ...often },
  'after commit, before it is confirmed': { file: LOG, at: '†return ok(done.stored)', ...often },
  'after a seal, before its key': { file: LOG, at: '†const erased = keeper.moveOn', ...seldom },
  'before a key stands beside the old one': { file: KEY_FILE, at: '†fsyncSync(file)', ...seldom },
  'with a key beside the old one': { file: KEY_FILE, at: '†put(file, old, null)', ...seldom },
  'after the old key is overwritten': { file: KEY_FILE, at: 'put(file, old, null)\n†', ...seldom },
  'before a line beside is written': { file: SIDE, at: "const file = openSync(path, 'r+')\n†", ...seldom },
  'before a line beside is synced': { file: SIDE, at: '†fsyncSync(file)\n      // A disk', ...seldom },
  'after a line beside is synced': { file: SIDE, at: 'fsyncSync(file)\n†      // A disk', ...seldom },
  'before lines are taken in': {
    file: '/src/db/side/sided.ts',
    at: '†const written = all.length',
    ...seldom,
  },
  'after lines are taken in, before the file is cleared': {
    file: '/src/db/side/sided.ts',
    at: '†return side.waiting() > 0 ? side.clear()',
    ...seldom,
  },
  'before a damaged log is moved': {
    file: QUARANTINE,
    at: '†moveParts(path, folder)\n    return',
    ...recovering,
  },
  'among the parts of a damaged log': {
    file: QUARANTINE,
    at: 'for (const part of PARTS) {\n†',
    ...recovering,
    within: 3,
  },
  'after a damaged log is moved': {
    file: QUARANTINE,
    at: '†return ok(join(folder, basename(path)))',
    ...recovering,
  },
  'after the new log is there, before it has what is carried': {
    file: LOG,
    at: '†const taken = sided',
    ...recovering,
  },
  'after it has what is carried, before that is noted': {
    file: OPEN,
    at: '†if (old) finish(old.path)',
    ...recovering,
  },
  'before what is carried is noted for good': {
    file: QUARANTINE,
    at: "const file = openSync(join(folder, CARRIED), 'w', 0o600)\n†",
    ...recovering,
  },
}

/** So that what is rare in a day comes all the time: checkpoints, and the patience with another program. */
const QUICK: readonly { file: string; from: string; to: string }[] = [
  { file: '/src/db/log/file.ts', from: 'const CHECKPOINT_PAGES = 4000', to: 'const CHECKPOINT_PAGES = 40' },
  { file: '/src/db/log/file.ts', from: 'const BUSY_MS = 250', to: 'const BUSY_MS = 2' },
]

const name = process.env['PROOF_POINT']
if (name !== undefined) {
  const point = POINTS[name]
  const edits = [...QUICK]
  if (point)
    edits.push({
      file: point.file,
      from: point.at.replace('†', ''),
      to: point.at.replace('†', ';globalThis.failPoint();'),
    })
  let left = Number(process.env['PROOF_NTH'])
  const failPoint = () => {
    left -= 1
    if (left > 0) return
    writeSync(2, '†')
    process.kill(process.pid, 'SIGKILL')
  }
  Object.assign(globalThis, { failPoint })
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      const mine = edits.filter(({ file }) => url.endsWith(file))
      if (mine.length === 0) return loaded
      let source = String(loaded.source)
      for (const { file, from, to } of mine) {
        if (!source.includes(from)) throw new Error(`${name}: ${file} has no longer ${from}`)
        source = source.replace(from, () => to)
      }
      return { ...loaded, source }
    },
  })
}
