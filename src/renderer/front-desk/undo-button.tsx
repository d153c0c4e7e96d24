import { Button } from 'antd'
import { useEffect } from 'react'
import { undoLeft } from '../counter-time.ts'
import { secondsLeft } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { useNow } from '../parts/use-now.ts'
import { useSection, useSelected } from '../wire/use-store.ts'
import type { Desk } from './use-desk.ts'

/** Whether one types there: Ctrl+Z is then the field's own. */
const types = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input,textarea') !== null

/** Takes back a matter that was opened by mistake, as long as that is possible; Ctrl+Z does the same. */
export const UndoButton = ({ desk, slim = false }: { desk: Desk; slim?: boolean }) => {
  const { t } = useText()
  const counter = useSection('counter')
  const counterAt = useSelected((state) => state.counterAt)
  const possible = counter.state === 'serving' && (counter.matter?.undoMs ?? 0) > 0
  const now = useNow(possible)
  const left = possible ? undoLeft(counter, counterAt, Math.max(now, counterAt)) : 0
  const shown = left > 0
  useEffect(() => {
    if (!shown) return
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.shiftKey || event.code !== 'KeyZ' || types(event.target))
        return
      event.preventDefault()
      if (!event.repeat) desk.undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [shown, desk])
  const seconds = secondsLeft(left)
  // On the bar it takes other things' place; on the desk it is hidden, not left out: that takes longer than to draw it.
  if (slim && !shown) return null
  return (
    <Button
      hidden={!shown}
      className={slim ? 'bar-small bar-undo' : 'undo'}
      icon={slim ? null : <Icon name="undo" />}
      title={`${t('undo.name')} Ctrl+Z`}
      aria-keyshortcuts="Control+Z"
      onClick={() => desk.undo()}
    >
      {t('undo.do', { seconds })}
    </Button>
  )
}
