import { keyLabel } from '../../shared/hotkeys/accelerator.ts'
import { whySentence } from '../../shared/hotkeys/why.ts'
import type { HostView } from '../../shared/views.ts'
import { actionWords } from '../hotkeys/action-words.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'

type Hotkey = HostView['hotkeys'][number]

/** Any other reach needs its whole reason. */
const REACH_TEXT: Partial<Record<Hotkey['reach'], PlainKey>> = {
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
export const HotkeyTable = ({ hotkeys, unratedReasons }: Pick<HostView, 'hotkeys' | 'unratedReasons'>) => {
  const { t, language } = useText()
  const reachWords = ({ reach, why }: Hotkey) => {
    const text = REACH_TEXT[reach]
    return text ? t(text) : whySentence(why, language)
  }
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
          {hotkeys.map((hotkey) => (
            <tr key={hotkey.action}>
              <td>{hotkey.keys === null ? '—' : <kbd>{keyLabel(hotkey.keys)}</kbd>}</td>
              <td>{actionWords(hotkey.action, unratedReasons, language)}</td>
              <td className={hotkey.reach === 'refused' ? 'warn' : 'soft'}>{reachWords(hotkey)}</td>
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
