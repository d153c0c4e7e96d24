import { Button } from 'antd'
import { keyLabel } from '../../../shared/hotkeys/accelerator.ts'
import type { Reach } from '../../../shared/hotkeys/view.ts'
import { whySentence } from '../../../shared/hotkeys/why.ts'
import { actionWords } from '../../hotkeys/action-words.ts'
import { useText } from '../../i18n/i18n.ts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { useSnapshot } from '../../wire/use-store.ts'
import type { HotkeyRow as Row } from './use-hotkey-bench.ts'

/** A change that is not saved yet has the reach that is to come: `suspended` until then. */
const SIGHT: Record<Reach, { icon: IconName; tone: 'good' | 'warn' | 'soft' }> = {
  os: { icon: 'check', tone: 'good' },
  page: { icon: 'check', tone: 'soft' },
  unproven: { icon: 'warn', tone: 'warn' },
  refused: { icon: 'warn', tone: 'warn' },
  suspended: { icon: 'pause', tone: 'soft' },
  off: { icon: 'none', tone: 'warn' },
}

interface HotkeyRowProps {
  row: Row
  /** This PC says something of its own about the action. */
  own: boolean
  recording: boolean
  /** During "press it now": whether the key has come. */
  proving: boolean
  onRecord: () => void
  onOff: () => void
  onReset: () => void
}

/** One action: its key, why it does what it does, and what can be done about it. */
export const HotkeyRow = ({ row, own, recording, proving, onRecord, onOff, onReset }: HotkeyRowProps) => {
  const { t, language } = useText()
  const { host } = useSnapshot()
  const { action, keys, why, reach, fired } = row
  const name = actionWords(action, host.unratedReasons, language)
  const { icon, tone } = why.code === 'off' ? { icon: 'none' as const, tone: 'soft' as const } : SIGHT[reach]
  return (
    <li className="hotkey-row" aria-label={name}>
      <span className="hotkey-name">{name}</span>
      {recording ? (
        <output className="hotkey-recording">{t('hotkeys.press')}</output>
      ) : keys === null ? (
        <span className="soft">{t('hotkeys.no-key')}</span>
      ) : (
        <kbd>{keyLabel(keys)}</kbd>
      )}
      <span className="space" />
      {proving && keys !== null ? (
        <span className={fired ? 'good' : 'warn'}>
          <Icon name={fired ? 'check' : 'spin'} /> {fired ? t('hotkeys.came') : t('hotkeys.press-it')}
        </span>
      ) : (
        <span className="row">
          <Button onClick={onRecord} aria-label={t('hotkeys.record-of', { name })}>
            {recording ? t('hotkeys.record-cancel') : t('hotkeys.record')}
          </Button>
          {why.code !== 'off' && (
            <Button type="text" onClick={onOff} aria-label={t('hotkeys.off-of', { name })}>
              {t('hotkeys.off')}
            </Button>
          )}
          {own && (
            <Button type="text" onClick={onReset} aria-label={t('hotkeys.reset-of', { name })}>
              {t('hotkeys.reset')}
            </Button>
          )}
        </span>
      )}
      <p className={`hotkey-why ${tone}`}>
        <Icon name={icon} /> {whySentence(why, language)}
      </p>
    </li>
  )
}
