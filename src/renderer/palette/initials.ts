/**
 * The first letters of pinyin, from the order that the browser itself sorts Chinese in: no dictionary travels to the
 * page. A character with several readings has its most usual one; items are searched by the program, with all of them.
 */

/** The first character of each letter in that order; no syllable begins with i, u or v. */
const FIRSTS: readonly [letter: string, first: string][] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '咑'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '丌'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '屲'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
]
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin')

const initial = (char: string): string =>
  /\p{Script=Han}/u.test(char)
    ? (FIRSTS.findLast(([, first]) => order.compare(first, char) <= 0)?.[0] ?? '')
    : char

/** @returns e.g. `qpj` for 请评价; what is not Chinese stands as it is. */
export const initialsOf = (text: string): string => [...text].map(initial).join('').toLowerCase()

const plain = (words: string) => words.toLowerCase().replaceAll(/[\s…:：、，]/g, '')

/**
 * @returns those of `list` whose text, or its initials, holds what someone typed; first those that begin with it, else in
 * the order of the list.
 */
export const wantedOf = <T extends { text: string }>(list: readonly T[], typed: string): T[] => {
  const part = plain(typed)
  const found = list.flatMap((one) => {
    const places = [one.text, initialsOf(one.text)].map((words) => plain(words).indexOf(part))
    const inside = places.some((place) => place >= 0)
    return inside ? [{ one, begins: places.includes(0) }] : []
  })
  return found.toSorted((a, b) => Number(b.begins) - Number(a.begins)).map(({ one }) => one)
}
