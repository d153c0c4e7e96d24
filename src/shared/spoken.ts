/** What is said aloud to the citizen: by the pad that can say a phrase, else by the clerk's page. */
import type { Language } from './errors.ts'

export type Phrase = 'ask' | 'thanks'

export const SPOKEN = {
  ask: { 'zh-CN': '请您评价', 'en-US': 'Please rate' },
  thanks: { 'zh-CN': '谢谢', 'en-US': 'Thank you' },
} as const satisfies Record<Phrase, Record<Language, string>>
