/** `guiping offer`: whether hall IT may fetch this counter's log over the network; goes through the running program. */
import { Command, Option } from 'commander'
import { offerViewSchema } from '../shared/commands/offer.ts'
import { isErrorCode, sentence } from '../shared/errors.ts'
import {
  ANY_ADDRESS,
  DEFAULT_HOURS,
  DEFAULT_OFFER_PORT,
  MOST_HOURS,
  tokenFileSchema,
} from '../shared/offer.ts'
import { type AskOptions, ask } from './ask.ts'
import { language, printJson, printText, say, stop } from './io.ts'
import { writeNewJson } from './new-file.ts'
import { dataOption, jsonOption, wholeNumber } from './options.ts'

const showOffer = (value: unknown): void => {
  const view = offerViewSchema.parse(value)
  if (view.revokedAt !== null) {
    const since = new Date(view.revokedAt).toISOString()
    printText(say(`${since} 以前签发的令牌已作废`, `Tokens signed up to ${since} were called back`))
  }
  if (!view.at) {
    printText(say('没有开放取日志', 'The log is not offered'))
    return
  }
  const { address, port } = view.at
  printText(
    `${view.listening ? say('已开放', 'Offered') : say('还不能访问', 'Not reachable yet')} ${address}:${port}`,
  )
  if (view.trouble && isErrorCode(view.trouble.code))
    printText(sentence({ code: view.trouble.code, params: view.trouble.params ?? {} }, language()))
  printText(`${say('证书指纹', 'Certificate')} ${view.fingerprint ?? '—'}`)
  if (view.line) printText(say(`名单里的一行：\n${view.line}`, `The line for the list:\n${view.line}`))
}

interface TokenOptions extends AskOptions {
  who: string
  why: string
  hours: number
  out: string
}

const token = ({ who, why, hours, out, ...options }: TokenOptions) =>
  ask({ ...options, json: false }, 'offer.token', { who, why, hours }, (value) => {
    const written = writeNewJson(out, tokenFileSchema.parse(value))
    if (!written.ok) return stop(written.error)
    if (options.json) printJson({ file: out })
    else
      printText(
        say(
          `令牌已写入 ${out}，${hours} 小时内有效。谁有它谁能取日志。`,
          `Token in ${out}, good for ${hours} hours. Whoever has it can fetch the log.`,
        ),
      )
  })

export const offerCommand = (): Command => {
  const offer = new Command('offer').description(
    '开放本窗口的日志给信息科取；要技术人员或管理员的密码 · offer this counter’s log to hall IT; needs a password',
  )
  const command = (name: string, description: string) =>
    offer
      .command(name)
      .description(description)
      .addOption(
        new Option('--as <role>', '身份 · whose password')
          .choices(['technician', 'it'])
          .default('technician'),
      )
      .addOption(dataOption())
      .addOption(jsonOption())
  command(
    'show',
    '是否开放、证书指纹、名单里的一行 · is it offered, the fingerprint, the line for the list',
  ).action((options: AskOptions) => ask(options, 'offer.get', {}, showOffer))
  command('on', '开放 · switch on')
    .option('--address <address>', '监听地址 · address', ANY_ADDRESS)
    .option('--port <port>', '端口 · port', wholeNumber(1024, 65_535), DEFAULT_OFFER_PORT)
    .action(({ address, port, ...options }: AskOptions & { address: string; port: number }) =>
      ask(options, 'offer.set', { at: { address, port } }, () => printText(say('已开放', 'Offered'))),
    )
  command('off', '关闭 · switch off').action((options: AskOptions) =>
    ask(options, 'offer.set', { at: null }, () => printText(say('已关闭', 'Switched off'))),
  )
  command(
    'revoke',
    '作废此前签发的全部令牌，本窗口不再认 · call back every token signed until now, for this counter',
  ).action((options: AskOptions) =>
    ask(options, 'offer.revoke', {}, () =>
      printText(
        say(
          '此前签发的令牌已作废；要作废全部窗口的，请在大厅运行 guiping hall revoke-tokens --data 数据目录',
          'Tokens signed until now are called back here; guiping hall revoke-tokens --data DIR, at the hall, does it for every counter',
        ),
      ),
    ),
  )
  command('token', '签发只取本窗口的令牌 · sign a token for this counter alone')
    .requiredOption('--who <name>', '谁来取 · who fetches')
    .requiredOption('--why <words>', '用途 · what for')
    .option('--hours <hours>', '几小时有效 · good for', wholeNumber(1, MOST_HOURS), DEFAULT_HOURS)
    .requiredOption('--out <file>', '新文件 · a new file')
    .action(token)
  return offer
}
