import { Button } from 'antd'
import type { CheckView, ConfirmedStep } from '../../shared/check.ts'
import type { PadCommand } from '../../shared/pad.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { canSpeak, speak } from '../speech/speak.ts'
import { useCommand } from '../wire/use-store.ts'

const WORDS: Record<ConfirmedStep, { command: PadCommand; send: PlainKey; yes: PlainKey; no: PlainKey }> = {
  light: { command: 'ask', send: 'check.light', yes: 'check.saw', no: 'check.saw-not' },
  voice: { command: 'welcome', send: 'check.play', yes: 'check.heard', no: 'check.heard-not' },
}

interface ConfirmProps {
  step: ConfirmedStep
  voice: CheckView['voice']
  look: () => Promise<void>
}

/** What only a person can see or hear: make the pad (or this PC) show it, then say whether it did. */
export const Confirm = ({ step, voice, look }: ConfirmProps) => {
  const { t, language } = useText()
  const send = useCommand('device.send')
  const spoken = useCommand('device.check-spoken')
  const confirm = useCommand('device.check-confirm')
  const words = WORDS[step]
  const byPc = step === 'voice' && voice === 'pc'
  const show = async () => {
    if (byPc) {
      speak(t('speech.ask'), language)
      await spoken.run({})
    } else await send.run({ command: words.command })
    await look()
  }
  const answer = (ok: boolean) => confirm.run({ step, ok }).then(look)
  return (
    <>
      <div className="row">
        <Button onClick={show}>{t(byPc ? 'check.play-pc' : words.send)}</Button>
        <Button onClick={() => answer(true)}>{t(words.yes)}</Button>
        <Button onClick={() => answer(false)}>{t(words.no)}</Button>
      </div>
      {byPc && !canSpeak() && <p className="soft">{t('check.no-speech')}</p>}
      <FaultLine fault={confirm.fault} />
    </>
  )
}
