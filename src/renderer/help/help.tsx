import { Segmented } from 'antd'
import { useState } from 'react'
import type { Role } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { Shell } from '../parts/shell.tsx'
import { useSnapshot } from '../wire/use-store.ts'
import { HotkeyTable } from './hotkey-table.tsx'

const READERS = ['clerk', 'technician', 'it'] as const
type Reader = (typeof READERS)[number]

const NAME: Record<Reader, PlainKey> = { clerk: 'help.clerk', technician: 'role.technician', it: 'role.it' }
const TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** Whoever has entered a role reads its page first; a hall without any role is a clerk's. */
const readerOf = (roles: readonly Role[]): Reader => {
  if (roles.includes('technician')) return 'technician'
  return roles.includes('it') ? 'it' : 'clerk'
}

/** Help for one role: how it works in one sentence, the hotkeys as they are now, ten troubles and what to do. */
export const Help = () => {
  const { t } = useText()
  const { host } = useSnapshot()
  const [chosen, setChosen] = useState<Reader | null>(null)
  const reader = chosen ?? readerOf(host.roles)
  return (
    <Shell title={t('help.title')}>
      <div className="help">
        <Segmented
          aria-label={t('help.roles')}
          value={reader}
          options={READERS.map((value) => ({ value, label: t(NAME[value]) }))}
          onChange={setChosen}
        />
        <p className="lead">{t(`help.${reader}-start`)}</p>
        <section className="card" aria-label={t('help.troubles')}>
          <h2>{t('help.troubles')}</h2>
          <ol className="troubles-list">
            {TEN.map((number) => (
              <li key={number}>
                <h3>{t(`help.${reader}-${number}`)}</h3>
                <p>{t(`help.${reader}-${number}-do`)}</p>
              </li>
            ))}
          </ol>
        </section>
        {reader !== 'it' && (
          <section className="card" aria-label={t('help.keys')}>
            <h2>{t('help.keys')}</h2>
            <HotkeyTable {...host} />
          </section>
        )}
      </div>
    </Shell>
  )
}
