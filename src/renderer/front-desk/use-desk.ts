/** What the clerk can do, for the front desk and the bar alike: each refusal or answer becomes one calm line. */
import { useEffect, useMemo, useState } from 'react'
import type { Input, Method } from '../../shared/commands.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import type { KeyHeard } from '../../shared/hotkeys/view.ts'
import type { Fault } from '../../shared/result.ts'
import { pageClock } from '../clock.ts'
import { secondsLeft } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { snapshotOf, useSelected, useStore } from '../wire/use-store.ts'
import { useOwnChange } from './own-change.ts'

/** How long an answer stays that is true for the moment only. */
const SAID_MS = 3000

/** The answer to the clerk's last command, for as long as the counter stays as it is. */
export type Notice =
  | { kind: 'fault'; fault: Fault }
  /** `stays`: about what follows, so that the counter's change does not take it away, whichever comes first. */
  | { kind: 'said'; text: string; stays?: true }
  | null

export type Desk = ReturnType<typeof useDesk>['desk']

/** @returns the clerk's commands, always the same object, and the answer to the last. None throws, none is ever held back: the program answers. */
export const useDesk = () => {
  const store = useStore()
  const { t } = useText()
  const [notice, setNotice] = useState<Notice>(null)

  // An answer about a state that is over would mislead: it goes with that state.
  const about = useSelected((state) => {
    const { counter } = snapshotOf(state)
    return `${counter.state} ${counter.matter?.id ?? ''}`
  })
  const [noticeAbout, setNoticeAbout] = useState(about)
  if (noticeAbout !== about) {
    setNoticeAbout(about)
    if (notice?.kind !== 'said' || !notice.stays) setNotice(null)
  }

  useEffect(() => {
    if (notice?.kind === 'said') return pageClock.after(SAID_MS, () => setNotice(null))
  }, [notice])
  const own = useOwnChange(about)

  const desk = useMemo(() => {
    const run = async <M extends Method>(method: M, input: Input<M>, said?: string): Promise<boolean> => {
      const result = await own.doing(() => store.call(method, input))
      if (!result.ok) setNotice({ kind: 'fault', fault: result.error })
      else if (said) setNotice({ kind: 'said', text: said })
      else setNotice(null)
      return result.ok
    }
    /** What a step did shows itself, but for two that change nothing one can see. */
    const say = ({ did, leftMs }: NonNullable<KeyHeard['did']>) => {
      if (did === 'waiting')
        setNotice({ kind: 'said', text: t('did.waiting', { seconds: secondsLeft(leftMs ?? 0) }) })
      else if (did === 'asked-again') setNotice({ kind: 'said', text: t('did.asked-again') })
      else setNotice(null)
    }
    return {
      setNotice,
      say,
      isSettled: own.isSettled,
      next: async () => {
        const result = await own.doing(() => store.call('counter.next', {}))
        if (result.ok) say(result.value)
        else setNotice({ kind: 'fault', fault: result.error })
      },
      act: (action: Action) => run('hotkeys.act', { action, here: true }),
      open: (input: Input<'matter.open'>) => run('matter.open', input),
      askAgain: () => run('counter.ask-again', {}, t('did.asked-again')),
      unrated: (reason: string) => run('counter.unrated', { reason }),
      changeItem: (code: string, matter?: string) =>
        run('matter.item', matter === undefined ? { code } : { code, matter }, t('did.changed')),
      chooseNext: (code: string) => run('counter.next-item', { code }),
      undo: async () => {
        if (await run('matter.undo', {})) setNotice({ kind: 'said', text: t('did.undone'), stays: true })
      },
      add: () => run('matter.add', {}),
      explain: (matter: string, reason: string) => run('matter.reason', { matter, reason }),
      pause: (reason: Input<'counter.pause'>['reason']) => run('counter.pause', { reason }),
      lock: () => run('session.lock', {}),
      signOut: () => run('session.sign-out', {}),
      deliver: () => run('delivery.now', {}, t('did.delivering')),
    }
  }, [store, t, own])
  return { desk, notice }
}
