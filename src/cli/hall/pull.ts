/** `guiping hall pull-token`, `revoke-tokens` and `hosts`: what hall IT needs to fetch the logs of all counters. */
import { Command } from 'commander'
import { openKeys } from '../../hall/keys-file.ts'
import { makePullToken } from '../../keys/pull-token.ts'
import { uuidV7 } from '../../keys/uuid.ts'
import { systemClock } from '../../main/clock.ts'
import {
  DEFAULT_HOURS,
  HOUR_MS,
  hostLine,
  MOST_HOURS,
  type TokenFile,
  tokenWantedSchema,
} from '../../shared/offer.ts'
import { printJson, printText, say, stop } from '../io.ts'
import { writeNewJson } from '../new-file.ts'
import { wholeNumber } from '../options.ts'
import { withStore } from './store.ts'

interface TokenOptions {
  data: string
  who: string
  why: string
  hours: number
  station?: string[]
  out: string
  json?: boolean
}

const pullToken = async ({ data, station, out, json, ...asked }: TokenOptions): Promise<void> => {
  const wanted = tokenWantedSchema.safeParse(asked)
  if (!wanted.success)
    return stop({ code: 'cli/usage', params: { why: `--${wanted.error.issues[0]?.path.join('.')}` } })
  const made = await withStore(data, (store): TokenFile => {
    const counters = store.counters.all()
    const missing = station?.find((name) => !counters.some((one) => one.station === name || one.id === name))
    if (missing !== undefined) return stop({ code: 'cli/usage', params: { why: `--station ${missing}` } })
    const keys = openKeys(data, store.settings.get('hall-key'))
    if (!keys.ok) return stop(keys.error)
    const { who, why, hours } = wanted.data
    const from = systemClock.now()
    const claims = {
      id: uuidV7(from),
      stations: station ?? null,
      who,
      why,
      from,
      until: from + hours * HOUR_MS,
    }
    return {
      guiping: 'pull-token/1',
      ...makePullToken(claims, keys.value),
      hallKey: keys.value.publicKey,
      counters: counters.map(({ station: name, publicKey }) => ({ station: name, publicKey })),
    }
  })
  const written = writeNewJson(out, made)
  if (!written.ok) return stop(written.error)
  if (json) printJson({ file: out })
  else
    printText(
      say(
        `令牌已写入 ${out}，${wanted.data.hours} 小时内有效。谁有它谁能取日志，用后请删除。`,
        `Token in ${out}, good for ${wanted.data.hours} hours. Whoever has it can fetch logs; delete it when done.`,
      ),
    )
}

/** Counters learn it with their lists, within ten minutes of a contact. */
const revoke = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const at = systemClock.now()
  await withStore(data, (store) => store.roster.setPolicy({ tokensRevokedAt: at }))
  if (json) printJson({ revokedAt: at })
  else
    printText(
      say(
        '此前签发的令牌已作废。窗口与大厅联系后 10 分钟内生效；连不上大厅的窗口，请在该窗口运行 guiping offer revoke。',
        'Tokens signed until now are called back. Counters learn it within 10 minutes; run guiping offer revoke at one that cannot reach the hall.',
      ),
    )
}

/** Counters say in their logs where they can be reached: what a counter has signed and delivered. */
const hosts = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const offers = await withStore(data, (store) => store.offers.latest())
  const open = offers.flatMap(({ station, offer }) =>
    offer.address && offer.port && offer.fingerprint
      ? [{ station, address: offer.address, port: offer.port, fingerprint: offer.fingerprint }]
      : [],
  )
  if (json) printJson(open)
  else
    for (const { station, address, port, fingerprint } of open)
      printText(hostLine(address, port, station, fingerprint))
  const closed = offers.length - open.length
  if (closed > 0)
    process.stderr.write(
      `${say(`另有 ${closed} 个窗口没有开放取日志`, `${closed} more counters do not offer their logs`)}\n`,
    )
}

export const pullCommands = (): Command[] => [
  new Command('pull-token')
    .description('签发取日志的令牌，交给来取的人 · sign a token for whoever fetches the logs')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .requiredOption('--who <name>', '谁来取 · who fetches')
    .requiredOption('--why <words>', '用途，记入各窗口的日志 · what for; stands in every log')
    .option('--hours <hours>', '几小时有效 · good for', wholeNumber(1, MOST_HOURS), DEFAULT_HOURS)
    .option('--station <name...>', '只取这些窗口；不写为全部 · these counters only; left out: all')
    .requiredOption('--out <file>', '新文件 · a new file')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(pullToken),
  new Command('revoke-tokens')
    .description(
      '作废此前签发的全部取日志令牌，各窗口不再认 · call back every token signed until now, for all counters',
    )
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(revoke),
  new Command('hosts')
    .description(
      '已开放取日志的窗口名单，供 pull --hosts 用 · the counters that offer their logs, for pull --hosts',
    )
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .action(hosts),
]
