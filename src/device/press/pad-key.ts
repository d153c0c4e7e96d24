/** What the press filter needs of a framer's key event. Of any framer: the fields that few protocols have may be absent. */
import type { Level } from '../../shared/levels.ts'
import type { Press, PressFlag } from '../../shared/pad.ts'

export interface PadKey {
  key: string
  level: Level | null
  /** A citizen's reason that the key stands for. */
  reason?: string | undefined
  /** `press`, or absent: the pad sends a code per press. */
  edge?: 'press' | 'down' | 'up' | undefined
  /** The pad's own clock, ms. */
  deviceAt?: number | null | undefined
  card?: string | undefined
  address?: number | null | undefined
  bytes: string
}

/** Why a key event became no press. None is lost unseen: each is an event for the monitor. */
export type DropWhy = 'duplicate' | 'bounce' | 'held' | 'at-connect'

export type FilterEvent<K extends PadKey = PadKey> =
  | { type: 'press'; event: K; flag: PressFlag | null }
  | { type: 'dropped'; event: K; why: DropWhy }

/** Which pad on the wire said it: keys of two pads are never one chord. */
export const deviceOf = (event: PadKey): string => `${event.address ?? ''}/${event.card ?? ''}`

/** @returns the press as the rest of the program knows it. */
export const pressOf = (event: PadKey, flag: PressFlag | null, profile: string): Press => ({
  key: event.key,
  level: event.level,
  bytes: event.bytes,
  profile,
  deviceAt: event.deviceAt ?? null,
  flag,
  cause: event.reason ?? null,
})
