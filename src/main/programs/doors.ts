/** Opens and closes the ways in for other programs as the settings say: the HTTP door and the watched folder. */
import type { Clock } from '../../shared/clock.ts'
import type { Language } from '../../shared/errors.ts'
import type { ProgramsView } from '../../shared/programs.ts'
import type { Fault } from '../../shared/result.ts'
import type { Reply } from '../../shared/wire.ts'
import { openProgramDoor, type ProgramDoor } from './door.ts'
import { type FolderWatch, watchFolder } from './folder.ts'
import type { ProgramBook } from './programs.ts'

/** How soon a taken port is tried again, ms. */
const RETRY_MS = 10_000

export interface ProgramDoors {
  book: ProgramBook
  view(): ProgramsView
  /** From now on requests are answered by `request`. */
  start(request: (method: string, input: unknown) => Promise<Reply>): Promise<void>
  /** Resolves when the doors are as the settings say. */
  settled(): Promise<void>
  /** The state of the counter may have changed. */
  stateChanged(): void
  stop(): Promise<void>
}

export interface ProgramDoorsOptions {
  book: ProgramBook
  clock: Clock
  /** The data folder. */
  dir: string
  language(): Language
  report(error: unknown, where: string): void
}

export const createProgramDoors = (options: ProgramDoorsOptions): ProgramDoors => {
  const { book, clock } = options
  const watchers = new Set<() => void>()
  let request: ((method: string, input: unknown) => Promise<Reply>) | null = null
  let door: { port: number; opened: ProgramDoor } | null = null
  let folder: { path: string; watch: FolderWatch } | null = null
  let doorTrouble: Fault | null = null
  let cancelRetry = () => {}
  let queue: Promise<void> = Promise.resolve()

  const settleDoor = async () => {
    cancelRetry()
    const wanted = request && book.list().length > 0 ? book.settings().port : null
    if (door && door.port !== wanted) {
      await door.opened.close()
      door = null
    }
    doorTrouble = null
    door?.opened.recheck()
    if (door || wanted === null || !request) return
    const opened = await openProgramDoor(
      {
        request,
        onState: (changed) => {
          watchers.add(changed)
          return () => void watchers.delete(changed)
        },
        check: book.check,
        language: options.language,
        report: options.report,
        clock,
      },
      wanted,
    )
    if (opened.ok) {
      door = { port: wanted, opened: opened.value }
      return
    }
    doorTrouble = opened.error
    options.report(opened.error, 'program door')
    cancelRetry = clock.after(RETRY_MS, () => void settle())
  }

  const settleFolder = async () => {
    const wanted = request ? book.settings().folder : null
    if (folder && folder.path !== wanted) {
      await folder.watch.stop()
      folder = null
    }
    if (folder || wanted === null || !request) return
    folder = { path: wanted, watch: watchFolder({ ...options, path: wanted, request }) }
  }

  const settle = (): Promise<void> => {
    queue = queue
      .then(async () => {
        await settleDoor()
        await settleFolder()
      })
      .catch((error: unknown) => options.report(error, 'program doors'))
    return queue
  }
  book.onChange(() => void settle())

  return {
    book,
    view: () => {
      const { port, folder: path } = book.settings()
      return {
        door: { url: door?.opened.url ?? null, port, trouble: doorTrouble },
        folder: { path, trouble: folder?.watch.trouble() ?? null },
        programs: book.list(),
      }
    },
    start: (answer) => {
      request = answer
      return settle()
    },
    settled: () => queue,
    stateChanged: () => {
      for (const changed of watchers) changed()
    },
    stop: () => {
      request = null
      return settle()
    },
  }
}
