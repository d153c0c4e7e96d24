/** What the log's worker is asked, and what it answers. */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import type { Language } from '../../shared/errors.ts'
import type { DaySum, EntryLine, ListPage, ListQuery, MatterLine } from '../../shared/log-view.ts'
import type { Receipt } from '../../shared/receipt.ts'
import type { Result } from '../../shared/result.ts'
import type { BackedUp } from '../backup/back-up.ts'
import type { BrowseOptions, FacetsOfLog } from '../browse/browse.ts'
import type { Known } from '../chain/judge.ts'
import type { Exported, ExportJob } from '../export/run.ts'
import type { Page, PageWanted, ReceiptsWanted } from '../glog/pages.ts'
import type { Archived } from '../keep/archive.ts'
import type { KeepFacts } from '../keep/limit.ts'
import type { Cut, Plan } from '../keep/plan.ts'
import type { TablesShow } from '../log/verify.ts'

export interface Tasks {
  list: { input: { open: BrowseOptions; query: ListQuery; reference?: string }; output: ListPage }
  story: {
    input: { open: BrowseOptions; matter: string }
    output: { matter: MatterLine | null; entries: EntryLine[] }
  }
  days: {
    input: { open: BrowseOptions; from?: number | undefined; to?: number | undefined }
    output: DaySum[]
  }
  facets: { input: { open: BrowseOptions }; output: FacetsOfLog }
  export: { input: ExportJob; output: Exported }
  'back-up': { input: { dir: string; to: string; at: number }; output: BackedUp }
  /** Whether every page of the log is sound: data/damaged otherwise. */
  'check-pages': { input: { dir: string }; output: null }
  'pull-page': { input: PageWanted; output: Page }
  'pull-receipts': { input: ReceiptsWanted; output: Receipt[] }
  /** What may leave the log. */
  'keep-plan': { input: { dir: string; facts: KeepFacts }; output: Plan }
  archive: {
    input: { dir: string; folder: string; at: number; cut: Cut; known: Known }
    output: Archived
  }
  /** The half of a check that concerns the tables, of a file whose pages are sound; data/log-moved when it is another log's now. */
  tables: { input: { path: string; log: string }; output: TablesShow }
  verify: { input: { dir: string; language: Language; known: Known }; output: VerifyReport }
}
export type TaskName = keyof Tasks

export interface Asked {
  id: number
  name: TaskName
  input: unknown
  /** One 32-bit number in shared memory: not 0 ends the task. */
  stop: SharedArrayBuffer
}

export type Told =
  | { id: number; type: 'progress'; done: number; total: number }
  | { id: number; type: 'done'; result: Result<unknown> }
  /** A mistake of the program: for the program log. */
  | { id: number; type: 'failed'; message: string }
