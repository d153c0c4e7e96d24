/** The password that commands ask for when they show levels or change settings. */
import { createInterface } from 'node:readline'

export { dataDir } from '../main/data/folder.ts'

import { checkInstaller } from '../main/session/installers.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { Role } from '../shared/views.ts'

/** One line from the terminal, or from standard input where there is none. */
const askPassword = async (prompt: string): Promise<string> => {
  const terminal = process.stdin.isTTY
  const lines = createInterface({
    input: process.stdin,
    output: terminal ? process.stderr : undefined,
    terminal,
  })
  if (terminal) process.stderr.write(prompt)
  // What is typed is not echoed.
  if (terminal) Object.assign(lines, { _writeToOutput: () => {} })
  const line = await new Promise<string>((done) => {
    lines.once('line', done)
    lines.once('close', () => done(''))
  })
  lines.close()
  if (terminal) process.stderr.write('\n')
  return line
}

/** The password of `role`, from GUIPING_PASSWORD or asked for. Only for the running program, which checks it. */
export const passwordOf = async (role: string): Promise<Result<string>> => {
  const password = process.env['GUIPING_PASSWORD'] || (await askPassword(`${role}: `))
  return password === '' ? fail('cli/no-password', { role }) : ok(password)
}

/**
 * Checks that whoever runs the command knows the password of one of `roles`. `as` names the role (`technician`, `it`);
 * the password comes from GUIPING_PASSWORD or is asked for. Limit: whoever shares the operating-system account can
 * read the files anyway. @returns the password, for the running program to check too.
 */
export const requireRole = async (
  dir: string,
  as: string | undefined,
  roles: readonly Role[],
): Promise<Result<string>> => {
  const role = as ?? roles[0]
  if (role !== 'technician' && role !== 'it')
    return fail('cli/usage', { why: `--as ${as} (${roles.join(' | ')})` })
  if (!roles.includes(role)) return fail('request/role')
  const password = await passwordOf(role)
  if (!password.ok) return password
  const checked = await checkInstaller(dir, role, password.value)
  if (!checked.ok) return checked
  return checked.value ? password : fail(`session/wrong-${role}-password`)
}
