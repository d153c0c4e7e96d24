import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useCommand, useStore } from '../wire/use-store.ts'

/** The passwords that the first run made, until someone says they are written down; nothing after that. */
export const FirstPasswords = () => {
  const { t } = useText()
  const store = useStore()
  const written = useCommand('setup.written-down')
  const [made, setMade] = useState<Output<'setup.passwords'>>(null)
  useEffect(() => {
    store.call('setup.passwords', {}).then((result) => result.ok && setMade(result.value))
  }, [store])
  if (!made) return null
  const done = async () => {
    const result = await written.run({})
    if (result.ok) setMade(null)
  }
  return (
    <section className="card passwords">
      <h2>{t('setup.passwords')}</h2>
      <dl>
        <dt>{t('role.technician')}</dt>
        <dd className="mono">{made.technician}</dd>
        <dt>{t('role.it')}</dt>
        <dd className="mono">{made.it}</dd>
      </dl>
      <p className="soft">{t('setup.passwords-text')}</p>
      <FaultLine fault={written.fault} />
      <Button onClick={done}>{t('setup.written-down')}</Button>
    </section>
  )
}
