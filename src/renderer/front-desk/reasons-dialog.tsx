import { Button } from 'antd'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { MatterRow } from '../../shared/views.ts'
import { formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { reasonWords } from '../i18n/reason.ts'
import { useSection } from '../wire/use-store.ts'
import type { Desk } from './use-desk.ts'

interface ReasonsDialogProps {
  desk: Desk
  /** Asked before signing out; left out: only to put reasons right. */
  onSignOut?: () => void
  onClose: () => void
}

const NONE: readonly MatterRow[] = []
const MOVES: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/**
 * The matters that the program closed without a rating and that have no reason of the clerk yet. A number gives the
 * reason to the row in hand, and the next row is in hand.
 */
export const ReasonsDialog = ({ desk, onSignOut, onClose }: ReasonsDialogProps) => {
  const { t, language } = useText()
  const host = useSection('host')
  const rows = useSection('today')?.unexplained ?? NONE
  const dialog = useRef<HTMLDialogElement>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === picked),
  )
  const row = rows[at]
  useLayoutEffect(() => {
    dialog.current?.showModal()
    dialog.current?.focus()
  }, [])
  const give = (matter: MatterRow | undefined, reason: string | undefined) => {
    if (!matter || reason === undefined) return
    setPicked(rows[at + 1]?.id ?? rows[at - 1]?.id ?? null)
    desk.explain(matter.id, reason)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    event.stopPropagation()
    const by = MOVES[event.key]
    if (by) setPicked(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id ?? null)
    else if (/^[1-9]$/.test(event.key)) give(row, host.unratedReasons[Number(event.key) - 1]?.code)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  const count = rows.length
  const signOut = useRef<HTMLButtonElement>(null)
  // With the last reason given, Enter signs out.
  useLayoutEffect(() => {
    if (count === 0) signOut.current?.focus()
  }, [count])
  return (
    <dialog
      className="finder reasons"
      ref={dialog}
      tabIndex={-1}
      aria-label={t('reasons.title')}
      onKeyDown={onKeyDown}
      onCancel={onClose}
    >
      <div className="finder-box">
        <h2>{t('reasons.title')}</h2>
        <p role="status">
          {count === 0
            ? t('reasons.none')
            : onSignOut
              ? t('reasons.sign-out-lead', { count })
              : t('reasons.lead')}
        </p>
        <ul className="reasons-rows">
          {rows.map((matter) => (
            <li key={matter.id} aria-current={matter === row} className={matter === row ? 'at' : ''}>
              <button type="button" className="reasons-row" onClick={() => setPicked(matter.id)}>
                <span className="figure">{formatTime(matter.openedAt, language)}</span>
                <span className="cut">{matter.item.name}</span>
                <span className="soft">
                  {t('reasons.system', {
                    reason: reasonWords(matter.reason ?? '', host.unratedReasons, language, t),
                  })}
                </span>
              </button>
              {matter === row && (
                <div className="row">
                  {host.unratedReasons.map(({ code, zh, en }, index) => (
                    <Button key={code} onClick={() => give(matter, code)}>
                      {index < 9 && <kbd>{index + 1}</kbd>}
                      {language === 'zh-CN' ? zh : en}
                    </Button>
                  ))}
                </div>
              )}
            </li>
          ))}
        </ul>
        <div className="row end">
          {onSignOut && (
            <Button ref={signOut} type={count === 0 ? 'primary' : 'default'} onClick={onSignOut}>
              {count === 0 ? t('reasons.sign-out') : t('reasons.later')}
            </Button>
          )}
          <Button onClick={onClose}>{t('reasons.close')}</Button>
        </div>
      </div>
    </dialog>
  )
}
