import { Button } from 'antd'
import { useEffect } from 'react'
import type { useUnratedFor } from '../front-desk/unrated-for.ts'
import type { Desk } from '../front-desk/use-desk.ts'
import { useText } from '../i18n/i18n.ts'
import { outcomeWords } from '../i18n/reason.ts'
import { useSnapshot } from '../wire/use-store.ts'
import { Strip } from './strips.tsx'

interface ReasonStripProps {
  desk: Desk
  unrated: ReturnType<typeof useUnratedFor>
}

/** Why a matter ends without a rating. When it closes by itself meanwhile, that is said in the reasons' place. */
export const ReasonStrip = ({ desk, unrated }: ReasonStripProps) => {
  const { t, language } = useText()
  const { host } = useSnapshot()
  const { setOpen, closed } = unrated
  const close = () => setOpen(false)
  useEffect(() => {
    if (closed) return
    const onKey = (event: KeyboardEvent) => {
      if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return
      const reason = host.unratedReasons[Number(event.key) - 1]
      if (!reason) return
      setOpen(false)
      desk.unrated(reason.code)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [closed, host.unratedReasons, desk, setOpen])
  if (closed) {
    const outcome = closed.row && outcomeWords(closed.row, host, language, t)
    return (
      <Strip onClose={close}>
        <span className="strip-words warn" role="alert">
          {outcome ? t('matter.just-closed', { outcome }) : t('matter.just-ended')}
        </span>
      </Strip>
    )
  }
  return (
    <Strip onClose={close}>
      {host.unratedReasons.map(({ code, zh, en }, index) => (
        <Button
          className="bar-small"
          key={code}
          onClick={() => {
            close()
            desk.unrated(code)
          }}
        >
          {index < 9 ? `${index + 1} ` : ''}
          {language === 'zh-CN' ? zh : en}
        </Button>
      ))}
    </Strip>
  )
}
