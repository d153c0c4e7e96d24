/**
 * Which task is done, read from what the program wrote into its log and never from clicks: a task counts however it was
 * carried out, by key, mouse or command line. Pure: one entry after the other goes in.
 */
import { type Envelope, isKind } from '../../shared/entries.ts'
import { SYSTEM_REASONS } from '../../shared/people.ts'
import type { Task } from '../../shared/practice.ts'

export interface Progress {
  /** Who signed out last, until somebody signs in. */
  left: string | null
  /** The matter that was asked while the pad was away. */
  askedOffline: string | null
  /** Who closed such a matter; the pad is not back yet. */
  servedOffline: string | null
}

export const NO_PROGRESS: Progress = { left: null, askedOffline: null, servedOffline: null }

export interface Done {
  staff: string
  task: Task
}

const isSystem = (reason: string | null) => SYSTEM_REASONS.some((code) => code === reason)

/** @returns what is known after `entry`, and the tasks that it completes. */
export const follow = (progress: Progress, entry: Envelope): { progress: Progress; done: Done[] } => {
  const by = entry.by
  const did = (task: Task, staff: string | null = by): Done[] => (staff === null ? [] : [{ staff, task }])
  if (isKind(entry, 'shift.opened')) {
    const handedOver = progress.left !== null && progress.left !== entry.staff
    return {
      progress: { ...progress, left: null },
      done: [...did('sign-in', entry.staff), ...(handedOver ? did('hand-over', progress.left) : [])],
    }
  }
  if (isKind(entry, 'shift.closed')) return { progress: { ...progress, left: by }, done: [] }
  if (isKind(entry, 'matter.opened')) return { progress, done: did('serve') }
  if (isKind(entry, 'rating.asked')) {
    const askedOffline = entry.pad === 'offline' ? entry.matter : progress.askedOffline
    return { progress: { ...progress, askedOffline }, done: [] }
  }
  if (isKind(entry, 'matter.closed')) {
    const offline = entry.matter === progress.askedOffline
    const next = offline ? { ...progress, askedOffline: null, servedOffline: by } : progress
    if (entry.outcome === 'rated') return { progress: next, done: did('ask') }
    return { progress: next, done: isSystem(entry.reason) ? [] : did('unrated') }
  }
  if (isKind(entry, 'device.online') && progress.servedOffline !== null)
    return { progress: { ...progress, servedOffline: null }, done: did('unplug', progress.servedOffline) }
  return { progress, done: [] }
}
