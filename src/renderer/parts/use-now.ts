import { useEffect, useState } from 'react'
import { pageClock } from '../clock.ts'

const TICK_MS = 200

/**
 * @returns clock.mono(), renewed five times a second while `running`, so that no shown second is skipped. At the start of a run
 * it is as old as the last one: who counts from a moment takes the later of the two.
 */
export const useNow = (running: boolean): number => {
  const [now, setNow] = useState(() => pageClock.mono())
  useEffect(() => {
    if (!running) return
    let cancel = () => {}
    const tick = () => {
      setNow(pageClock.mono())
      cancel = pageClock.after(TICK_MS, tick)
    }
    cancel = pageClock.after(TICK_MS, tick)
    return () => cancel()
  }, [running])
  return now
}

/** Runs `poll` now and every `ms` while `active` and the page is visible. */
export const usePoll = (active: boolean, ms: number, poll: () => Promise<unknown>): void => {
  useEffect(() => {
    if (!active) return
    let cancel = () => {}
    let ended = false
    const round = async () => {
      if (!document.hidden) await poll()
      if (!ended) cancel = pageClock.after(ms, round)
    }
    round()
    return () => {
      ended = true
      cancel()
    }
  }, [active, ms, poll])
}
