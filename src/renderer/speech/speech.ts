import { useEffect, useRef } from 'react'
import type { Phrase } from '../../shared/spoken.ts'
import { useText } from '../i18n/i18n.ts'
import { useSnapshot } from '../wire/use-store.ts'
import { speak } from './speak.ts'
import { type Heard, hearFirst, whatToSay } from './what-to-say.ts'

const TEXT = { ask: 'speech.ask', thanks: 'speech.thanks' } as const satisfies Record<Phrase, string>

/** Speaks for a pad that has no voice, on the clerk's page alone; shows nothing. */
export const Speech = (): null => {
  const { t, language } = useText()
  const snapshot = useSnapshot()
  const heard = useRef<Heard | null>(null)
  useEffect(() => {
    const next = whatToSay(heard.current ?? hearFirst(snapshot), snapshot)
    heard.current = next.heard
    if (next.say) speak(t(TEXT[next.say]), language)
  }, [snapshot, t, language])
  return null
}
