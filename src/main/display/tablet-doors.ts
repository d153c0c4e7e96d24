/** What the tablet's page may do with the program: pair, ask for its view, touch, and be told. */
import { answer } from '../commands.ts'
import type { Parts } from '../parts.ts'
import { isThisPc } from './own-address.ts'
import type { TabletDoors } from './tablet.ts'

/** Opens the session of a customer's screen: it holds that one role until the program ends. */
export const openDisplay = ({ sessions }: Pick<Parts, 'sessions'>): string => {
  const session = sessions.open()
  sessions.grant(session, 'display', null)
  return session
}

/** @param parts called only once all of them are there. */
export const tabletDoors = (parts: () => Parts): TabletDoors => {
  let opened: string | null = null
  const session = () => {
    opened ??= openDisplay(parts())
    return opened
  }
  return {
    pair: (code) => {
      const { attempts, displayBook, counter, byRole, tablet } = parts()
      if (attempts.take('display') > 0) return { ok: false, why: 'wait' }
      const token = displayBook.pair(code)
      if (!token.ok) return { ok: false, why: 'broken' }
      if (token.value === null) return { ok: false, why: 'code' }
      attempts.right('display')
      counter.record({ kind: 'config.changed', ...byRole(), role: 'technician', what: ['display.device'] })
      // The device before has no cookie any more; its stream ends with it.
      tablet.hangUp()
      return { ok: true, token: token.value }
    },
    isPaired: (token) => parts().displayBook.isPaired(token),
    request: (method, input) => answer(parts(), session(), method, input),
    subscribe: (listener) => parts().hub.subscribe(session(), listener),
    turnedAway: (remote) => parts().practice === null && isThisPc(remote),
  }
}
