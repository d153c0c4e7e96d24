/** How Chinese characters are read: pinyin-pro's dictionary, loaded when it is first needed (some 80 ms). */
import type { Readings } from './item-index.ts'

export interface Pinyin {
  readings: Readings
  /** The first letters of a name as it is read in its context: 会计 is kj. What is not Chinese stands as it is. */
  initials(name: string): string
}

const CHINESE = /\p{Script=Han}/u

/** ü is typed as v or as u: 绿 lv, 略 lue. */
const typed = (reading: string) => (reading.includes('v') ? [reading, reading.replace('v', 'u')] : [reading])

let loaded: Promise<Pinyin> | null = null

export const loadPinyin = (): Promise<Pinyin> => {
  loaded ??= import('pinyin-pro').then(({ pinyin, polyphonic }) => ({
    readings: (char) =>
      CHINESE.test(char)
        ? polyphonic(char, { toneType: 'none', type: 'array', v: true }).flat().flatMap(typed)
        : [],
    initials: (name) => pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join(''),
  }))
  return loaded
}
