/** `guiping hall …`: the hall server and its tools. */
import { join } from 'node:path'
import { Command } from 'commander'
import { type Hall, makeAdmin, startHall } from '../hall/hall.ts'
import { sampleRoster } from '../hall/sample.ts'
import type { Tls } from '../hall/server.ts'
import { systemClock } from '../main/clock.ts'
import { VERSION } from '../main/version.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { readBytes } from './file.ts'
import { importCommand } from './hall/import.ts'
import { listCommands } from './hall/lists.ts'
import { pullCommands } from './hall/pull.ts'
import { withStore } from './hall/store.ts'
import { EXIT, printJson, printText, say, stop } from './io.ts'
import { wholeNumber } from './options.ts'
import { resources } from './paths.ts'

const DEFAULT_PORT = 8460
const SAMPLE = join(resources, 'sample')

interface ServeOptions {
  data: string
  host: string
  port: number
  tlsCert?: string
  tlsKey?: string
  sample?: boolean
  json?: boolean
}

const readPem = (file: string): Result<string> => {
  const bytes = readBytes(file)
  return bytes.ok ? ok(bytes.value.toString('utf8')) : bytes
}

const readTls = ({ tlsCert, tlsKey }: ServeOptions): Result<Tls | null> => {
  if (tlsCert === undefined && tlsKey === undefined) return ok(null)
  if (tlsCert === undefined || tlsKey === undefined)
    return fail('cli/usage', { why: '--tls-cert + --tls-key' })
  const cert = readPem(tlsCert)
  if (!cert.ok) return cert
  const key = readPem(tlsKey)
  return key.ok ? ok({ cert: cert.value, key: key.value }) : key
}

/** Ends on the first SIGINT or SIGTERM, after everything is closed. */
const untilSignal = (hall: Hall): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      process.off('SIGINT', end)
      process.off('SIGTERM', end)
      hall.close().then(resolve)
    }
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
  })

const codeLine = (code: string): string =>
  say(
    `登记码 ${code}(30 分钟内有效,只能用一次;再取:guiping hall enrol)`,
    `Enrolment code ${code} (30 minutes, one counter; another: guiping hall enrol)`,
  )

const howToFill = (data: string): string =>
  say(
    `还没有人员名单,没有人能登录。先填表(空表:guiping hall import --template > staff.csv),再导入:\n  guiping hall import --data ${data} --staff staff.csv`,
    `There is no staff list yet, so nobody can sign in. Fill a table (an empty one: guiping hall import --template > staff.csv) and import it:\n  guiping hall import --data ${data} --staff staff.csv`,
  )

const serve = async (options: ServeOptions): Promise<void> => {
  const tls = readTls(options)
  if (!tls.ok) return stop(tls.error)
  const started = await startHall({
    data: options.data,
    host: options.host,
    port: options.port,
    clock: systemClock,
    version: VERSION,
    ...(tls.value ? { tls: tls.value } : {}),
  })
  if (!started.ok) return stop(started.error)
  const hall = started.value
  if (options.sample && !hall.hasRoster()) {
    const sample = await sampleRoster(SAMPLE)
    const filled = sample.ok ? hall.setRoster(sample.value.roster) : sample
    if (!filled.ok) return stop(filled.error)
  }
  const code = hall.makeCode()
  const roster = hall.hasRoster()
  if (options.json) printJson({ url: hall.url, adminPassword: hall.adminPassword, code, roster })
  else {
    printText(say(`大厅服务器 ${hall.url}`, `Hall server ${hall.url}`))
    const password = hall.adminPassword
    if (password)
      printText(
        say(
          `管理密码 ${password}(只显示这一次,请抄下)`,
          `Admin password ${password} (shown this once; write it down)`,
        ),
      )
    printText(codeLine(code))
    if (!roster) printText(howToFill(options.data))
    printText(say('按 Ctrl+C 结束', 'Ctrl+C ends it'))
  }
  await untilSignal(hall)
}

const enrol = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const code = await withStore(data, (store) => store.counters.makeCode(systemClock.now()))
  if (json) printJson({ code })
  else printText(codeLine(code))
}

const password = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const admin = await makeAdmin()
  await withStore(data, (store) => store.settings.set('admin', admin.verifier))
  if (json) printJson({ adminPassword: admin.password })
  else printText(say(`新的管理密码 ${admin.password}`, `New admin password ${admin.password}`))
}

const verify = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const logs = await withStore(data, (store) => store.verifier.all())
  const whole = logs.every((log) => log.ok)
  if (json) printJson({ ok: whole, logs })
  else {
    for (const { station, log, entries, head, firstBad } of logs)
      printText(
        say(
          `窗口 ${station}  ${log}  ${entries} 条  ${firstBad === null ? `完整 ${head.slice(0, 16)}` : `从第 ${firstBad} 条起不完整`}`,
          `counter ${station}  ${log}  ${entries} entries  ${firstBad === null ? `whole ${head.slice(0, 16)}` : `not whole from entry ${firstBad} on`}`,
        ),
      )
    printText(
      say(
        `${logs.length} 份日志${whole ? '都完整' : ',有不完整的'}`,
        `${logs.length} logs, ${whole ? 'all whole' : 'not all whole'}`,
      ),
    )
  }
  process.exitCode = whole ? EXIT.done : EXIT.no
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
  hall
    .command('serve')
    .description('启动大厅服务器 · start the hall server')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--host <host>', '监听地址;非本机须配 TLS · address; TLS unless loopback', '127.0.0.1')
    .option('--port <port>', '端口,0 由系统选 · port, 0: any free one', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option('--tls-cert <file>', 'TLS 证书 PEM · TLS certificate')
    .option('--tls-key <file>', 'TLS 私钥 PEM · TLS private key')
    .option('--sample', '没有名单时装入示例人员和事项 · sample staff and items where there are none')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(serve)
  hall
    .command('enrol')
    .description('取一个一次性登记码 · a new one-time enrolment code')
    .requiredOption('--data <dir>', '数据目录 · data folder')
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
      '一个窗口的封签钥匙,机密;供 log verify --seal-key 用 · the seal keys of a counter, secret; for log verify --seal-key',
    )
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .requiredOption('--counter <name>', '窗口号或标识 · station or id')
    .action(sealKey)
  hall.addCommand(importCommand())
  for (const command of [...listCommands(), ...pullCommands()]) hall.addCommand(command)
  return hall
}
