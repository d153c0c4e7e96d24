/** `guiping staff`: who may sign in at this counter, and new passwords for the technician and IT. */
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { takeLock } from '../db/lock.ts'
import { readJsonFile } from '../files/json-file.ts'
import { type Installer, openInstallers } from '../main/session/installers.ts'
import { rosterSchema } from '../shared/people.ts'
import { dataDir } from './auth.ts'
import { printJson, printText, say, stop } from './io.ts'
import { staffImport } from './lists/staff-import.ts'
import { dataOption, jsonOption } from './options.ts'

const list = (options: { data?: string; json?: boolean }) => {
  const roster = readJsonFile(join(dataDir(options.data), 'roster.json'), rosterSchema)
  if (!roster.ok) return stop(roster.error)
  const people = roster.value?.staff ?? []
  for (const { number, name } of people)
    if (options.json) printJson({ number, name })
    else printText(`${number}\t${name}`)
  if (!options.json) printText(say(`共 ${people.length} 人`, `${people.length} people`))
}

/** Only while the program is closed: it keeps the passwords of its own start. */
const reset = async (role: Installer, options: { data?: string; json?: boolean }): Promise<void> => {
  const dir = dataDir(options.data)
  const lock = takeLock(dir)
  if (!lock.ok) return stop(lock.error.code === 'data/in-use' ? { code: 'staff/running' } : lock.error)
  const installers = await openInstallers(dir)
  if (!installers.ok) return stop(installers.error)
  const password = await installers.value.reset(role)
  lock.value.release()
  if (!password.ok) return stop(password.error)
  if (options.json) printJson({ role, password: password.value })
  else printText(say(`${role} 的新密码 ${password.value}`, `New password of ${role} ${password.value}`))
}

export const staffCommand = (): Command => {
  const staff = new Command('staff').description('本窗口的人员 · people of this counter')
  staff
    .command('list')
    .description('列出可以登录的人员 · list who may sign in')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(list)
  staff.addCommand(staffImport())
  staff
    .command('reset')
    .description(
      '重置技术人员或管理员的密码，先关闭柜评 · a new technician’s or IT password; close Guiping first',
    )
    .addArgument(new Argument('<role>', '身份 · whose').choices(['technician', 'it']))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(reset)
  return staff
}
