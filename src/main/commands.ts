/**
 * The one table of commands: the contract (roles, zod input, zod output) from shared/commands.ts and what it does.
 * Every door comes through `answer`.
 */
import { COMMANDS, type Method } from '../shared/commands.ts'
import { firstIssue, issuePath } from '../shared/entries.ts'
import { sentence } from '../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../shared/result.ts'
import type { Role } from '../shared/views.ts'
import type { Reply } from '../shared/wire.ts'
import { deviceRuns } from './commands/device.ts'
import { displayRuns } from './commands/display.ts'
import { hotkeyRuns } from './commands/hotkeys.ts'
import { installerRuns } from './commands/installer.ts'
import { listsRuns } from './commands/lists.ts'
import { logRuns } from './commands/log.ts'
import { offerRuns } from './commands/offer.ts'
import { practiceRuns } from './commands/practice.ts'
import { programRuns } from './commands/programs.ts'
import { sessionRuns } from './commands/session.ts'
import { setupRuns } from './commands/setup.ts'
import type { Runs } from './commands/table.ts'
import { workRuns } from './commands/work.ts'
import type { Parts } from './parts.ts'

const RUNS: Runs = {
  ...workRuns,
  ...sessionRuns,
  ...setupRuns,
  ...deviceRuns,
  ...installerRuns,
  ...displayRuns,
  ...practiceRuns,
  ...hotkeyRuns,
  ...programRuns,
  ...listsRuns,
  ...logRuns,
  ...offerRuns,
}

const isMethod = (name: string): name is Method => Object.hasOwn(COMMANDS, name)

/** Why this page may not: for the clerk's commands the counter's own reason says more than "wrong role". */
const roleFault = (parts: Parts, method: Method): Fault => {
  const { shift, locked } = parts.counter.state()
  const forClerks = COMMANDS[method].roles.includes('clerk')
  if (forClerks && !shift) return { code: 'counter/signed-out' }
  if (forClerks && locked) return { code: 'counter/locked' }
  return { code: 'request/role' }
}

const run = async (parts: Parts, session: string, name: string, input: unknown): Promise<Result<unknown>> => {
  if (!isMethod(name)) return fail('request/unknown-method', { method: name.slice(0, 64) })
  const contract = COMMANDS[name]
  const held = parts.sessions.roles(session)
  // In practice every page may be the customer's screen too: nothing there is a rating.
  const roles: Role[] = parts.practice ? [...held, 'display'] : held
  if (!roles.some((role) => contract.roles.includes(role)))
    return { ok: false, error: roleFault(parts, name) }
  const checked = contract.input.safeParse(input)
  if (!checked.success) {
    // The person is told which field it is; zod's own sentence is for whoever writes a program.
    return fail('request/bad-input', { why: issuePath(checked.error), detail: firstIssue(checked.error) })
  }
  const room = parts.space.admit(name)
  if (!room.ok) return room
  // Whatever the clerk or the tax software asks for at a page of their own keeps the counter from locking itself.
  if (!contract.roles.includes('none') && roles.some((role) => role === 'clerk' || role === 'program'))
    parts.counter.run({ type: 'active' })
  // The table is typed per method; here the method is only known to be one of them.
  const perform = RUNS[name] as (parts: Parts, input: unknown, session: string) => Promise<Result<unknown>>
  const result = await perform(parts, checked.data, session)
  if (result.ok) parts.launcher.after(name, checked.data, roles)
  // Whatever the contract does not name does not leave the process.
  return result.ok ? ok(contract.output.parse(result.value)) : result
}

/** Answers one request of a page. Never throws: internals go to the program log, the page gets request/internal. */
export const answer = async (parts: Parts, session: string, name: string, input: unknown): Promise<Reply> => {
  const language = parts.settings.config().language
  let result: Result<unknown>
  try {
    result = await run(parts, session, name, input)
  } catch (error) {
    parts.report(error, name)
    result = fail('request/internal')
  }
  if (result.ok) return result
  return { ok: false, error: { ...result.error, message: sentence(result.error, language) } }
}
