/** When a log that is not whole cannot be vouched for, and whom that touches. */
import { localTime } from '../db/export/csv.ts'
import type { Judgement } from '../shared/verdict.ts'
import { say } from './io.ts'

/** As the clock on the wall shows it; null: before anything that is there. */
const time = (at: number | null) => localTime(at) || say('开头', 'the beginning')

/** @returns a line; empty where nothing is known of it, as of a log that is whole. */
export const spanText = ({ from, to, staff }: Pick<Judgement, 'from' | 'to' | 'staff'>): string =>
  from === null && to === null
    ? ''
    : say(
        `不能作证的时段：${time(from)} 至 ${time(to)}；涉及工号：${staff.join(' ') || (from === null ? '不详' : '无')}`,
        `Cannot be vouched for: ${time(from)} to ${time(to)}; staff: ${staff.join(' ') || (from === null ? 'unknown' : 'none')}`,
      )
