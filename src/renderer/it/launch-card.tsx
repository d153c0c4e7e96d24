import { Button } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Launch, LaunchSettings } from '../../shared/programs.ts'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { useCommand, useStore } from '../wire/use-store.ts'
import { LaunchForm } from './launch-form.tsx'
import { OTHERS, unusedOf, withLaunch, withoutLaunch } from './launch-list.ts'

interface Seen {
  settings: LaunchSettings
  /** Names of the items by code. */
  names: Record<string, string>
}

const useLaunches = () => {
  const store = useStore()
  const [seen, setSeen] = useState<Seen | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  /** What was last saved or read, and how often was saved: an answer from before a change must not undo it. */
  const latest = useRef<{ settings: LaunchSettings | null; saves: number }>({ settings: null, saves: 0 })
  const look = useCallback(async () => {
    const { saves } = latest.current
    const [settings, names] = await Promise.all([
      store.call('programs.launch', {}),
      store.call('programs.launch-names', {}),
    ])
    if (saves !== latest.current.saves) return
    if (settings.ok) latest.current.settings = settings.value
    if (settings.ok && names.ok) setSeen({ settings: settings.value, names: names.value })
    setFault(settings.ok ? null : settings.error)
  }, [store])
  useEffect(() => {
    void look()
  }, [look])
  return { seen, fault, look, latest }
}

const words = (launch: Launch) =>
  'url' in launch ? launch.url : [launch.program, ...launch.args.map((arg) => `"${arg}"`)].join(' ')

/** What choosing an item opens in other programs: only what IT lists here. */
export const LaunchCard = () => {
  const { t } = useText()
  const { seen, fault, look, latest } = useLaunches()
  const save = useCommand('programs.set-launch')
  const keep = async (change: (settings: LaunchSettings) => LaunchSettings): Promise<boolean> => {
    if (!latest.current.settings) return false
    // What another click has just saved counts, also before the page shows it.
    const settings = change(latest.current.settings)
    latest.current = { settings, saves: latest.current.saves + 1 }
    const saved = await save.run(settings)
    await look()
    return saved.ok
  }
  const entries = Object.entries(seen?.settings.items ?? {})
  const unused = seen ? unusedOf(seen.settings) : []
  return (
    <section className="card" aria-label={t('launch.title')}>
      <h2>{t('launch.title')}</h2>
      <p className="soft">{t('launch.text')}</p>
      {seen && entries.length === 0 && <p>{t('launch.none')}</p>}
      {entries.length > 0 && (
        <ul className="files">
          {entries.map(([code, launch]) => {
            const name = code === OTHERS ? t('launch.others') : seen?.names[code]
            return (
              <li key={code}>
                <span className="launch-item">
                  <span className="mono">{code}</span>{' '}
                  {name ?? (
                    <span className="warn">
                      <Icon name="warn" /> {t('launch.no-item')}
                    </span>
                  )}
                </span>
                <span className="mono launch-what">{words(launch)}</span>
                <Button
                  aria-label={t('launch.remove-of', { code })}
                  loading={save.busy}
                  onClick={() => keep((settings) => withoutLaunch(settings, code))}
                >
                  {t('launch.remove')}
                </Button>
              </li>
            )
          })}
        </ul>
      )}
      {unused.length > 0 && <p className="soft">{t('launch.unused', { what: unused.join(', ') })}</p>}
      {seen && (
        <LaunchForm
          busy={save.busy}
          onAdd={(code, launch) => keep((settings) => withLaunch(settings, code, launch))}
        />
      )}
      <FaultLine fault={save.fault ?? fault} />
    </section>
  )
}
