import { Button } from 'antd'
import type { HotkeyPause } from '../../shared/hotkeys/view.ts'
import { formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { useCommand } from '../wire/use-store.ts'

/** Says that no hotkey works now, until when, and ends it at a click. */
export const HotkeyPauseLine = ({ pause, slim = false }: { pause: HotkeyPause | null; slim?: boolean }) => {
  const { t, language } = useText()
  const command = useCommand('hotkeys.pause')
  if (pause?.why !== 'card') return null
  const words = t('hotkeys.paused', { time: formatTime(pause.endsAt, language) })
  const resume = () => command.run({ on: false })
  if (slim)
    return (
      <button type="button" className="bar-words warn" title={words} onClick={resume}>
        {words}
      </button>
    )
  return (
    <div className="fault hotkey-pause">
      <Icon name="pause" />
      <span>{words}</span>
      <Button onClick={resume}>{t('hotkeys.resume')}</Button>
    </div>
  )
}
