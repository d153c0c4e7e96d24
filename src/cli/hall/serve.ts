/** `guiping hall serve`: the hall server, until Ctrl+C. */
import { join } from 'node:path'
import { Command } from 'commander'
import { type Hall, startHall } from '../../hall/hall.ts'
import { type SamplePerson, sampleRoster } from '../../hall/sample.ts'
import type { Tls } from '../../hall/server.ts'
import { systemClock } from '../../main/clock.ts'
import { VERSION } from '../../main/version.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { readBytes } from '../file.ts'
import { printJson, printText, say, stop } from '../io.ts'
import { wholeNumber } from '../options.ts'
import { resources } from '../paths.ts'
import { codeLine, howToFill, howToSignIn } from './words.ts'

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
    return fail('cli/missing', { what: tlsKey === undefined ? '--tls-key' : '--tls-cert' })
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

/** Puts the samples in. @returns one of the sample people, to sign in as. */
const fill = async (hall: Hall): Promise<SamplePerson | undefined> => {
  const sample = await sampleRoster(SAMPLE)
  if (!sample.ok) return stop(sample.error)
  const filled = hall.setRoster(sample.value.roster)
  return filled.ok ? sample.value.people[0] : stop(filled.error)
}

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
  const person = options.sample && !hall.hasRoster() ? await fill(hall) : undefined
  const code = hall.makeCode()
  const roster = hall.hasRoster()
  if (options.json) printJson({ url: hall.url, adminPassword: hall.adminPassword, code, roster })
  else {
    printText(say(`大厅服务器 ${hall.url}`, `Hall server ${hall.url}`))
    const password = hall.adminPassword
    if (password)
      printText(
        say(
          `管理密码 ${password}（只显示这一次，请抄下）`,
          `Admin password ${password} (shown this once; write it down)`,
        ),
      )
    printText(codeLine(code, options.data))
    if (person) printText(howToSignIn(person))
    if (!roster) printText(howToFill(options.data))
    printText(say('按 Ctrl+C 结束', 'Ctrl+C ends it'))
  }
  await untilSignal(hall)
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description('启动大厅服务器 · start the hall server')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--host <host>', '监听地址；非本机须配 TLS · address; TLS unless loopback', '127.0.0.1')
    .option('--port <port>', '端口，0 由系统选 · port, 0: any free one', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option('--tls-cert <file>', 'TLS 证书 PEM · TLS certificate')
    .option('--tls-key <file>', 'TLS 私钥 PEM · TLS private key')
    .option('--sample', '没有名单时装入示例人员和事项 · sample staff and items where there are none')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(serve)
