/** A counter's side of the wire, as small as a test needs it: entries with a true chain, signed requests. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, expect } from 'vitest'
import { entryHash } from '../../src/db/chain/chain.ts'
import { type Hall, type HallOptions, startHall } from '../../src/hall/hall.ts'
import { checkAnswer, type KeyPair, makeKeyPair, signRequest } from '../../src/keys/request.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { type EntryDraft, ZERO_HASH } from '../../src/shared/entries.ts'
import { type FakeClock, fakeClock } from '../harness/fake-clock.ts'

const cleanups: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** An empty folder that goes away after the test. */
export const freshDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'hall-test-'))
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export const later = (cleanup: () => void | Promise<void>): void => {
  cleanups.push(cleanup)
}

export interface TestHall {
  hall: Hall
  clock: FakeClock
  data: string
  errors: unknown[]
}

/** A folder that a hall has run in once, so that not every test pays for hashing a first password. */
let used: Promise<{ dir: string; password: string }> | null = null
const makeUsedFolder = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hall-test-'))
  const options = { data: dir, host: '127.0.0.1', port: 0, clock: fakeClock(), version: '0.0.0' }
  const hall = await startHall(options)
  if (!hall.ok) throw new Error(hall.error.code)
  await hall.value.close()
  return { dir, password: hall.value.adminPassword ?? '' }
}
afterAll(async () => {
  const folder = await used
  if (folder) rmSync(folder.dir, { recursive: true, force: true })
})

/** The password of the page of a hall that openHall gave a folder. */
export const adminPassword = async (): Promise<string> => {
  used ??= makeUsedFolder()
  return (await used).password
}

const preparedDir = async (): Promise<string> => {
  used ??= makeUsedFolder()
  const dir = freshDir()
  cpSync((await used).dir, dir, { recursive: true })
  return dir
}

/** A real hall server on a free port of 127.0.0.1, closed after the test. */
export const openHall = async (options: Partial<HallOptions> = {}): Promise<TestHall> => {
  const data = options.data ?? (await preparedDir())
  const clock = fakeClock()
  const errors: unknown[] = []
  const started = await startHall({
    data,
    host: '127.0.0.1',
    port: 0,
    clock,
    version: '0.0.0',
    report: (error) => errors.push(error),
    ...options,
  })
  if (!started.ok) throw new Error(started.error.code)
  let closed = false
  const close = started.value.close
  const hall = {
    ...started.value,
    close: async () => {
      if (!closed) await close()
      closed = true
    },
  }
  later(hall.close)
  return { hall, clock, data, errors }
}

/** A log that grows by drafts and knows its own hashes, as a counter's does. */
export interface TestLog {
  id: string
  bodies: string[]
  /** Hash after seq; index 0 is the empty log. */
  hashes: string[]
  add(kind: string, fields?: object, envelope?: object): string
  /** Appends a body as it is. */
  take(body: string): void
}

export const makeLog = (id = uuidV7(Date.UTC(2026, 4, 3)), station = '7'): TestLog => {
  const log: TestLog = {
    id,
    bodies: [],
    hashes: [ZERO_HASH],
    add: (kind, fields = {}, envelope = {}) => {
      const entry = {
        v: 1,
        kind,
        id: uuidV7(Date.UTC(2026, 4, 3)),
        at: Date.UTC(2026, 4, 3, 1),
        mono: log.bodies.length,
        boot: 'b',
        by: null,
        ...fields,
        ...envelope,
      }
      log.take(JSON.stringify(entry))
      return entry.id
    },
    take: (body) => {
      log.bodies.push(body)
      log.hashes.push(entryHash(id, log.bodies.length, log.hashes.at(-1) ?? ZERO_HASH, body))
    },
  }
  log.add('log.opened', { log_id: id, alg: 'sha256', station, continues: null })
  return log
}

type Fields<K extends EntryDraft['kind']> = Omit<
  Extract<EntryDraft, { kind: K }>,
  'kind' | 'at' | 'mono' | 'by'
>

/** A counted press. @returns the rating's id. */
export const addRating = (
  log: TestLog,
  level: 1 | 2 | 3 | 4 | 5,
  ids: { id?: string; ask?: string } = {},
) => {
  const press: Fields<'key.pressed'> = {
    verdict: 'counted',
    level,
    ask: ids.ask ?? uuidV7(2),
    matter: uuidV7(3),
    profile: 'line',
    key: String(level),
    bytes: '00',
    deviceAt: null,
  }
  return log.add('key.pressed', press, ids.id ? { id: ids.id } : {})
}

/** A matter that ends without a rating. */
export const addUnrated = (log: TestLog, reason: string) => {
  const closed: Fields<'matter.closed'> = {
    matter: uuidV7(4),
    outcome: 'unrated',
    press: null,
    ask: null,
    reason,
    servedMs: 1,
  }
  return log.add('matter.closed', closed)
}

export interface TestCounter {
  id: string
  keys: KeyPair
}

export interface HallAnswer {
  status: number
  body: Record<string, unknown> & { error?: { code: string; message: string } }
  signed: boolean
}

export interface SendOptions {
  method?: string
  path: string
  body?: Buffer
  headers?: Record<string, string>
  /** Headers that replace or, as undefined, remove what an honest counter sends. */
  tamper?: Record<string, string | undefined>
  time?: number
}

export const send = async (
  hall: Hall,
  counter: TestCounter | null,
  options: SendOptions,
): Promise<HallAnswer> => {
  const { method = 'GET', path, body = Buffer.alloc(0), headers = {}, tamper = {}, time = 1_000 } = options
  const signature = counter
    ? {
        'guiping-counter': counter.id,
        'guiping-time': String(time),
        'guiping-signature': signRequest(
          {
            method,
            path,
            time,
            from: headers['guiping-from'] ?? '',
            prev: headers['guiping-prev'] ?? '',
            body,
          },
          counter.keys.privateKey,
        ),
      }
    : {}
  const all: Record<string, string | undefined> = { ...headers, ...signature, ...tamper }
  const sent = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const answer = await fetch(`${hall.url}${path}`, {
    method,
    // One connection a request: a kept one would be dead after a test's restart of the hall.
    headers: { connection: 'close', ...Object.fromEntries(sent) },
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const asked = all['guiping-time'] ?? ''
  const proof = { status: answer.status, time: /^-?\d{1,15}$/.test(asked) ? Number(asked) : 0, body: bytes }
  return {
    status: answer.status,
    body: JSON.parse(bytes.toString('utf8')),
    signed: checkAnswer(proof, hall.publicKey, answer.headers.get('guiping-signature') ?? ''),
  }
}

/** Enrols a fresh counter with a fresh code. */
export const enrol = async (hall: Hall, station = '7', keys = makeKeyPair()): Promise<TestCounter> => {
  const body = Buffer.from(JSON.stringify({ code: hall.makeCode(), station, publicKey: keys.publicKey }))
  const answer = await send(hall, null, { method: 'POST', path: '/v1/enrol', body })
  expect(answer).toMatchObject({ status: 200, signed: true })
  return { id: String(answer.body['counter']), keys }
}

export interface PushOptions {
  from?: number
  to?: number
  prev?: string
  gzip?: boolean
  body?: Buffer
  time?: number
  tamper?: Record<string, string | undefined>
  headers?: Record<string, string>
}

/** Delivers log[from…to], all of it unless told otherwise. */
export const push = (hall: Hall, counter: TestCounter, log: TestLog, options: PushOptions = {}) => {
  const { from = 1, to = log.bodies.length, gzip = false, tamper = {}, time = 1_000 } = options
  const lines = Buffer.from(log.bodies.slice(from - 1, to).join('\n'))
  return send(hall, counter, {
    method: 'POST',
    path: `/v1/logs/${log.id}/entries`,
    body: options.body ?? (gzip ? gzipSync(lines) : lines),
    headers: {
      'content-type': 'application/x-ndjson',
      'guiping-from': String(from),
      'guiping-prev': options.prev ?? log.hashes[from - 1] ?? ZERO_HASH,
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      ...options.headers,
    },
    tamper,
    time,
  })
}
