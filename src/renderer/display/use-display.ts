/** What the customer's screen knows: the last view it was given, and whether the program answers. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DisplayView, Touch } from '../../shared/display.ts'
import type { Wire } from '../../shared/wire.ts'
import { pageClock } from '../clock.ts'

/** The program counts a screen as gone after three of these without a word. */
const ASK_MS = 4000
const AGAIN_MS = 1000

export interface DisplayState {
  view: DisplayView | null
  /** clock.mono() when the view arrived. */
  at: number
  /** `here`: all is well; `away`: the program does not answer; `refused`: this is no customer's screen. */
  link: 'here' | 'away' | 'refused'
}

const REFUSED: readonly string[] = ['request/role', 'request/no-session', 'request/refused']

/** Every view is whole, so nothing is put together from pushes and no number need be followed. */
export const useDisplay = (wire: Wire): DisplayState & { look(): Promise<void> } => {
  const [state, setState] = useState<DisplayState>({ view: null, at: 0, link: 'away' })
  /** A push that overtakes an answer is newer than it. */
  const newest = useRef(0)
  const look = useCallback(async () => {
    const before = newest.current
    const reply = await wire.request('display.get', {})
    if (!reply.ok) {
      setState((old) => ({ ...old, link: REFUSED.includes(reply.error.code) ? 'refused' : 'away' }))
      return
    }
    // The program checked the value against the contract on its way out.
    if (newest.current === before)
      setState({ view: reply.value as DisplayView, at: pageClock.mono(), link: 'here' })
  }, [wire])
  useEffect(() => {
    let cancel = () => {}
    const round = () => {
      look()
      cancel = pageClock.after(ASK_MS, round)
    }
    round()
    const leave = wire.subscribe((push) => {
      if (push === null) return void look()
      if (push.section !== 'display' || !push.value) return
      newest.current += 1
      setState({ view: push.value, at: pageClock.mono(), link: 'here' })
    })
    return () => {
      cancel()
      leave()
    }
  }, [wire, look])
  return { ...state, look }
}

/** Sends a touch; one whose answer is lost is sent again as it was, which the program takes for the same press. */
export const sendTouch = async (wire: Wire, touch: Touch): Promise<'kept' | 'not-kept'> => {
  for (let tries = 0; tries < 3; tries += 1) {
    const reply = await wire.request('display.press', touch)
    if (reply.ok) return 'kept'
    if (reply.error.code !== 'request/offline') return 'not-kept'
    await new Promise<void>((again) => pageClock.after(AGAIN_MS, again))
  }
  return 'not-kept'
}
