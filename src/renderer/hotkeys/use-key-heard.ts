import { useEffect, useRef } from 'react'
import { isErrorCode } from '../../shared/errors.ts'
import type { KeyHeard } from '../../shared/hotkeys/view.ts'
import type { HostView } from '../../shared/views.ts'
import { pageClock } from '../clock.ts'
import type { Desk } from '../front-desk/use-desk.ts'
import type { HotkeyHandlers } from './use-hotkeys.ts'

/** What waited longer for its page, e.g. while the page was away, is over. */
const FRESH_MS = 3_000

const asFault = (fault: NonNullable<KeyHeard['fault']>) =>
  isErrorCode(fault.code)
    ? { code: fault.code, ...(fault.params && { params: fault.params }) }
    : { code: 'request/internal' as const }

/**
 * A key that was pressed in another program: this page says what came of it, and opens what the key opens.
 * @param opens false where another window of the program opens it.
 */
export const useKeyHeard = (
  { keyHeard }: HostView,
  handlers: HotkeyHandlers,
  desk: Desk,
  opens: boolean,
): void => {
  const answered = useRef(keyHeard?.number ?? 0)
  useEffect(() => {
    if (!keyHeard || keyHeard.number === answered.current) return
    answered.current = keyHeard.number
    if (pageClock.now() - keyHeard.at > FRESH_MS) return
    const { action, did, fault } = keyHeard
    if (fault) desk.setNotice({ kind: 'fault', fault: asFault(fault) })
    else if (did) desk.say(did)
    else if (opens) handlers[action]()
  }, [keyHeard, handlers, desk, opens])
}
