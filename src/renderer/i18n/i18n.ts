import { createInstance, type i18n } from 'i18next'
import { createContext, useContext } from 'react'
import type { Language } from '../../shared/errors.ts'
import { enUS } from './en-US.ts'
import { type PlainKey, type Speak, type TextKey, zhCN } from './zh-CN.ts'

/** @returns the pages' texts, ready at once; Chinese until the host's language is known. */
export const createI18n = (): i18n => {
  const instance = createInstance()
  instance.init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    supportedLngs: ['zh-CN', 'en-US'],
    defaultNS: 'text',
    ns: ['text'],
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // React escapes already.
    interpolation: { escapeValue: false },
    resources: { 'zh-CN': { text: zhCN }, 'en-US': { text: enUS } },
  })
  return instance
}

/** The texts in one language: the same object as long as it is spoken. */
export interface Text {
  t: Speak
  language: Language
  speak(language: Language): void
  /** A text in a named language. */
  textIn(language: Language, key: PlainKey): string
}

/** @returns the texts in `spoken`. What has no blanks is looked up once: a page asks for the same sixty at every change. */
export const textOf = (instance: i18n, spoken: string): Text => {
  const language = spoken === 'en-US' ? 'en-US' : 'zh-CN'
  const say = instance.getFixedT(language)
  const plain = new Map<TextKey, string>()
  const t: Speak = (key: TextKey, ...[values]: unknown[]) => {
    if (values !== undefined) return say(key, values as Record<string, string | number>)
    const text = plain.get(key) ?? say(key)
    plain.set(key, text)
    return text
  }
  return {
    t,
    language,
    speak: (other) => {
      if (instance.language !== other) void instance.changeLanguage(other)
    },
    textIn: (lng, key) => instance.t(key, { lng }),
  }
}

export const TextContext = createContext<Text | null>(null)

/** @returns the typed text function and the language it speaks. Throws outside its provider: our own mistake. */
export const useText = (): Text => {
  const text = useContext(TextContext)
  if (!text) throw new Error('no texts provided')
  return text
}
