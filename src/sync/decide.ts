/** What delivery does next, as a pure decision: what it knows, what came back → what it knows then, and what to do. */
import type { AppendOutput, HeadOutput } from '../shared/delivery.ts'
import { type Head, ZERO_HASH } from '../shared/entries.ts'
import type { ErrorCode } from '../shared/errors.ts'
import type { Fault } from '../shared/result.ts'
import type { Refusal } from './refusal.ts'

/** How often heads are compared without any other reason, in ms. */
export const CHECK_MS = 600_000
const RETRY_MS = { first: 1000, most: 60_000 }

/** Troubles that IT must hear of, not only the clerk's light. The others mend themselves. */
const INCIDENTS: ReadonlySet<ErrorCode> = new Set([
  'hall/fork',
  'hall/wrong-key',
  'hall/bad-link',
  'hall/bad-entry',
  'hall/not-your-log',
  'hall/unknown-counter',
  'hall/bad-signature',
  'hall/needs-archive',
])

export interface Course {
  /** Heads must be compared before anything is sent. */
  checkDue: boolean
  checkedMono: number
  /** Attempts that failed in a row. */
  failures: number
  /** This log and the hall's have parted: nothing more of it is sent until they agree again. */
  forked: boolean
  trouble: Fault | null
  /** Codes told as incidents since the last success: each is told once. */
  told: readonly ErrorCode[]
}

export const setOut = (mono: number): Course => ({
  checkDue: true,
  checkedMono: mono,
  failures: 0,
  forked: false,
  trouble: null,
  told: [],
})

/** This counter's log, as far as it matters here. `acked`: the last seq that the hall is known to have. */
export interface Own {
  head: Head
  acked: number
  hashAt(seq: number): string | null
}

export type Task = { type: 'check'; seq: number } | { type: 'send'; from: number }

/** @returns what to ask the hall now, or null: nothing waits. */
export const nextTask = (course: Course, own: Own, mono: number): Task | null => {
  if (course.checkDue || mono - course.checkedMono >= CHECK_MS) return { type: 'check', seq: own.head.seq }
  return !course.forked && own.acked < own.head.seq ? { type: 'send', from: own.acked + 1 } : null
}

export type Outcome =
  | { type: 'head'; answer: HeadOutput }
  | { type: 'acked'; answer: AppendOutput }
  | ({ type: 'refused' } & Refusal)
  | { type: 'failed'; fault: Fault }

export interface Decision {
  course: Course
  /** Where sending goes on from; absent: as before. */
  acked?: number
  /** Something that belongs into the log. */
  incident?: Fault
  /** Stop for now and try again after `retryMs`. */
  failed: boolean
}

const onward = (course: Course, acked?: number): Decision =>
  acked === undefined ? { course, failed: false } : { course, acked, failed: false }

const withIncident = (decision: Decision, fault: Fault): Decision => {
  const { course } = decision
  if (!INCIDENTS.has(fault.code) || course.told.includes(fault.code)) return decision
  return { ...decision, course: { ...course, told: [...course.told, fault.code] }, incident: fault }
}

/** Tried again later, for ever; first the heads are compared, for the hall may be another one by then. */
const failure = (course: Course, fault: Fault): Decision =>
  withIncident(
    { course: { ...course, checkDue: true, failures: course.failures + 1, trouble: fault }, failed: true },
    fault,
  )

const parted = (course: Course, common: number): Decision => {
  const fault: Fault = { code: 'hall/fork', params: { common } }
  return withIncident(onward({ ...course, forked: true, trouble: fault }, common), fault)
}

/**
 * The hall has the entries that were here, and nothing yet that differs: sending goes on, so that what is written from
 * now on is refused, kept and noticed there as well.
 */
const rolledBack = (course: Course, common: number): Decision => {
  const fault: Fault = { code: 'hall/fork', params: { common } }
  return withIncident(onward({ ...course, trouble: fault }, common), fault)
}

/** The hash at a seq of our own; the empty log has one too. */
const ownHash = (own: Own, seq: number) => (seq === 0 ? ZERO_HASH : own.hashAt(seq))

/**
 * Compares heads at the hall's seq and at our own (`asked`, the seq that the question named).
 * - The hall is behind or level and agrees: sending goes on from there. This finds a hall restored from a backup, and
 *   an answer that was lost after the hall had stored what it acknowledged.
 * - The hall is ahead and agrees with all we have: this PC was rolled back to an image.
 * - They differ: we send from where they do, so that the hall finds the exact place and keeps both versions.
 */
const onHead = (before: Course, own: Own, asked: number, answer: HeadOutput, mono: number): Decision => {
  const { acked, head, at } = answer
  const course = { ...before, checkDue: false, checkedMono: mono }
  if (acked <= asked && ownHash(own, acked) === head) {
    // While entries wait, only their delivery proves that the trouble is over.
    const mended = course.forked || acked === own.head.seq
    return onward(mended ? { ...course, forked: false, trouble: null, failures: 0, told: [] } : course, acked)
  }
  if (course.forked) return onward(course)
  if (acked > asked && at !== null && at === ownHash(own, asked)) return rolledBack(course, asked)
  return onward(course, Math.max(0, Math.min(acked, asked) - 1))
}

/** `from`: the first seq that was sent. */
const onAcked = (course: Course, own: Own, from: number, { acked, head }: AppendOutput): Decision =>
  // Signed, and yet not ours: only a comparison of heads can tell what happened.
  acked < from || ownHash(own, acked) !== head
    ? failure(course, { code: 'hall/fork', params: { common: from - 1 } })
    : onward({ ...course, failures: 0, trouble: null, told: [] }, acked)

const onRefused = (course: Course, own: Own, from: number, refusal: Refusal): Decision => {
  const { fault, expected, common } = refusal
  // Only ever backwards: each rewind is lower than the one before, so that this ends.
  if (fault.code === 'hall/gap' && expected !== null && expected >= 1 && expected < from)
    return onward(course, expected - 1)
  if (fault.code === 'hall/fork' && common !== null && common >= 0 && common <= own.head.seq)
    return parted(course, common)
  return failure(course, fault)
}

/** Decides on what came back for `task`. */
export const decide = (course: Course, own: Own, task: Task, outcome: Outcome, mono: number): Decision => {
  switch (outcome.type) {
    case 'head':
      return onHead(course, own, task.type === 'check' ? task.seq : own.head.seq, outcome.answer, mono)
    case 'acked':
      return onAcked(course, own, task.type === 'send' ? task.from : 1, outcome.answer)
    case 'refused':
      return onRefused(course, own, task.type === 'send' ? task.from : 0, outcome)
    case 'failed':
      return failure(course, outcome.fault)
  }
}

/** Full jitter: anywhere from nothing to 1 s, 2 s, 4 s … 60 s. @param random 0 ≤ random < 1. @returns ms. */
export const retryMs = (failures: number, random: number): number =>
  random * Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** Math.max(0, Math.min(failures, 20) - 1))
