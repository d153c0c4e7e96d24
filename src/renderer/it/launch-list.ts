/** The settings after one item was added or removed. What may start follows what items start. Pure. */
import type { Launch, LaunchSettings } from '../../shared/programs.ts'

/** Stands for every item that has none of its own. */
export const OTHERS = '*'

/** @returns the program, or the page's server; null where there is none to be found: the program says what is wrong. */
const allowedFor = (launch: Launch): { list: 'programs' | 'origins'; what: string } | null => {
  if ('program' in launch) return { list: 'programs', what: launch.program }
  const url = launch.url.replace(/\{\w+\}/g, 'x')
  return URL.canParse(url) ? { list: 'origins', what: new URL(url).origin } : null
}

/** Whoever names a program here allows it: the page is IT's own. */
export const withLaunch = (settings: LaunchSettings, code: string, launch: Launch): LaunchSettings => {
  const dropped = Object.hasOwn(settings.items, code) ? withoutLaunch(settings, code) : settings
  const items = { ...dropped.items, [code]: launch }
  const allowed = allowedFor(launch)
  if (!allowed || dropped[allowed.list].includes(allowed.what)) return { ...dropped, items }
  return { ...dropped, items, [allowed.list]: [...dropped[allowed.list], allowed.what] }
}

/** What no item starts any more is no longer allowed. */
export const withoutLaunch = (settings: LaunchSettings, code: string): LaunchSettings => {
  const { [code]: gone, ...items } = settings.items
  const allowed = gone && allowedFor(gone)
  const stays = Object.values(items).some((other) => allowedFor(other)?.what === allowed?.what)
  if (!allowed || stays) return { ...settings, items }
  return { ...settings, items, [allowed.list]: settings[allowed.list].filter((one) => one !== allowed.what) }
}

/** What is allowed although no item starts it: written into the file by hand or with the command line. */
export const unusedOf = ({ programs, origins, items }: LaunchSettings): string[] => {
  const used = new Set(Object.values(items).map((launch) => allowedFor(launch)?.what))
  return [...programs, ...origins].filter((one) => !used.has(one))
}

/** @returns one argument a line; empty lines are none. */
export const argsOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
