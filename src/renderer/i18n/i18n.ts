import { createInstance, type i18n } from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '../../shared/errors.ts'
import { enUS } from './en-US.ts'
import { type Speak, type TextKey, zhCN } from './zh-CN.ts'

/** @returns the pages' texts, ready at once; Chinese until the host's language is known. */
export const createI18n = (): i18n => {
  const instance = createInstance()
  instance.use(initReactI18next).init({
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

/** @returns the typed text function and the language it speaks. */
export const useText = () => {
  const { t: translate, i18n } = useTranslation('text')
  const language: Language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN'
  const t: Speak = useCallback(
    (key: TextKey, ...values: unknown[]) => translate(key, values[0] as Record<string, string | number>),
    [translate],
  )
  return { t, i18n, language }
}
