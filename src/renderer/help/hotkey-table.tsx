import type { HostView } from '../../shared/views.ts'
import { keyLabel } from '../hotkeys/accelerator.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { ACTION_TEXT } from './action-text.ts'

type Hotkey = HostView['hotkeys'][number]

const REACH_TEXT: Record<Hotkey['reach'], PlainKey> = {
  os: 'help.reach-os',
  page: 'help.reach-page',
  refused: 'help.reach-refused',
}

/** Keys of the pages themselves, which nobody can change. */
const IN_PAGE: readonly [keys: string, text: PlainKey][] = [
  ['Enter', 'help.in-enter'],
  ['Esc', 'help.in-esc'],
  ['Ctrl+K', 'help.in-palette'],
  ['1 … 9', 'help.in-digits'],
]

/** The hotkeys as the host has them now, and how far each reaches. */
export const HotkeyTable = ({ hotkeys }: { hotkeys: HostView['hotkeys'] }) => {
  const { t } = useText()
  if (hotkeys.length === 0) return <p>{t('help.keys-none')}</p>
  return (
    <>
      <table className="help-keys">
        <thead>
          <tr>
            <th>{t('help.key')}</th>
            <th>{t('help.action')}</th>
            <th>{t('help.reach')}</th>
          </tr>
        </thead>
        <tbody>
          {hotkeys.map(({ action, keys, reach }) => (
            <tr key={action}>
              <td>
                <kbd>{keyLabel(keys)}</kbd>
              </td>
              <td>{t(ACTION_TEXT[action])}</td>
              <td className={reach === 'refused' ? 'warn' : 'soft'}>{t(REACH_TEXT[reach])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('help.in-page')}</h3>
      <dl className="help-in-page">
        {IN_PAGE.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
