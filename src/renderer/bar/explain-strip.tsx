import { Button } from 'antd'
import { useEffect } from 'react'
import { formatTime } from '../format.ts'
import type { Desk } from '../front-desk/use-desk.ts'
import { useText } from '../i18n/i18n.ts'
import { useSnapshot } from '../wire/use-store.ts'
import { Strip } from './strips.tsx'

interface ExplainStripProps {
  desk: Desk
  onClose: () => void
}

/** Before signing out: the matters that lack a reason, one after the other; a number gives it. */
export const ExplainStrip = ({ desk, onClose }: ExplainStripProps) => {
  const { t, language } = useText()
  const { host, today } = useSnapshot()
  const rows = today?.unexplained ?? []
  const row = rows[0]
  useEffect(() => {
    if (!row) return
    const onKey = (event: KeyboardEvent) => {
      if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return
      const reason = host.unratedReasons[Number(event.key) - 1]
      if (reason) desk.explain(row.id, reason.code)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [row, host.unratedReasons, desk])
  return (
    <Strip onClose={onClose}>
      <span className="strip-row" role="status">
        {row ? (
          <>
            {formatTime(row.openedAt, language)} <span className="strip-item">{row.item.name}</span> (
            {rows.length})
          </>
        ) : (
          t('reasons.none')
        )}
      </span>
      {row &&
        host.unratedReasons.map(({ code, zh, en }, index) => (
          <Button className="bar-small" key={code} onClick={() => desk.explain(row.id, code)}>
            {index < 9 ? `${index + 1} ` : ''}
            {language === 'zh-CN' ? zh : en}
          </Button>
        ))}
      <Button className="bar-small" onClick={() => desk.signOut()}>
        {t('reasons.sign-out')}
      </Button>
    </Strip>
  )
}
