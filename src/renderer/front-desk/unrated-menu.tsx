import { Button } from 'antd'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { MatterRow } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import { outcomeWords } from '../i18n/reason.ts'
import { useSection } from '../wire/use-store.ts'

interface UnratedMenuProps {
  open: boolean
  onOpen: (open: boolean) => void
  /** Set once the matter that the menu was opened for has closed; null while it has not. */
  closed: { row: MatterRow | undefined } | null
  onChoose: (reason: string) => void
}

const ARROWS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/**
 * Ends the matter without a rating; a reason is always given. Nothing is preselected, so that Enter alone records
 * none: a number or an arrow key chooses. When the matter closes by itself the menu stays where it is and says so.
 */
export const UnratedMenu = memo(({ open, onOpen, closed, onChoose }: UnratedMenuProps) => {
  const { t, language } = useText()
  const host = useSection('host')
  const box = useRef<HTMLDivElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    menu.current?.focus()
    const away = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) onOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open, onOpen])

  const choose = (code: string | undefined) => {
    if (code === undefined || closed) return
    onOpen(false)
    onChoose(code)
  }
  const move = (by: number) => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const to = at < 0 && by < 0 ? items.length - 1 : (at + by + items.length) % items.length
    items[to]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const by = ARROWS[event.key]
    if (by) move(by)
    else if (event.key === 'Escape' || event.key === 'Tab' || (closed && event.key === 'Enter')) onOpen(false)
    else if (/^[1-9]$/.test(event.key)) choose(host.unratedReasons[Number(event.key) - 1]?.code)
    // Enter on a chosen reason is that reason's; on the menu itself it must not become the next step.
    else if (event.key !== 'Enter' || event.target !== menu.current) return
    event.preventDefault()
  }
  return (
    <div className="unrated" ref={box}>
      <Button aria-haspopup="menu" aria-expanded={open} onClick={() => onOpen(!open)}>
        {t('matter.unrated')}
      </Button>
      {open && (
        <div
          className="unrated-menu"
          role="menu"
          tabIndex={-1}
          ref={menu}
          aria-label={t('matter.why-unrated')}
          onKeyDown={onKeyDown}
        >
          <p className={closed ? 'warn' : 'soft'} role={closed ? 'alert' : undefined}>
            {closed
              ? closed.row
                ? t('matter.just-closed', { outcome: outcomeWords(closed.row, host, language, t) })
                : t('matter.just-ended')
              : t('matter.why-unrated')}
          </p>
          {host.unratedReasons.map(({ code, zh, en }, index) => (
            <button
              type="button"
              role="menuitem"
              key={code}
              tabIndex={-1}
              aria-disabled={closed !== null}
              onClick={() => choose(code)}
            >
              {index < 9 && <kbd>{index + 1}</kbd>}
              {language === 'zh-CN' ? zh : en}
            </button>
          ))}
        </div>
      )}
    </div>
  )
})
