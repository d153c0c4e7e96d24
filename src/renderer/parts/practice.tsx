import { Button } from 'antd'
import { useCallback, useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { goTo } from '../route.ts'
import { useSnapshot, useStore } from '../wire/use-store.ts'
import { usePoll } from './use-now.ts'

/** 模拟: nothing here is work. */
export const PracticeTag = () => {
  const { t } = useText()
  return (
    <span className="tag practice-tag" title={t('practice.hint')}>
      {t('practice.tag')}
    </span>
  )
}

const RESTART_POLL_MS = 500

/**
 * Starts practice. The program starts again on the other folder, so the page asks until it sees the change:
 * the restart may or may not break its connection.
 */
export const useStartPractice = () => {
  const store = useStore()
  const { host } = useSnapshot()
  const [waiting, setWaiting] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const refresh = useCallback(async () => store.refresh(), [store])
  usePoll(waiting && !host.practice, RESTART_POLL_MS, refresh)
  const run = async () => {
    setWaiting(true)
    setFault(null)
    const result = await store.call('setup.practice', { on: true })
    // The answer may be lost in the restart itself: then only the new state tells.
    if (result.ok || result.error.code === 'request/offline') goTo('')
    else {
      setWaiting(false)
      setFault(result.error)
    }
  }
  return { run, waiting: waiting && !host.practice, fault }
}

interface LeavePracticeProps {
  onFault: (fault: Fault | null) => void
  /** What has to be done first, e.g. ending the shift; a fault stops it. */
  before?: () => Promise<Fault | null>
}

/** Leaves practice, with its refusal handed to the page. */
export const LeavePractice = ({ onFault, before }: LeavePracticeProps) => {
  const { t } = useText()
  const store = useStore()
  const leave = async () => {
    const stopped = (await before?.()) ?? null
    if (stopped) return onFault(stopped)
    const result = await store.call('setup.practice', { on: false })
    onFault(result.ok ? null : result.error)
  }
  return (
    <Button type="text" onClick={leave}>
      {t('practice.leave')}
    </Button>
  )
}
