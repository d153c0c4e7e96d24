import { Button } from 'antd'
import { useCallback } from 'react'
import { keyLabel } from '../../../shared/hotkeys/accelerator.ts'
import { ACTION_WORDS } from '../../../shared/hotkeys/actions.ts'
import { useText } from '../../i18n/i18n.ts'
import { Icon } from '../../parts/icon.tsx'
import { useCapturedKeys } from './use-captured-keys.ts'
import type { HotkeyBench } from './use-hotkey-bench.ts'

/** The technician presses every key of the other programs; whatever comes here is theirs. */
export const ClashTest = ({ bench }: { bench: HotkeyBench }) => {
  const { t, language } = useText()
  const { testKey, endTest, view } = bench
  const { test } = view
  const running = test?.name === 'clash'
  const onKeys = useCallback(
    (keys: string | null) => {
      if (keys !== null) void testKey(keys)
    },
    [testKey],
  )
  useCapturedKeys(running, onKeys)
  if (!running || !test) return null
  const words = language === 'zh-CN' ? 'zh' : 'en'
  return (
    <section className="hotkey-test" aria-label={t('hotkeys.clash')}>
      <h3>{t('hotkeys.clash')}</h3>
      <p>{t('hotkeys.clash-how')}</p>
      {test.pressed.length === 0 ? (
        <p className="empty">{t('hotkeys.clash-none')}</p>
      ) : (
        <ul className="hotkey-clashes" aria-live="polite">
          {test.pressed.map(({ keys, action, times }) => (
            <li key={keys}>
              <kbd>{keyLabel(keys)}</kbd>
              <span className={action ? 'warn' : 'soft'}>
                <Icon name={action ? 'warn' : 'check'} />{' '}
                {action
                  ? t('hotkeys.clash-ours', { action: ACTION_WORDS[action][words] })
                  : t('hotkeys.clash-theirs')}
              </span>
              {times > 1 && <span className="soft figure">× {times}</span>}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button type="primary" onClick={() => endTest(true)}>
          {t('hotkeys.clash-save')}
        </Button>
        <Button onClick={() => endTest(false)}>{t('hotkeys.clash-drop')}</Button>
      </div>
    </section>
  )
}
