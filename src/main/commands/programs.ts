/** Other programs: what they may do, and what technicians and IT say about them. */
import { ok, type Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'
import { prepareWatched } from '../programs/folder.ts'
import { checkLaunch } from '../programs/launch.ts'
import { askFor, closeFor, openMatter, stateFor } from '../programs/matters.ts'
import type { Runs } from './table.ts'

/** Writes down who changed what, and waits until the doors are as it says. */
const changed = async (
  parts: Parts,
  session: string,
  saved: Result<unknown>,
  what: string,
): Promise<Result<Record<string, never>>> => {
  if (!saved.ok) return saved
  const role = parts.sessions.roles(session).find((one) => one === 'it') ?? 'technician'
  parts.counter.record({ kind: 'config.changed', ...parts.byRole(), role, what: [what] })
  await parts.programs.settled()
  return ok({})
}

export const programRuns = {
  'program.open': (parts, input) => openMatter(parts, input),
  'program.ask': (parts, input) => askFor(parts, input),
  'program.close': (parts, input) => closeFor(parts, input),
  'program.state': (parts) => ok(stateFor(parts)),

  'programs.list': (parts) => ok(parts.programs.view()),
  'programs.add': async (parts, { name }, session) => {
    const token = parts.programs.book.add(name)
    const done = await changed(parts, session, token, `programs.add ${name}`)
    if (!done.ok) return done
    return token.ok ? ok({ name, token: token.value }) : token
  },
  'programs.remove': (parts, { name }, session) =>
    changed(parts, session, parts.programs.book.remove(name), `programs.remove ${name}`),
  'programs.folder': async (parts, { path }, session) => {
    const usable = path === null ? ok(undefined) : await prepareWatched(path, parts.dir)
    if (!usable.ok) return usable
    return changed(parts, session, parts.programs.book.set({ folder: path }), 'programs.folder')
  },
  'programs.port': (parts, { port }, session) =>
    changed(parts, session, parts.programs.book.set({ port }), 'programs.port'),
  'programs.launch': (parts) => ok(parts.programs.book.settings().launch),
  'programs.launch-names': (parts) => {
    const known = Object.keys(parts.programs.book.settings().launch.items).flatMap(
      (code) => parts.roster.item(code) ?? [],
    )
    return ok(Object.fromEntries(known.map(({ code, name }) => [code, name])))
  },
  'programs.set-launch': (parts, launch, session) => {
    const sound = checkLaunch(launch)
    if (!sound.ok) return sound
    return changed(parts, session, parts.programs.book.set({ launch }), 'programs.launch')
  },
} satisfies Partial<Runs>
