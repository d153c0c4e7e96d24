import type { i18n } from 'i18next'
import { type ReactNode, useCallback, useMemo, useSyncExternalStore } from 'react'
import { TextContext, textOf } from './i18n.ts'

/** Gives the page its texts, in another language as soon as one is spoken. */
export const TextProvider = ({ texts, children }: { texts: i18n; children: ReactNode }) => {
  const subscribe = useCallback(
    (listener: () => void) => {
      texts.on('languageChanged', listener)
      return () => texts.off('languageChanged', listener)
    },
    [texts],
  )
  const language = useSyncExternalStore(subscribe, () => texts.language)
  const text = useMemo(() => textOf(texts, language), [texts, language])
  return <TextContext value={text}>{children}</TextContext>
}
