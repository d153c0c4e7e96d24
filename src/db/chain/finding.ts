/** What a check of a log found: the words that the judge, the seals' and the times' check share. */
import type { LogVerdict, Why } from '../../shared/verdict.ts'

/** Where a check stumbled. */
export interface Finding {
  verdict: Exclude<LogVerdict, 'ok'>
  why: Why
  /** null: no entry of its own, e.g. one that is missing at the end. */
  seq: number
}
