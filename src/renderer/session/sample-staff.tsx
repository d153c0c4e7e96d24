import { Button } from 'antd'
import type { Output } from '../../shared/commands.ts'
import { useText } from '../i18n/i18n.ts'
import type { Command } from '../wire/use-store.ts'

interface SampleStaffProps {
  staff: Output<'practice.staff'>
  signIn: Command<'session.sign-in'>
  /** Whether signing in here is the page's main step. */
  primary: boolean
}

/** In practice, one button per sample clerk: nobody knows their passwords. */
export const SampleStaff = ({ staff, signIn, primary }: SampleStaffProps) => {
  const { t } = useText()
  if (staff.length === 0) return null
  return (
    <div className="practice-staff">
      <p>{t('sign-in.practice')}</p>
      {staff.map((person) => (
        <Button
          key={person.number}
          size="large"
          type={primary && person === staff[0] ? 'primary' : 'default'}
          onClick={() => signIn.run({ number: person.number, password: person.password })}
        >
          {t('sign-in.as', { name: person.name })}
        </Button>
      ))}
    </div>
  )
}
