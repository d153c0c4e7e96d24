/** `guiping staff`: who may sign in at this counter, and new passwords for the technician and IT. */
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { takeLock } from '../db/lock.ts'
import { readJsonFile } from '../files/json-file.ts'
import { type Installer, openInstallers } from '../main/session/installers.ts'
import { rosterSchema } from '../shared/people.ts'
import { dataDir } from './auth.ts'
import { printJson, printText, stop } from './io.ts'

const list = (options: { data?: string; json?: boolean }) => {
  const roster = readJsonFile(join(dataDir(options.data), 'roster.json'), rosterSchema)
  if (!roster.ok) return stop(roster.error)
  for (const { number, name } of roster.value?.staff ?? [])
    if (options.json) printJson({ number, name })
    else printText(`${number}\t${name}`)
}

/** Only while the program is closed: it keeps the passwords of its own start. */
const reset = async (role: Installer, options: { data?: string }): Promise<void> => {
  const dir = dataDir(options.data)
  const lock = takeLock(dir)
  if (!lock.ok) return stop(lock.error)
  const installers = await openInstallers(dir)
  if (!installers.ok) return stop(installers.error)
  const password = await installers.value.reset(role)
  lock.value.release()
  if (!password.ok) return stop(password.error)
  printText(`${role} ${password.value}`)
}

export const staffCommand = (): Command => {
  const staff = new Command('staff').description('people of this counter')
  staff.command('list').option('--data <dir>', 'data folder').option('--json', 'JSON lines').action(list)
  staff
    .command('reset')
    .description(
      'a new password for the technician or IT; needs the operating-system account that owns the data',
    )
    .addArgument(new Argument('<role>').choices(['technician', 'it']))
    .option('--data <dir>', 'data folder')
    .action(reset)
  return staff
}
