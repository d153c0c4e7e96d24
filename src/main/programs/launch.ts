/**
 * What choosing an item starts: a program or a page, filled in from a template. Pure. Only what IT has listed may start;
 * arguments are a list from end to end and no shell sees them.
 */
import { posix, win32 } from 'node:path'
import { type Launch, type LaunchSettings, PLACEHOLDERS, type Placeholder } from '../../shared/programs.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

export type Plan = { program: string; args: string[] } | { url: string }
export type Values = Record<Placeholder, string>

const HOLE = /\{(\w+)\}/g
const isPlaceholder = (name: string): name is Placeholder =>
  (PLACEHOLDERS as readonly string[]).includes(name)

/** Programs that take commands as text are shells, whatever their arguments; scripts are run by one. */
const SHELLS =
  /^(cmd|command|powershell|pwsh|wscript|cscript|mshta|rundll32|regsvr32|sh|bash|dash|zsh|fish|ksh|csh|busybox|env)(\.exe|\.com)?$/i
const SCRIPTS = /\.(bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|scr|pif)$/i

const isFullPath = (path: string) => posix.isAbsolute(path) || /^([A-Za-z]:\\|\\\\)/.test(path)

/** Whether a program may be listed at all. */
const checkProgram = (path: string): Result<void> => {
  const name = win32.basename(path)
  if (!isFullPath(path)) return fail('program/launch-path', { what: path })
  // A trailing dot or space is dropped by Windows: it would hide what the file is.
  const hidden = /[. ]$/.test(name)
  return hidden || SHELLS.test(name) || SCRIPTS.test(name)
    ? fail('program/launch-shell', { what: name })
    : ok(undefined)
}

const checkOrigin = (origin: string): Result<void> => {
  const url = urlOf(origin)
  return url && isWeb(url) && url.origin === origin
    ? ok(undefined)
    : fail('program/launch-server', { what: origin })
}

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)
const isWeb = (url: URL) =>
  ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''

const unknownHole = (texts: readonly string[]): string | null => {
  for (const text of texts)
    for (const [hole, name = ''] of text.matchAll(HOLE)) if (!isPlaceholder(name)) return hole
  return null
}

const notAllowed = (what: string) => fail('program/launch-not-allowed', { what })
const badUrl = (what: string) => fail('program/launch-url', { what })
const KNOWN = PLACEHOLDERS.map((name) => `{${name}}`).join(' ')

/** Holes stand behind the server's name: what is filled in must not choose the server. */
const checkUrl = (template: string, origins: readonly string[]): Result<void> => {
  const url = urlOf(template.replace(HOLE, 'x'))
  if (!url || !isWeb(url)) return badUrl(template)
  const hole = template.search(HOLE)
  const server = /^https?:\/\/[^/?#]*/i.exec(template)?.[0] ?? ''
  if (hole !== -1 && hole < server.length) return badUrl(template)
  return origins.includes(url.origin) ? ok(undefined) : notAllowed(url.origin)
}

const checkOne = (launch: Launch, settings: LaunchSettings): Result<void> => {
  const hole = unknownHole('url' in launch ? [launch.url] : launch.args)
  if (hole) return fail('program/launch-hole', { what: hole, known: KNOWN })
  if ('url' in launch) return checkUrl(launch.url, settings.origins)
  return settings.programs.includes(launch.program) ? ok(undefined) : notAllowed(launch.program)
}

/** Whether these settings may be kept: every program and server is listed and every template sound. */
export const checkLaunch = (settings: LaunchSettings): Result<void> => {
  const checks = [
    ...settings.programs.map(checkProgram),
    ...settings.origins.map(checkOrigin),
    ...Object.values(settings.items).map((launch) => checkOne(launch, settings)),
  ]
  return checks.find(({ ok: sound }) => !sound) ?? ok(undefined)
}

/** What `item` starts: its own template, or that of every item. */
const templateFor = (settings: LaunchSettings, item: string): Launch | undefined =>
  Object.hasOwn(settings.items, item) ? settings.items[item] : settings.items['*']

/** A value as one argument. At the beginning of an argument it must not look like a switch or a list of arguments. */
const fillArg = (template: string, values: Values): Result<string> => {
  const first = /^\{(\w+)\}/.exec(template)?.[1]
  if (first !== undefined && isPlaceholder(first) && /^[-/@+]/.test(values[first]))
    return fail('program/launch-value', { name: first })
  return ok(template.replace(HOLE, (_, name: Placeholder) => values[name]))
}

const fillArgs = (templates: readonly string[], values: Values): Result<string[]> => {
  const args: string[] = []
  for (const template of templates) {
    const filled = fillArg(template, values)
    if (!filled.ok) return filled
    args.push(filled.value)
  }
  return ok(args)
}

const fillUrl = (template: string, values: Values): Result<string> => {
  // A dot or two alone would climb out of the path that IT wrote.
  const climbing = PLACEHOLDERS.find(
    (name) => template.includes(`{${name}}`) && /^\.{1,2}$/.test(values[name]),
  )
  if (climbing) return fail('program/launch-value', { name: climbing })
  return ok(template.replace(HOLE, (_, name: Placeholder) => encodeURIComponent(values[name])))
}

/** @returns what to start for an item, or null for nothing. Checked again here: the file may have been written by hand. */
export const planLaunch = (settings: LaunchSettings, values: Values): Result<Plan | null> => {
  const launch = templateFor(settings, values.item)
  if (!launch) return ok(null)
  const allowed = checkLaunch(settings)
  if (!allowed.ok) return allowed
  const unsound = PLACEHOLDERS.find((name) => /\p{Cc}/u.test(values[name]) || !values[name].isWellFormed())
  if (unsound) return fail('program/launch-value', { name: unsound })
  if ('url' in launch) {
    const filled = fillUrl(launch.url, values)
    return filled.ok ? ok({ url: filled.value }) : filled
  }
  const args = fillArgs(launch.args, values)
  return args.ok ? ok({ program: launch.program, args: args.value }) : args
}
