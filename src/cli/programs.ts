/** `guiping programs`: who may speak to the running program, for technicians and IT. */
import { Command, Option } from 'commander'
import { launchSettingsSchema, programsViewSchema } from '../shared/programs.ts'
import { type AskOptions, ask } from './ask.ts'
import { readBytes } from './file.ts'
import { printJson, printText, say, stop } from './io.ts'
import { dataOption, jsonOption, wholeNumber } from './options.ts'

const done = (zh: string, en: string) => () => printText(say(zh, en))

const showList = (value: unknown): void => {
  const view = programsViewSchema.safeParse(value)
  if (!view.success) {
    printJson(value)
    return
  }
  const { door, folder, programs } = view.data
  const trouble = (fault: { code: string } | null) => (fault ? ` (${fault.code})` : '')
  printText(`${say('接口', 'door')}: ${door.url ?? say('未开', 'closed')}${trouble(door.trouble)}`)
  printText(`${say('文件夹', 'folder')}: ${folder.path ?? say('未用', 'none')}${trouble(folder.trouble)}`)
  for (const { name, addedAt } of programs)
    printText(`${name}\t${new Date(addedAt).toISOString().slice(0, 10)}`)
}

const showToken = (value: unknown): void => {
  const { name, token } = value as { name: string; token: string }
  printText(
    say(`${name} 的令牌，只显示这一次：\n${token}`, `The token of ${name}, shown this once:\n${token}`),
  )
}

const setLaunch = async (file: string, options: AskOptions): Promise<void> => {
  const bytes = readBytes(file)
  if (!bytes.ok) return stop(bytes.error)
  let value: unknown
  try {
    value = JSON.parse(bytes.value.toString('utf8'))
  } catch {
    return stop({ code: 'data/config-invalid', params: { path: file, why: 'JSON' } })
  }
  const checked = launchSettingsSchema.safeParse(value)
  if (!checked.success) {
    const issue = checked.error.issues[0]
    return stop({ code: 'data/config-invalid', params: { path: file, why: issue?.path.join('.') ?? '' } })
  }
  return ask(options, 'programs.set-launch', checked.data, done('已保存', 'Saved'))
}

export const programsCommand = (): Command => {
  const programs = new Command('programs').description(
    '可以访问本窗口的业务软件；要技术人员或管理员的密码 · programs that may speak to this counter; needs a password',
  )
  const roles = (fallback: string) =>
    new Option('--as <role>', '身份 · whose password').choices(['technician', 'it']).default(fallback)
  const command = (name: string, description: string, role = 'technician') =>
    programs
      .command(name)
      .description(description)
      .addOption(roles(role))
      .addOption(dataOption())
      .addOption(jsonOption())
  command('list', '列出程序、接口和文件夹 · list programs, door and folder').action((options: AskOptions) =>
    ask(options, 'programs.list', {}, showList),
  )
  command('add', '允许一个程序，令牌只显示一次 · let a program in; its token is shown once')
    .argument('<name>', '名称：小写字母、数字、连字符 · name: a–z, 0–9, hyphens')
    .action((name: string, options: AskOptions) => ask(options, 'programs.add', { name }, showToken))
  command('remove', '收回一个程序的令牌 · take a program’s token back')
    .argument('<name>', '名称 · name')
    .action((name: string, options: AskOptions) =>
      ask(options, 'programs.remove', { name }, done('已收回', 'Taken back')),
    )
  command('folder', '监视一个文件夹，供老程序用；不写则停用 · watch a folder, for old programs; none: stop')
    .argument('[path]', '完整路径 · full path')
    .action((path: string | undefined, options: AskOptions) =>
      ask(options, 'programs.folder', { path: path ?? null }, done('已保存', 'Saved')),
    )
  command('port', '接口的端口 · port of the door')
    .argument('<number>', '0 由系统选 · 0 lets the system choose', wholeNumber(0, 65_535))
    .action((port: number, options: AskOptions) =>
      ask(options, 'programs.port', { port }, done('已保存', 'Saved')),
    )
  command('launch', '选事项时启动什么；不写文件则显示 · what choosing an item starts; no file: show', 'it')
    .argument('[file]', 'JSON 文件 · JSON file')
    .action((file: string | undefined, options: AskOptions) =>
      file === undefined ? ask(options, 'programs.launch', {}, printJson) : setLaunch(file, options),
    )
  return programs
}
