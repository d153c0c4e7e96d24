/** Counters that offer their logs on this machine, and a puller as hall IT runs it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createClient } from '../../src/cli/pull/client.ts'
import { type FetchOptions, fetchLog } from '../../src/cli/pull/fetch.ts'
import type { PullHost } from '../../src/cli/pull/hosts.ts'
import { makePullToken } from '../../src/keys/pull-token.ts'
import { type KeyPair, makeKeyPair } from '../../src/keys/request.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { App } from '../../src/main/app.ts'
import { fingerprintOf } from '../../src/main/certificate.ts'
import { DEFAULT_CONFIG } from '../../src/shared/config.ts'
import type { Level } from '../../src/shared/levels.ts'
import { HOUR_MS, type PullClaims, type TokenFile } from '../../src/shared/offer.ts'
import { asked, type Kit, matterOpened, rated, serve, shiftOpened } from '../db/log-kit.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'
import { tempDir } from './temp-dir.ts'
import { testApp } from './test-app.ts'

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

export interface Offering {
  app: App
  clock: FakeClock
  host: PullHost
  dir: string
  /** Serves so many matters with these levels. */
  serve(levels: readonly (Level | null)[]): void
  /** So many good matters at once. */
  serveMany(count: number): void
}

/** As if the counter were enrolled at the hall with this key. */
export const enrolmentOf = (hall: KeyPair, counter: string) => {
  const { publicKey, privateKey } = makeKeyPair()
  return { url: 'https://127.0.0.1:1', counter, hallKey: hall.publicKey, publicKey, privateKey }
}

export interface OfferingOptions {
  station?: string
  hall?: KeyPair | null
  dir?: string
  clock?: FakeClock
}

/** A running counter that offers its log. */
export const offering = async (options: OfferingOptions = {}): Promise<Offering> => {
  const { station = '7', hall = null, clock = fakeClock() } = options
  const dir = options.dir ?? tempDir()
  const port = await freePort()
  mkdirSync(dir, { recursive: true })
  const offer = { address: '127.0.0.1', port }
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...DEFAULT_CONFIG, station, offer }))
  if (hall)
    writeFileSync(join(dir, 'enrolment.json'), JSON.stringify(enrolmentOf(hall, `counter-${station}`)))
  const app = await testApp({
    ...{ dir, clock },
    // The hall of these counters is away.
    http: async () => ({ ok: false, error: { code: 'hall/unreachable', params: { host: 'none' } } }),
  })
  // Its own queue: when this is done, so is the start.
  const started = await app.parts.offer.use(offer)
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  const fingerprint = (fingerprintOf(dir, 'offer') ?? '').replaceAll(':', '').toLowerCase()
  const kit = { clock, at: () => ({ at: clock.now(), mono: clock.mono(), by: 'A01' }) } as unknown as Kit
  return {
    ...{ app, clock, dir },
    host: { address: '127.0.0.1', port, station, fingerprint },
    serve: (levels) => {
      serve(kit, app.parts.log, levels)
    },
    serveMany: (count) => {
      const opened = shiftOpened(kit)
      const drafts = Array.from({ length: count }, () => {
        const matter = matterOpened(kit, 'shift' in opened ? opened.shift : '')
        const ask = asked(kit, matter.matter)
        return [matter, ask, ...rated(kit, matter.matter, ask.ask, 5)]
      })
      const written = app.parts.log.append([opened, ...drafts.flat()])
      if (!written.ok) throw new Error(written.error.code)
    },
  }
}

/** A token that `issuer` signs; every field may be wrong. */
export const tokenBy = (
  issuer: KeyPair,
  clock: FakeClock,
  claims: Partial<PullClaims> = {},
): TokenFile & { issuer: KeyPair } => {
  const from = clock.now()
  const wanted = {
    ...{ id: uuidV7(from), stations: null, who: '王信息', why: '五月核对', from, until: from + 8 * HOUR_MS },
    ...claims,
  }
  return {
    guiping: 'pull-token/1',
    ...makePullToken(wanted, issuer),
    hallKey: issuer.publicKey,
    counters: [],
    issuer,
  }
}

let ticks = 0
/** Requests of a person's clock come one after the other, whatever the counter's clock does. */
const ticking = (clock: FakeClock) => () => {
  ticks += 1
  return clock.now() + ticks
}

export interface PullOptions extends Partial<FetchOptions> {
  signal?: AbortSignal
}

/** One pull of one counter into `out`. */
export const pullOne = async (
  counter: Offering,
  token: TokenFile,
  out: string,
  options: PullOptions = {},
) => {
  const { signal = new AbortController().signal, host = counter.host, ...more } = options
  const now = ticking(counter.clock)
  const client = more.client ?? createClient(host, { token, now, signal })
  try {
    return await fetchLog({ host, out, trusted: token, now, onProgress: () => {}, ...more, client })
  } finally {
    client.close()
  }
}

/** A raw client of a counter, closed at the end of the test. */
export const clientOf = (counter: Offering, token: TokenFile, host = counter.host) => {
  const client = createClient(host, {
    token,
    now: ticking(counter.clock),
    signal: new AbortController().signal,
  })
  onTestFinished(() => client.close())
  return client
}
