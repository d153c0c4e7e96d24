import { Button } from 'antd'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { keyLabel } from '../../shared/hotkeys/accelerator.ts'
import { whySentence } from '../../shared/hotkeys/why.ts'
import type { HostView, NextStep } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'

export const NEXT_TEXT: Record<NextStep, PlainKey> = {
  'sign-in': 'next.sign-in',
  unlock: 'next.unlock',
  resume: 'next.resume',
  open: 'next.open',
  ask: 'next.ask',
  wait: 'next.wait',
  'close-and-open': 'next.close-and-open',
}

interface NextButtonProps {
  host: HostView
  next: NextStep
  onNext: () => void
  /** false while a click may have been meant for what stood there before; the keyboard is always meant. */
  isSettled: () => boolean
  /** Shown before the label: the ring of an open ask. */
  before?: ReactNode
}

/** The one next step with its key written on it. Never disabled: the program answers every press. */
export const NextButton = memo(({ host, next, onNext, isSettled, before }: NextButtonProps) => {
  const { t, language } = useText()
  const hotkey = host.hotkeys.find(({ action }) => action === 'next')
  const keys = hotkey?.keys ? keyLabel(hotkey.keys) : null
  // A double-click is one wish: its second click would ask for the rating of a matter that was just opened.
  const onClick = (event: MouseEvent) => {
    if (event.detail === 0 || (event.detail === 1 && isSettled())) onNext()
  }
  return (
    <Button
      className="next-button"
      type="primary"
      onClick={onClick}
      title={keys ?? undefined}
      {...(keys && { 'aria-keyshortcuts': keys.replace('Ctrl', 'Control') })}
    >
      {before}
      <span>{t(NEXT_TEXT[next])}</span>
      {keys && <kbd title={hotkey && whySentence(hotkey.why, language)}>{keys}</kbd>}
    </Button>
  )
})
