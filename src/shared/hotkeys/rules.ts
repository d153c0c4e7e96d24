/** Which keys may be no hotkeys, as data with a reason each: resources/hotkeys and the data folder's hotkeys/pos. */
import { z } from 'zod'
import { type Accelerator, codeOf, KEYS, MODIFIERS, type Modifier } from './accelerator.ts'

/**
 * Keys as the files name them: an accelerator whose key may be a range (`F1-F11`, `A-Z`, `0-9`, `num0-num9`) or `*`
 * for every key, and `Any+…` where further modifiers do not matter.
 */
export interface Pattern {
  modifiers: Record<Modifier, boolean>
  any: boolean
  /** null: every key. */
  codes: ReadonlySet<string> | null
}

const codesOf = (name: string): Pattern['codes'] | undefined => {
  if (name === '*') return null
  const single = codeOf(name)
  if (single) return new Set([single])
  const [first, last, more] = name.split('-').map((end) => codeOf(end))
  if (!first || !last || more !== undefined) return undefined
  const from = KEYS.findIndex(({ code }) => code === first)
  const to = KEYS.findIndex(({ code }) => code === last)
  return from < to ? new Set(KEYS.slice(from, to + 1).map(({ code }) => code)) : undefined
}

/** @returns the pattern, or null where a part of it is no modifier and no key. */
export const parsePattern = (text: string): Pattern | null => {
  const parts = text.split('+')
  const codes = codesOf(parts.pop() ?? '')
  if (codes === undefined) return null
  const pattern: Pattern = {
    modifiers: { ctrl: false, alt: false, shift: false, meta: false },
    any: false,
    codes,
  }
  for (const part of parts) {
    const lower = part.toLowerCase()
    if (lower === 'any') pattern.any = true
    else if (Object.hasOwn(MODIFIERS, lower))
      for (const modifier of MODIFIERS[lower] ?? []) pattern.modifiers[modifier] = true
    else return null
  }
  return pattern
}

const NAMES = ['ctrl', 'alt', 'shift', 'meta'] as const

export const fits = ({ modifiers, any, codes }: Pattern, key: Accelerator): boolean =>
  (codes === null || codes.has(key.code)) &&
  NAMES.every((name) => modifiers[name] === key[name] || (any && !modifiers[name]))

const keysSchema = z
  .array(
    z
      .string()
      .max(64)
      .refine((text) => parsePattern(text) !== null, {
        error: ({ input }) => `${JSON.stringify(input)} names no key`,
      }),
  )
  .min(1)
  .max(100)

const words = { zh: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(300) }
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/)

/** Keys and why they are somebody else's. */
const entrySchema = z.strictObject({ keys: keysSchema, ...words })

/** resources/hotkeys/reserved/*.json. `posFrees`: a card terminal's profile may give the keys free. */
export const reservedFileSchema = z.strictObject({
  name,
  ...words,
  entries: z.array(entrySchema.extend({ posFrees: z.boolean().default(false) })).min(1),
})

/** resources/hotkeys/layouts/*.json: a keyboard layout on which Ctrl+Alt (AltGr) types characters. */
export const layoutFileSchema = z.strictObject({ name, ...words, entries: z.array(entrySchema).min(1) })

/** hotkeys/pos/*.json: which keys the card terminal's software uses, and which function keys it does not need. */
export const posFileSchema = z.strictObject({
  name,
  ...words,
  uses: z.array(entrySchema),
  frees: z.array(keysSchema.element).max(100),
})

interface Words {
  zh: string
  en: string
}

export interface Reserved extends Words {
  patterns: Pattern[]
  posFrees: boolean
}

export interface PosProfile extends Words {
  name: string
  uses: Reserved[]
  frees: Pattern[]
}

export interface Layout extends Words {
  name: string
  entries: Reserved[]
}

export interface Rules {
  reserved: Reserved[]
  pos: ReadonlyMap<string, PosProfile>
  layouts: ReadonlyMap<string, Layout>
}

const patternsOf = (keys: readonly string[]): Pattern[] => keys.flatMap((text) => parsePattern(text) ?? [])

const reservedOf = ({
  keys,
  zh,
  en,
  posFrees,
}: z.infer<typeof entrySchema> & { posFrees?: boolean }): Reserved => ({
  patterns: patternsOf(keys),
  posFrees: posFrees ?? false,
  zh,
  en,
})

export const readReserved = ({ entries }: z.infer<typeof reservedFileSchema>): Reserved[] =>
  entries.map(reservedOf)

export const readLayout = ({ entries, ...rest }: z.infer<typeof layoutFileSchema>): Layout => ({
  ...rest,
  entries: entries.map(reservedOf),
})

export const readPos = ({ uses, frees, ...rest }: z.infer<typeof posFileSchema>): PosProfile => ({
  ...rest,
  uses: uses.map(reservedOf),
  frees: patternsOf(frees),
})

export interface Forbidden {
  code: 'reserved' | 'pos' | 'altgr'
  reason: Words
}

export interface Surroundings {
  pos: string | null
  layout: string | null
}

/** @returns why a key may be no hotkey with this card terminal and this keyboard, or null where it may. */
export const forbidden = (
  rules: Rules,
  { pos, layout }: Surroundings,
  key: Accelerator,
): Forbidden | null => {
  const terminal = pos === null ? undefined : rules.pos.get(pos)
  const find = (entries: readonly Reserved[]) =>
    entries.find(({ patterns }) => patterns.some((pattern) => fits(pattern, key)))
  const used = find(terminal?.uses ?? [])
  if (used) return { code: 'pos', reason: { zh: used.zh, en: used.en } }
  const freed = terminal?.frees.some((pattern) => fits(pattern, key)) ?? false
  const reserved = find(rules.reserved.filter(({ posFrees }) => !(posFrees && freed)))
  if (reserved) return { code: 'reserved', reason: { zh: reserved.zh, en: reserved.en } }
  const typed = find((layout === null ? undefined : rules.layouts.get(layout))?.entries ?? [])
  return typed ? { code: 'altgr', reason: { zh: typed.zh, en: typed.en } } : null
}
