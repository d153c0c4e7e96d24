/** `guiping pull`: collects the logs of many counters, over the network or from sticks, judges and merges them. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { takeLock } from '../db/lock.ts'
import { readJsonFile } from '../files/json-file.ts'
import { systemClock } from '../main/clock.ts'
import { sentence } from '../shared/errors.ts'
import { type TokenFile, tokenFileSchema } from '../shared/offer.ts'
import type { Result } from '../shared/result.ts'
import { readBytes } from './file.ts'
import { EXIT, language, printJson, printText, say, stop } from './io.ts'
import { jsonOption } from './options.ts'
import { NOBODY } from './pull/checks.ts'
import { createClient } from './pull/client.ts'
import { fetchLog, type Had } from './pull/fetch.ts'
import { prepareOut } from './pull/folder.ts'
import { type PullHost, readHosts } from './pull/hosts.ts'
import { mergeFolder } from './pull/merge.ts'
import { takeStick } from './pull/sticks.ts'
import { isWhole, rowOf, tableOf } from './pull/table.ts'

interface Options {
  hosts?: string
  out: string
  token?: string
  glog?: string[]
  json?: boolean
}

/** Counters asked at once: a hall's network and an old laptop carry this. */
const AT_ONCE = 4
/** A connection that broke while something came is taken up again so often. */
const TRIES = 3

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

const readToken = (file: string): TokenFile => {
  const read = readJsonFile(file, tokenFileSchema)
  if (read.ok && read.value) return read.value
  return stop(read.ok ? { code: 'cli/file', params: { file, why: 'ENOENT' } } : read.error)
}

const hostsOf = (file: string): Result<PullHost[]> => {
  const bytes = readBytes(file)
  return bytes.ok ? readHosts(bytes.value.toString('utf8'), file) : bytes
}

/** A line that is written over, for people who wait at a terminal. */
const shownProgress = (total: number) => {
  const going = new Map<string, number>()
  let done = 0
  const show = () => {
    if (!process.stderr.isTTY) return
    const now = [...going].map(([station, share]) => `${station} ${share}%`).join('  ')
    process.stderr.write(`\r\u001b[K${done}/${total}  ${now}`)
  }
  return {
    at: (station: string, share: number) => {
      going.set(station, Math.floor(100 * share))
      show()
    },
    done: (station: string) => {
      going.delete(station)
      done += 1
      show()
    },
    clear: () => {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    },
  }
}

/** Asks the counters of a list, a few at a time. */
export const pullHosts = async (
  hosts: readonly PullHost[],
  { out, token, signal }: { out: string; token: TokenFile; signal: AbortSignal },
): Promise<Had[]> => {
  const progress = shownProgress(hosts.length)
  const had: Had[] = []
  const waiting = hosts.entries()
  const one = async (host: PullHost): Promise<Had> => {
    const client = createClient(host, { token, now: systemClock.now, signal })
    const once = () =>
      fetchLog({
        ...{ host, client, out, trusted: token, now: systemClock.now },
        onProgress: (done, total) => progress.at(host.station, total === 0 ? 1 : done / total),
      })
    let last = await once()
    let fresh = last.fresh
    for (
      let tries = 1;
      tries < TRIES && last.fault?.code === 'pull/unreachable' && last.fresh > 0;
      tries += 1
    ) {
      last = await once()
      fresh += last.fresh
    }
    client.close()
    return { ...last, fresh }
  }
  const work = async () => {
    for (const [at, host] of waiting) {
      progress.at(host.station, 0)
      had[at] = signal.aborted
        ? {
            station: host.station,
            from: host.address,
            file: null,
            report: null,
            fresh: 0,
            fault: { code: 'pull/stopped' },
          }
        : await one(host)
      progress.done(host.station)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  progress.clear()
  return had
}

const pull = async (options: Options): Promise<void> => {
  if (!options.hosts && !options.glog)
    return stop({ code: 'cli/missing', params: { what: '--hosts / --glog' } })
  if (options.hosts && !options.token) return stop({ code: 'cli/missing', params: { what: '--token FILE' } })
  const token = options.token ? readToken(options.token) : null
  const hosts = options.hosts ? taken(hostsOf(options.hosts)) : []
  const out = resolve(options.out)
  taken(prepareOut(out))
  const lock = taken(takeLock(out))
  const stopping = new AbortController()
  const end = () => stopping.abort()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const trusted = token ?? NOBODY
  const had = [
    ...(options.glog ?? []).map((file) => takeStick(resolve(file), out, trusted)),
    ...(token && hosts.length > 0 ? await pullHosts(hosts, { out, token, signal: stopping.signal }) : []),
  ]
  const merged = mergeFolder(out, had, trusted, () => true)
  lock.release()
  const rows = had.map((one) => rowOf(one, trusted))
  const whole = had.every(isWhole) && merged.ok && merged.value.parted.length === 0
  process.exitCode = whole ? EXIT.done : EXIT.no
  if (options.json) {
    printJson({ ok: whole, counters: rows, merged: merged.ok ? merged.value : { fault: merged.error } })
    return
  }
  printText(tableOf(rows))
  const good = rows.filter((row) => row.ok).length
  printText(
    say(
      `${rows.length} 个窗口，${good} 个取全且完整。`,
      `${rows.length} counters, ${good} of them all here and whole.`,
    ),
  )
  if (!merged.ok) {
    printText(sentence(merged.error, language()))
    return
  }
  for (const { path, seq } of merged.value.parted)
    printText(
      say(
        `${path} 从第 ${seq} 条起与同一日志的另一个文件不同，没有并入。`,
        `${path} differs from another file of the same log from entry ${seq} on and was not merged.`,
      ),
    )
  const { entries, matters, twice, database, matters_csv } = merged.value
  printText(
    say(
      `合并：${matters} 件办件、${entries} 条日志（重复 ${twice} 条只算一次）\n  ${matters_csv}\n  ${database}`,
      `Merged: ${matters} matters, ${entries} entries (${twice} found twice, counted once)\n  ${matters_csv}\n  ${database}`,
    ),
  )
}

export const pullCommand = (): Command =>
  new Command('pull')
    .description('收取多个窗口的日志，核对并合并 · collect, check and merge the logs of many counters')
    .option('--hosts <file>', '窗口名单（hall hosts 导出） · list of counters (from hall hosts)')
    .option('--token <file>', '令牌文件（hall pull-token） · token file (from hall pull-token)')
    .option('--glog <file...>', 'U 盘取来的 .glog 文件 · .glog files from USB sticks')
    .requiredOption(
      '--out <dir>',
      '收到哪个文件夹；再次运行接着收 · folder to collect in; run again to go on',
    )
    .addOption(jsonOption())
    .action(pull)
