/** What the pages say, in Chinese: written first. Short, in verbs, no blame, no exclamation marks. One file an area. */
import { app } from './zh/app.ts'
import { aside } from './zh/aside.ts'
import { desk } from './zh/desk.ts'
import { display } from './zh/display.ts'
import { find } from './zh/find.ts'
import { help } from './zh/help.ts'
import { hotkeys } from './zh/hotkeys.ts'
import { it } from './zh/it.ts'
import { keep } from './zh/keep.ts'
import { kinds } from './zh/kinds.ts'
import { launch } from './zh/launch.ts'
import { learn } from './zh/learn.ts'
import { lists } from './zh/lists.ts'
import { log } from './zh/log.ts'
import { offer } from './zh/offer.ts'
import { palette } from './zh/palette.ts'
import { programs } from './zh/programs.ts'
import { tasks } from './zh/tasks.ts'
import { technician } from './zh/technician.ts'

export const zhCN = {
  ...app,
  ...aside,
  ...desk,
  ...display,
  ...tasks,
  ...hotkeys,
  ...technician,
  ...find,
  ...learn,
  ...it,
  ...launch,
  ...log,
  ...kinds,
  ...keep,
  ...help,
  ...lists,
  ...offer,
  ...palette,
  ...programs,
} as const

export type TextKey = keyof typeof zhCN

type Blanks<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Blanks<Rest> : never

/** The names in braces that the text of `Key` wants filled in. */
export type BlanksOf<Key extends TextKey> = Blanks<(typeof zhCN)[Key]>

/** Keys whose text is complete as it stands: what a table of words may hold. */
export type PlainKey = { [Key in TextKey]: [BlanksOf<Key>] extends [never] ? Key : never }[TextKey]

/** Gives the text of a key; a missing or misspelt blank is a type error. */
export type Speak = <Key extends TextKey>(
  key: Key,
  ...values: [BlanksOf<Key>] extends [never] ? [] : [Record<BlanksOf<Key>, string | number>]
) => string

/** A missing or surplus key of another language is a type error. */
export type Texts = Readonly<Record<TextKey, string>>
