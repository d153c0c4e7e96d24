/** `guiping hall …`: the hall server and its tools. */
import { Command } from 'commander'
import { makeAdmin } from '../hall/hall.ts'
import { systemClock } from '../main/clock.ts'
import { importCommand } from './hall/import.ts'
import { listCommands } from './hall/lists.ts'
import { pullCommands } from './hall/pull.ts'
import { serveCommand } from './hall/serve.ts'
import { withStore } from './hall/store.ts'
import { verify } from './hall/verify.ts'
import { codeLine } from './hall/words.ts'
import { printJson, printText, say, stop } from './io.ts'

const enrol = async (options: { data: string; replaces?: string; json?: boolean }): Promise<void> => {
  const { data, replaces, json } = options
  const code = await withStore(data, ({ counters }) => {
    if (replaces === undefined) return counters.makeCode(systemClock.now())
    const [found, ...more] = counters.named(replaces)
    return found && more.length === 0 ? counters.makeCode(systemClock.now(), found.id) : null
  })
  if (code === null) stop({ code: 'hall/no-counter', params: { counter: replaces ?? '' } })
  else if (json) printJson({ code })
  else printText(codeLine(code, data))
}

const password = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const admin = await makeAdmin()
  await withStore(data, (store) => store.settings.set('admin', admin.verifier))
  if (json) printJson({ adminPassword: admin.password })
  else printText(say(`新的管理密码 ${admin.password}`, `New admin password ${admin.password}`))
}

const sealKey = async ({ data, counter }: { data: string; counter: string }): Promise<void> => {
  const keys = await withStore(data, (store) => {
    const found = store.counters.named(counter)
    return found.length === 1 && found[0] ? store.counters.sealKeys(found[0].id) : null
  })
  // A secret: it goes to standard output and nowhere else.
  if (keys) printJson(keys)
  else stop({ code: 'cli/usage', params: { why: `--counter ${counter}` } })
}

/** The `hall` group, to be added to the program. */
export const hallCommand = (): Command => {
  const hall = new Command('hall').description('大厅服务器 · the hall server')
  hall.addCommand(serveCommand())
  hall
    .command('enrol')
    .description('取一个一次性登记码 · a new one-time enrolment code')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--replaces <counter>', '新电脑顶替哪个窗口的电脑 · the counter whose PC is replaced')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(enrol)
  hall
    .command('password')
    .description('重置管理密码 · a new admin password')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(password)
  hall
    .command('verify')
    .description('核对全部日志 · verify all logs')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(verify)
  hall
    .command('seal-key')
    .description(
      '一个窗口的封签钥匙，机密；供 log verify --seal-key 用 · the seal keys of a counter, secret; for log verify --seal-key',
    )
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .requiredOption('--counter <name>', '窗口号或标识 · station or id')
    .action(sealKey)
  hall.addCommand(importCommand())
  for (const command of [...listCommands(), ...pullCommands()]) hall.addCommand(command)
  return hall
}
