import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { useText } from '../i18n/i18n.ts'
import { useCommand } from '../wire/use-store.ts'
import { SampleStaff } from './sample-staff.tsx'
import { StaffForm } from './staff-form.tsx'

interface OtherClerkProps {
  /** Whose shift that ends. */
  staff: string
  /** In practice: who may take over by one click. */
  samples: Output<'practice.staff'>
}

/** 换人登录: another clerk takes over from one who locked and left. */
export const OtherClerk = ({ staff, samples }: OtherClerkProps) => {
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
      <SampleStaff staff={samples} signIn={signIn} primary={false} />
      <StaffForm signIn={signIn} primary={false} autoFocus={samples.length === 0} />
    </section>
  )
}
