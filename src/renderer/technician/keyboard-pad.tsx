import { Button } from 'antd'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Typing } from './use-typed.ts'

/** Where hotkeys are set on this page. */
export const HOTKEYS_ID = 'hotkeys'

/** The pad types as a keyboard: what that means, and the way to the hotkeys; or why that could not be noticed now. */
export const KeyboardPad = ({ typed: { keys, inField } }: { typed: Typing }) => {
  const { t } = useText()
  if (keys.length === 0 && inField)
    return (
      <div className="row">
        <span className="warn" role="status">
          <Icon name="warn" /> {t('find.in-field')}
        </span>
        {/* Taking the focus is all it does. */}
        <Button>{t('find.leave-field')}</Button>
      </div>
    )
  if (keys.length === 0) return null
  const go = () => {
    const place = document.getElementById(HOTKEYS_ID)
    place?.scrollIntoView({ block: 'start' })
    place?.querySelector<HTMLElement>('input, button')?.focus()
  }
  return (
    <FaultLine
      fault={{ code: 'bench/keyboard', params: { keys: keys.join(' ') } }}
      action={<Button onClick={go}>{t('find.to-hotkeys')}</Button>}
    />
  )
}
