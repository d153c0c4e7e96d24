import { useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { LeavePractice } from '../parts/practice.tsx'
import { Shell } from '../parts/shell.tsx'
import { FirstPasswords } from '../setup/first-passwords.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'
import { PageLinks } from './page-links.tsx'
import { usePracticeStaff } from './practice-staff.ts'
import { SampleStaff } from './sample-staff.tsx'
import { StaffForm } from './staff-form.tsx'

/** Staff number and password; in practice also one button per sample clerk. */
export const SignIn = () => {
  const { t } = useText()
  const { host } = useSnapshot()
  const signIn = useCommand('session.sign-in')
  const staff = usePracticeStaff(host.practice)
  const [leaveFault, setLeaveFault] = useState<Fault | null>(null)
  return (
    <Shell
      title={t('app.name')}
      back={false}
      tools={host.practice ? <LeavePractice onFault={setLeaveFault} /> : null}
    >
      <div className="narrow">
        {!host.practice && <FirstPasswords />}
        <section className="card">
          <h2>{t('sign-in.title')}</h2>
          <SampleStaff staff={staff} signIn={signIn} primary />
          <StaffForm
            signIn={signIn}
            primary={staff.length === 0}
            autoFocus={!host.practice}
            fault={leaveFault}
          />
        </section>
        {host.dayCode !== null && <p className="day-code">{t('sign-in.day-code', { code: host.dayCode })}</p>}
        <PageLinks />
      </div>
    </Shell>
  )
}
