/** The hotkeys of a host that has no system-wide ones: they work where the page has the focus. */
import type { Host } from '../parts.ts'

export const PAGE_HOTKEYS: Pick<Host, 'hotkeys' | 'hotkeysPaused'> = {
  hotkeys: (keys) => keys.map(() => 'page'),
  hotkeysPaused: () => {},
}
