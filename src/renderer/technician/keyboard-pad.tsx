import { Button } from 'antd'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'

/** Where hotkeys are set on this page. */
export const HOTKEYS_ID = 'hotkeys'

/** The pad types as a keyboard: what that means, and the way to the hotkeys. */
export const KeyboardPad = ({ typed }: { typed: readonly string[] }) => {
  const { t } = useText()
  if (typed.length === 0) return null
  const go = () => {
    const place = document.getElementById(HOTKEYS_ID)
    place?.scrollIntoView({ block: 'start' })
    place?.querySelector<HTMLElement>('input, button')?.focus()
  }
  return (
    <FaultLine
      fault={{ code: 'bench/keyboard', params: { keys: typed.join(' ') } }}
      action={<Button onClick={go}>{t('find.to-hotkeys')}</Button>}
    />
  )
}
