import { app } from './en/app.ts'
import { aside } from './en/aside.ts'
import { desk } from './en/desk.ts'
import { display } from './en/display.ts'
import { find } from './en/find.ts'
import { help } from './en/help.ts'
import { hotkeys } from './en/hotkeys.ts'
import { it } from './en/it.ts'
import { keep } from './en/keep.ts'
import { kinds } from './en/kinds.ts'
import { launch } from './en/launch.ts'
import { learn } from './en/learn.ts'
import { lists } from './en/lists.ts'
import { log } from './en/log.ts'
import { offer } from './en/offer.ts'
import { palette } from './en/palette.ts'
import { programs } from './en/programs.ts'
import { tasks } from './en/tasks.ts'
import { technician } from './en/technician.ts'
import type { Texts } from './zh-CN.ts'

/** The same in English. */
export const enUS: Texts = {
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
}
