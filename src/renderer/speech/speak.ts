import type { Language } from '../../shared/errors.ts'

/** Whether this page's engine can speak at all. */
export const canSpeak = (): boolean => 'speechSynthesis' in window

/** Says `text` now, in place of what is being said. Does nothing where the engine cannot speak. */
export const speak = (text: string, language: Language): void => {
  if (!canSpeak()) return
  const phrase = new SpeechSynthesisUtterance(text)
  phrase.lang = language
  window.speechSynthesis.cancel()
  window.speechSynthesis.speak(phrase)
}
