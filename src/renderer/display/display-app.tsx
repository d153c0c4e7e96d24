import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { DisplayView } from '../../shared/display.ts'
import type { Level } from '../../shared/levels.ts'
import type { Wire } from '../../shared/wire.ts'
import { pageClock } from '../clock.ts'
import { secondsLeft } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { PracticeTag } from '../parts/practice.tsx'
import { useNow } from '../parts/use-now.ts'
import { Clerk } from './clerk.tsx'
import { Faces } from './faces.tsx'
import { type DisplayState, sendTouch, useDisplay } from './use-display.ts'
import '../theme/display.css'

const THANKS_MS = 6000

const PROMPTS: Record<DisplayView['phase'], PlainKey> = {
  closed: 'display.closed',
  paused: 'display.paused',
  idle: 'display.idle',
  serving: 'display.serving',
  asked: 'display.asked-pad',
  thanks: 'display.thanks',
}

/** A sentence in the counter's language, and in the other beneath: citizens did not choose the setting. */
const Prompt = ({ text }: { text: PlainKey }) => {
  const { textIn, language } = useText()
  const other = language === 'zh-CN' ? 'en-US' : 'zh-CN'
  return (
    <div className="display-prompt" role="status">
      <p lang={language}>{textIn(language, text)}</p>
      <p lang={other} className="display-prompt-small">
        {textIn(other, text)}
      </p>
    </div>
  )
}

/** Thanks stand for some seconds after an ask that was seen here, then the window welcomes the next one. */
const useThanks = (view: DisplayView | null): boolean => {
  const phase = view?.phase ?? null
  const before = useRef<DisplayView['phase'] | null>(null)
  const [thanking, setThanking] = useState(false)
  useLayoutEffect(() => {
    const answered = phase === 'thanks' && before.current === 'asked'
    before.current = phase
    setThanking(answered)
    if (answered) return pageClock.after(THANKS_MS, () => setThanking(false))
  }, [phase])
  return thanking
}

type Sent = { ask: string; as: 'sending' | 'kept' | 'not-kept' } | null

const promptOf = (state: DisplayState, thanking: boolean, sent: Sent): PlainKey => {
  const { link, view } = state
  if (link === 'refused') return 'display.not-here'
  if (link === 'away' || !view) return 'display.connecting'
  if (view.phase === 'thanks' && !thanking) return 'display.idle'
  if (view.phase !== 'asked' || !view.faces) return PROMPTS[view.phase]
  if (sent?.ask !== view.ask?.id || !sent) return 'display.asked'
  return sent.as === 'not-kept' ? 'display.not-kept' : 'display.received'
}

/** How much longer one may answer. */
const Left = ({ leftMs, windowMs, at }: { leftMs: number; windowMs: number; at: number }) => {
  const { t } = useText()
  const left = Math.max(0, leftMs - Math.max(0, useNow(true) - at))
  return (
    <div className="display-left">
      <div className="display-left-bar" style={{ width: `${(100 * left) / windowMs}%` }} />
      <span>{t('display.seconds', { seconds: secondsLeft(left) })}</span>
    </div>
  )
}

/** The customer's screen. It shows who serves and what to do; how anybody rated it neither shows nor knows. */
export const DisplayApp = ({ wire }: { wire: Wire }) => {
  const { t, speak } = useText()
  const state = useDisplay(wire)
  const { view, at, link, look } = state
  const thanking = useThanks(view)
  const [sent, setSent] = useState<Sent>(null)
  const language = view?.language
  useEffect(() => {
    if (!language) return
    speak(language)
    document.documentElement.lang = language
  }, [speak, language])
  useEffect(() => {
    document.title = t('app.name')
  }, [t])

  const touch = async (face: Level) => {
    const ask = view?.ask?.id
    if (ask === undefined) return
    setSent({ ask, as: 'sending' })
    setSent({ ask, as: await sendTouch(wire, { face, ask, at: pageClock.now() }) })
    await look()
  }
  const shown = link === 'here' ? view : null
  const asked = shown?.phase === 'asked' ? shown.ask : null
  const prompt = promptOf(state, thanking, sent)
  return (
    <div className={`display display-${shown?.phase ?? 'away'} ${view?.practice ? 'practice' : ''}`}>
      <header className="display-head">
        {shown && <span>{t('role.station', { station: shown.station })}</span>}
        {view?.practice && <PracticeTag />}
      </header>
      <main className="display-body">
        {shown?.clerk && <Clerk clerk={shown.clerk} />}
        <section className="display-main">
          <Prompt text={prompt} />
          {shown?.faces && asked && (
            <Faces labelSet={shown.labelSet} open={prompt === 'display.asked'} onTouch={touch} />
          )}
          {asked && <Left leftMs={asked.leftMs} windowMs={asked.windowMs} at={at} />}
        </section>
      </main>
    </div>
  )
}
