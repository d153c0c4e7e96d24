import type { CheckKey } from '../../shared/check.ts'
import type { MonitorEvent } from '../../shared/monitor.ts'

/** Without a check nobody counts the keys: @returns them with the presses that the monitor still has. */
export const pressedKeys = (keys: readonly CheckKey[], events: readonly MonitorEvent[]): CheckKey[] =>
  keys.map((known) => ({
    ...known,
    presses: events.filter(({ heard }) => heard?.type === 'key' && heard.key === known.key).length,
  }))
