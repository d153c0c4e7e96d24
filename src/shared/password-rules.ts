/** What a clerk's own password must be. The page may ask before it sends; the program asks in any case. */
import type { Fault } from './result.ts'

export const LEAST_PASSWORD = 8

/** Beginnings and runs that every guessing list begins with. */
const COMMON = [
  'password',
  'passw0rd',
  'admin',
  'qwerty',
  'woaini',
  'iloveyou',
  'letmein',
  'abc123',
  '123456',
  '111111',
  '000000',
  '888888',
  '666666',
]

const KINDS = [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}]/u]

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** @returns what is wrong with `next`, or null. `old`: the password before. */
export const passwordFault = (
  next: string,
  { number, name, old }: { number: string; name: string; old: string },
): Fault | null => {
  const word = plain(next)
  const has = (part: string) => plain(part).length > 1 && word.includes(plain(part))
  if ([...word].length < LEAST_PASSWORD)
    return { code: 'session/password-short', params: { least: LEAST_PASSWORD } }
  if (word === plain(old)) return { code: 'session/password-same' }
  if (has(number) || has(name)) return { code: 'session/password-number' }
  if (COMMON.some((part) => word.includes(part)) || new Set(word).size < 4)
    return { code: 'session/password-common' }
  return KINDS.filter((kind) => kind.test(word)).length < 2 ? { code: 'session/password-one-kind' } : null
}
