import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { useCommand } from '../wire/use-store.ts'
import { StaffForm } from './staff-form.tsx'

/** 换人登录: another clerk takes over from one who locked and left. @param staff whose shift that ends. */
export const OtherClerk = ({ staff }: { staff: string }) => {
  const { t } = useText()
  const signIn = useCommand('session.sign-in')
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <Button block size="large" onClick={() => setOpen(true)}>
        {t('unlock.other')}
      </Button>
    )
  }
  return (
    <section className="card" aria-label={t('unlock.other')}>
      <h2>{t('unlock.other')}</h2>
      <p>{t('unlock.other-text', { name: staff })}</p>
      <StaffForm signIn={signIn} primary={false} autoFocus />
    </section>
  )
}
