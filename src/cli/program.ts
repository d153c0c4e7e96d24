/** The tree of commands. Help is in Chinese and English side by side; output is in one language (GUIPING_LANG). */
import { Command } from 'commander'
import { VERSION } from '../main/version.ts'
import { demoCommand } from './demo.ts'
import { deviceCommand } from './device.ts'
import { diagnoseCommand } from './diagnose.ts'
import { doCommand } from './do.ts'
import { hallCommand } from './hall.ts'
import { logCommand } from './log.ts'
import { matterCommand } from './matter.ts'
import { offerCommand } from './offer.ts'
import { programsCommand } from './programs.ts'
import { pullCommand } from './pull.ts'
import { serveCommand } from './serve.ts'
import { staffCommand } from './staff.ts'
import { usageWords } from './usage-words.ts'

const TITLES: Record<string, string> = {
  'Usage:': '用法 · Usage:',
  'Arguments:': '参数 · Arguments:',
  'Options:': '选项 · Options:',
  'Commands:': '命令 · Commands:',
}

const AFTER = `
退出状态 · exit status:
  0  完成 · done
  1  答案是「否」：日志不完整，或程序拒绝了操作 · the answer is "no": a log that is not whole, or a refusal
  2  写法不对，包括不存在的 --as 身份 · wrong usage, an --as that is no role among it
  3  无法执行，包括密码不对和身份无权 · could not run, a wrong password or a role that may not among it
环境变量 · environment:
  GUIPING_PASSWORD  要密码的命令所用的密码 · the password for commands that ask for one
  GUIPING_LANG=en   输出用英文 · output in English`

/** Wrong usage anywhere in the tree comes back to the caller, so that it ends with the one exit status for it. */
const prepare = (command: Command): Command => {
  command
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({ outputError: (said, write) => write(usageWords(said)) })
    .helpOption('-h, --help', '显示帮助 · show this help')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
  if (command.commands.length > 0)
    command.helpCommand('help [command]', '显示命令的帮助 · help for a command')
  for (const child of command.commands) prepare(child)
  return command
}

export const makeProgram = (): Command => {
  const program = new Command('guiping')
    .description('柜评，政务大厅窗口评价客户端 · Guiping, the counter-rating client')
    .version(VERSION, '-V, --version', '显示版本 · show the version')
    .addHelpText('after', AFTER)
  for (const command of [
    serveCommand(),
    demoCommand(),
    doCommand(),
    matterCommand(),
    programsCommand(),
    deviceCommand(),
    logCommand(),
    staffCommand(),
    hallCommand(),
    offerCommand(),
    pullCommand(),
    diagnoseCommand(),
  ])
    program.addCommand(command)
  return prepare(program)
}
