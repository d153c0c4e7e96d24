import { useEffect } from 'react'
import { pageClock } from '../clock.ts'
import { snapshotOf, useSelected, useStore } from '../wire/use-store.ts'

/** At most so often a page says that there are hands at it, ms. */
const EVERY_MS = 60_000
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

/** Reading and scrolling are work too: tells the counter of hands that give no command, so that it does not lock itself. */
export const Hands = (): null => {
  const store = useStore()
  const works = useSelected((state) => {
    const { host, counter } = snapshotOf(state)
    return host.roles.includes('clerk') && !counter.locked
  })
  useEffect(() => {
    if (!works) return
    let told = pageClock.mono()
    const tell = () => {
      if (pageClock.mono() - told < EVERY_MS) return
      told = pageClock.mono()
      void store.call('session.active', {})
    }
    for (const sign of SIGNS) window.addEventListener(sign, tell, { passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell)
    }
  }, [store, works])
  return null
}
