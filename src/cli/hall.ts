/** `guiping hall …`: the hall server and its tools. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Hall, makeAdmin, startHall } from '../hall/hall.ts'
import { sampleRoster } from '../hall/sample.ts'
import type { Tls } from '../hall/server.ts'
import { storageFault } from '../hall/store/open.ts'
import { openToolStore, type Store } from '../hall/store/store.ts'
import { systemClock } from '../main/clock.ts'
import { VERSION } from '../main/version.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { EXIT, printJson, printText, stop } from './io.ts'
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
  try {
    return ok(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return fail('cli/file', { file, why })
  }
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
  if (options.json) printJson({ url: hall.url, adminPassword: hall.adminPassword, code })
  else {
    printText(`大厅服务器 ${hall.url}`)
    if (hall.adminPassword) printText(`管理密码 ${hall.adminPassword}(只显示这一次,请抄下)`)
    printText(`登记码 ${code}(30 分钟内有效,只能用一次;再取:guiping hall enrol)`)
    printText('按 Ctrl+C 结束')
  }
  await untilSignal(hall)
}

/** Runs `use` on the store beside a server that may be running. */
const withStore = async <T>(data: string, use: (store: Store) => T | Promise<T>): Promise<T> => {
  const opened = await openToolStore(data)
  if (!opened.ok) return stop(opened.error)
  try {
    return await use(opened.value)
  } catch (error) {
    return stop(storageFault(error, data))
  } finally {
    opened.value.close()
  }
}

const enrol = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const code = await withStore(data, (store) => store.counters.makeCode(systemClock.now()))
  if (json) printJson({ code })
  else printText(code)
}

const password = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const admin = await makeAdmin()
  await withStore(data, (store) => store.settings.set('admin', admin.verifier))
  if (json) printJson({ adminPassword: admin.password })
  else printText(admin.password)
}

const verify = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const logs = await withStore(data, (store) => store.verifier.all())
  const whole = logs.every((log) => log.ok)
  if (json) printJson({ ok: whole, logs })
  else {
    for (const { station, log, entries, head, firstBad } of logs)
      printText(
        `窗口 ${station}  ${log}  ${entries} 条  ${firstBad === null ? `完整 ${head.slice(0, 16)}` : `从第 ${firstBad} 条起不完整`}`,
      )
    printText(`${logs.length} 份日志${whole ? '都完整' : ',有不完整的'}`)
  }
  process.exitCode = whole ? EXIT.done : EXIT.no
}

/** The `hall` group, to be added to the program. */
export const hallCommand = (): Command => {
  const hall = new Command('hall').description('大厅服务器 / the hall server')
  hall
    .command('serve')
    .description('启动大厅服务器 / start the hall server')
    .requiredOption('--data <dir>', '数据目录 / data folder')
    .option('--host <host>', '监听地址;非本机须配 TLS / address; TLS unless loopback', '127.0.0.1')
    .option('--port <port>', '端口,0 由系统选 / port, 0: any free one', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option('--tls-cert <file>', 'TLS 证书 PEM / TLS certificate')
    .option('--tls-key <file>', 'TLS 私钥 PEM / TLS private key')
    .option('--sample', '没有名单时装入示例人员和事项 / sample staff and items where there are none')
    .option('--json', 'JSON')
    .action(serve)
  hall
    .command('enrol')
    .description('取一个一次性登记码 / a new one-time enrolment code')
    .requiredOption('--data <dir>', '数据目录 / data folder')
    .option('--json', 'JSON')
    .action(enrol)
  hall
    .command('password')
    .description('重置管理密码 / a new admin password')
    .requiredOption('--data <dir>', '数据目录 / data folder')
    .option('--json', 'JSON')
    .action(password)
  hall
    .command('verify')
    .description('核对全部日志 / verify all logs')
    .requiredOption('--data <dir>', '数据目录 / data folder')
    .option('--json', 'JSON')
    .action(verify)
  return hall
}
