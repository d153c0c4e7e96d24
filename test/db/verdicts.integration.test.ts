/**
 * What was done to a log → the verdict that docs/evidence.md promises. Each case is judged three times: by our own check,
 * by the Python one that ships, and, where a receipt is needed, with a signature that openssl has checked.
 */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_HEAD, entryHash } from '../../src/db/chain/chain.ts'
import { judge } from '../../src/db/chain/judge.ts'
import { evolve, keyAt, newSealKey, SEAL_AFTER, sealFields } from '../../src/db/chain/seal.ts'
import type { Seen } from '../../src/db/chain/span.ts'
import { entryLine } from '../../src/db/glog/write.ts'
import type { Log } from '../../src/db/log/log.ts'
import { readSealFile } from '../../src/db/seal/key-file.ts'
import type { StoredEntry } from '../../src/shared/entries.ts'
import { receiptText } from '../../src/shared/receipt.ts'
import type { Result } from '../../src/shared/result.ts'
import type { SealKey } from '../../src/shared/seal.ts'
import { type Kit, kit, must, relinked, serve } from './log-kit.ts'
import { python } from './python-check.ts'

let k: Kit
let log: Log
let first: SealKey
/** What became of each seal's key. */
let erased: Result<void>[]
let entries: StoredEntry[]

beforeEach(() => {
  erased = []
  k = kit(undefined, (_, gone) => erased.push(gone))
  log = k.log()
  first = log.sealKey()
  serve(k, log, [5, 1, null])
  k.clock.advance(SEAL_AFTER.ms)
  serve(k, log, [4])
  must(log.seal('end'))
  serve(k, log, [2])
  entries = log.entries(1, 1000, 1e9)
})
afterEach(() => k.end())

/** Makes the chain fit again after `from`, as somebody with a tool would; the seals with `seal`, if given. */
const rechained = (rows: readonly StoredEntry[], seal?: SealKey): StoredEntry[] => {
  let before = EMPTY_HEAD
  let key = seal
  return rows.map((row, index) => {
    const seq = index + 1
    let { body } = row
    const value = JSON.parse(body)
    if (value.kind === 'log.sealed') {
      const place = { seq: seq - 1, head: before.hash }
      const made = key && sealFields({ ...key, epoch: value.epoch }, row.logId, before)
      body = JSON.stringify({ ...value, ...place, ...(made ? { mac: made.mac } : {}) })
      key = key && evolve(key)
    }
    const hash = entryHash(row.logId, seq, before.hash, body)
    const stored = { logId: row.logId, seq, body, prev: before.hash, hash }
    before = { seq, hash }
    return stored
  })
}

const better = (row: StoredEntry): StoredEntry => ({
  ...row,
  body: row.body.replace('"level":1', '"level":5'),
})
const kindOf = ({ body }: StoredEntry): string => JSON.parse(body).kind
/** The press with the bad level and the ask before it. */
const badPair = (rows: readonly StoredEntry[]) => rows.findIndex(({ body }) => body.includes('"level":1'))

interface Case {
  rows(): StoredEntry[]
  seen?(): Seen[]
  key?: boolean
  verdict: string
}

const place = ({ seq, hash }: StoredEntry): Seen => ({ seq, hash, at: Date.UTC(2026, 4, 3) })
const last = () => entries.at(-1) ?? fail()
const fail = (): never => {
  throw new Error('no entry')
}

const CASES: Record<string, Case> = {
  'nothing was done': { rows: () => entries, key: true, verdict: 'ok' },
  'nothing was done, and the hall has seen all of it': {
    rows: () => entries,
    seen: () => [place(last())],
    verdict: 'ok',
  },
  'a level was edited': { rows: () => entries.map(better), verdict: 'edited' },
  'a level was edited and the chain made to fit': {
    rows: () => rechained(entries.map(better)),
    key: true,
    verdict: 'edited',
  },
  'a level was edited and the chain made to fit, without the key but with a receipt': {
    rows: () => rechained(entries.map(better)),
    seen: () => [place(last())],
    verdict: 'forked',
  },
  'a level was edited and all was sealed again with the present key': {
    rows: () => rechained(entries.map(better), log.sealKey()),
    key: true,
    verdict: 'edited',
  },
  'the end was cut off after a receipt': {
    rows: () => entries.slice(0, -2),
    seen: () => [place(last())],
    verdict: 'tail-missing',
  },
  'the asked and badly rated matter was taken out and the chain made to fit': {
    rows: () => {
      const at = badPair(entries)
      return rechained(entries.filter((_, index) => index !== at && index !== at - 1))
    },
    key: true,
    verdict: 'edited',
  },
  'an entry was taken out': { rows: () => entries.filter(({ seq }) => seq !== 6), verdict: 'edited' },
  'all seals were stripped and the chain made to fit': {
    rows: () => rechained(entries.filter((row) => kindOf(row) !== 'log.sealed')),
    key: true,
    verdict: 'unsealed',
  },
  'the last seal was stripped: the entries alone do not tell': {
    rows: () => {
      const seal = entries.findLastIndex((row) => kindOf(row) === 'log.sealed')
      return rechained(entries.filter((_, index) => index !== seal))
    },
    key: true,
    verdict: 'ok',
  },
  'the last seal was stripped, and the key file knows of it': {
    rows: () => {
      const seal = entries.findLastIndex((row) => kindOf(row) === 'log.sealed')
      return rechained(entries.filter((_, index) => index !== seal))
    },
    seen: () => [place(entries.findLast((row) => kindOf(row) === 'log.sealed') ?? fail())],
    key: true,
    verdict: 'forked',
  },
  'a seal in the middle was stripped': {
    rows: () => {
      const seal = entries.findIndex((row, index) => index > 5 && kindOf(row) === 'log.sealed')
      return rechained(entries.filter((_, index) => index !== seal))
    },
    key: true,
    verdict: 'edited',
  },
  'the PC was rolled back and went on, after the hall had seen more': {
    rows: () => [
      ...entries.slice(0, -1),
      ...rechained([
        ...entries.slice(0, -1),
        { ...last(), body: last().body.replace('rated', 'RATED') },
      ]).slice(-1),
    ],
    seen: () => [place(last())],
    verdict: 'forked',
  },
  'another series of seals begins': {
    rows: () => {
      const other = newSealKey()
      return rechained(
        entries.map((row, index) =>
          index > 5 && kindOf(row) === 'log.sealed'
            ? { ...row, body: JSON.stringify({ ...JSON.parse(row.body), series: other.series }) }
            : row,
        ),
      )
    },
    verdict: 'unsealed',
  },
  'the running time goes back': {
    rows: () =>
      rechained(
        entries.map((row, index) =>
          index === 8 ? { ...row, body: row.body.replace(/"mono":[\d.]+/, '"mono":-99999') } : row,
        ),
      ),
    verdict: 'time-odd',
  },
  'a body is no entry': {
    rows: () => entries.map((row) => (row.seq === 4 ? { ...row, body: '{"kind":' } : row)),
    verdict: 'damaged',
  },
}

describe('the verdict, and the same from Python', () => {
  it(`in ${Object.keys(CASES).length} cases`, () => {
    const keys = join(k.dir, 'keys.json')
    writeFileSync(keys, JSON.stringify([first]))
    const given = Object.entries(CASES).map(
      ([name, { rows, seen = () => [], key = false, verdict }], index) => {
        const file = join(k.dir, `${index}.jsonl`)
        const [entriesOf, places] = [rows(), seen()]
        writeFileSync(file, entriesOf.map(entryLine).join(''))
        const args = places.flatMap(({ seq, hash }) => ['--seen', `${seq}:${hash}`])
        const ours = judge(log.id, entriesOf, { seen: places, keys: key ? [first] : [], mustSeal: key })
        return { name, ours, verdict, args: [file, ...args, ...(key ? ['--seal-key', keys] : [])] }
      },
    )
    const theirs = python(given.map(({ args }) => args))
    for (const [index, { name, ours, verdict }] of given.entries()) {
      const { from: _from, to: _to, staff: _staff, ...comparable } = ours
      expect(theirs[index].report, name).toEqual(comparable)
      expect(ours.verdict, name).toBe(verdict)
      expect(theirs[index].code, name).toBe(verdict === 'ok' ? 0 : 1)
    }
  })
  it('names the people and the time that a changed entry touches', () => {
    const bad = entries[badPair(entries)] ?? fail()
    const at = JSON.parse(bad.body).at
    const judged = judge(log.id, entries.map(better))
    expect(judged).toMatchObject({ verdict: 'edited', firstBad: bad.seq, staff: ['A01'] })
    expect(judged.from).toBeLessThanOrEqual(at)
    expect(judged.to).toBeGreaterThanOrEqual(at)
  })
  it.each([
    ['a seal that does not fit', (): Seen[] => [], 'edited'],
    ['a receipt', (): Seen[] => [place(last())], 'forked'],
  ])('names them too where the chain was made to fit, and %s alone tells', (_, seen, verdict) => {
    const bad = entries[badPair(entries)] ?? fail()
    const at = JSON.parse(bad.body).at
    // As it is without the key: the seals stay as they were, or all of them go.
    const rows = verdict === 'edited' ? relinked(entries.map(better)) : rechained(entries.map(better))
    const judged = judge(log.id, rows, { seen: seen() })
    expect(judged).toMatchObject({ verdict, staff: ['A01'] })
    expect(judged.firstBad).toBeGreaterThan(bad.seq)
    expect(judged.from).toBeLessThanOrEqual(at)
    expect(judged.to).toBeGreaterThanOrEqual(at)
  })
  it('names nobody whose work was sealed before', () => {
    const sealed = entries.findLast((row) => kindOf(row) === 'log.sealed') ?? fail()
    const worse = entries.map((row) =>
      row.seq > sealed.seq ? { ...row, body: row.body.replace('"level":2', '"level":5') } : row,
    )
    const judged = judge(log.id, rechained(worse), { seen: [place(last())], keys: [first] })
    expect(judged).toMatchObject({ verdict: 'forked', from: JSON.parse(sealed.body).at })
  })
  it('reads a copy of the file itself like an export of it', () => {
    log.close()
    expect(python([[join(k.dir, 'log.db')]])).toMatchObject([
      { code: 0, report: { verdict: 'ok', entries: entries.length, seals: 3 } },
    ])
  })
})

describe('openssl checks a receipt with the one documented command', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const check = (text: string, signature: Buffer): number | null => {
    const [pem, receipt, sig] = ['hall.pem', 'receipt.txt', 'receipt.sig'].map((name) =>
      join(k.dir, name),
    ) as [string, string, string]
    writeFileSync(pem, publicKey.export({ type: 'spki', format: 'pem' }))
    writeFileSync(receipt, text)
    writeFileSync(sig, signature)
    const args = ['pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin', '-in', receipt, '-sigfile', sig]
    return spawnSync('openssl', args).status
  }
  it('says yes to what the hall signed and no to anything else', () => {
    const { seq, hash } = last()
    const text = receiptText({ counter: 'c', station: '7 号\n窗口', log: log.id, seq, head: hash, at: 0 })
    const signature = sign(null, Buffer.from(text), privateKey)
    expect(check(text, signature)).toBe(0)
    expect(check(text.replace(/entries: \d+/, 'entries: 9'), signature)).toBe(1)
  })
})

describe('the key of an epoch', () => {
  it('is replaced in its file by the next one as soon as its seal stands', () => {
    expect(must(readSealFile(k.dir))?.key).toEqual(log.sealKey())
    expect(log.sealKey().epoch).toBe(4)
    const seal = entries.findLast((row) => kindOf(row) === 'log.sealed') ?? fail()
    expect(must(readSealFile(k.dir))?.last).toMatchObject({ logId: log.id, seq: seal.seq, hash: seal.hash })
  })
  it('is replaced in the turn after an entry that waited for no more than its own commit, and at once when the log closes', async () => {
    const inFile = () => must(readSealFile(k.dir))?.key
    const before = log.sealKey()
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    expect(inFile()).toEqual(before)
    await setImmediate()
    expect(inFile()).toEqual(log.sealKey())
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    log.close()
    expect(inFile()?.epoch).toBe(before.epoch + 2)
  })
  it('is overwritten where it stood: nothing of it is left in the file', async () => {
    const file = join(k.dir, 'seal.json')
    const [{ ino }, before] = [statSync(file), log.sealKey()]
    expect(readFileSync(file, 'utf8')).toContain(before.key)
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    await setImmediate()
    expect(log.sealKey().epoch).toBe(before.epoch + 1)
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(before.key)
    expect(JSON.parse(text)).toHaveLength(2)
    expect(statSync(file).ino).toBe(ino)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
  it('whose successor was torn by a power cut, or stands beside it, is followed by the next one', () => {
    const file = join(k.dir, 'seal.json')
    const old = readFileSync(file)
    const epoch = log.sealKey().epoch
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    log.close()
    const now = readFileSync(file)
    const place = old.length / 2
    const oldFirst = old.subarray(0, place).includes('"key"')
    const torn = Buffer.from(old)
    torn.write('{"key":{"ser', oldFirst ? place + 1 : 1)
    const both = oldFirst
      ? Buffer.concat([old.subarray(0, place), now.subarray(place)])
      : Buffer.concat([now.subarray(0, place), old.subarray(place)])
    for (const [n, bytes] of [torn, both].entries()) {
      writeFileSync(file, bytes)
      const next = k.log(`boot-${n + 2}`)
      expect(next.findings).toEqual([])
      expect(next.sealKey().epoch).toBe(epoch + 1)
      next.close()
    }
  })
  it('that an earlier version wrote alone in its file is taken, and has places from the next seal on', async () => {
    const file = join(k.dir, 'seal.json')
    const { key, last } = must(readSealFile(k.dir)) ?? fail()
    log.close()
    writeFileSync(file, `${JSON.stringify({ key, last }, null, 2)}\n`)
    log = k.log('boot-2')
    expect(log.findings).toEqual([])
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    await setImmediate()
    expect(readFileSync(file, 'utf8')).not.toContain(key.key)
    expect(must(readSealFile(k.dir))?.key).toEqual(log.sealKey())
  })
  it('is in its file again at the next seal when somebody has deleted the file', async () => {
    rmSync(join(k.dir, 'seal.json'))
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    await setImmediate()
    expect(erased.at(-1)).toEqual({ ok: true, value: undefined })
    expect(must(readSealFile(k.dir))?.key).toEqual(log.sealKey())
  })
  it('that cannot be overwritten is said; the seal stands, and the next one that can be written catches up', async () => {
    const file = join(k.dir, 'seal.json')
    const epoch = log.sealKey().epoch
    renameSync(file, `${file}.old`)
    mkdirSync(file)
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    await setImmediate()
    expect(erased.at(-1)).toMatchObject({ ok: false, error: { code: 'data/io' } })
    expect(log.verify()).toMatchObject({ verdict: 'ok' })
    log.close()
    rmSync(file, { recursive: true })
    renameSync(`${file}.old`, file)
    log = k.log('boot-2')
    expect(log.findings).toEqual([])
    expect(log.sealKey().epoch).toBe(epoch + 1)
  })
  it('that was not replaced because the power went is caught up at the next start', () => {
    const file = join(k.dir, 'seal.json')
    const before = readFileSync(file)
    k.clock.advance(SEAL_AFTER.ms)
    serve(k, log, [3])
    log.close()
    writeFileSync(file, before)
    const next = k.log('boot-2')
    expect(next.findings).toEqual([])
    expect(next.sealKey().epoch).toBe(5)
  })
  it('that is lost, unreadable or of another log begins a new series, and says so', () => {
    for (const spoil of [
      () => rmSync(join(k.dir, 'seal.json')),
      () => writeFileSync(join(k.dir, 'seal.json'), '{"ke'),
    ]) {
      log.close()
      spoil()
      log = k.log('boot-2')
      expect(log.findings).toMatchObject([{ code: 'data/seal-lost' }])
      serve(k, log, [5])
      expect(log.verify()).toMatchObject({ verdict: 'unsealed', why: 'series' })
    }
  })
  it('knows of an end that is gone, although the entries that are left are whole', () => {
    log.close()
    const raw = k.unguarded()
    raw.exec(`delete from entry where seq > ${last().seq - 12}`)
    raw.close()
    expect(k.log('boot-2').findings).toMatchObject([{ code: 'data/tail-missing' }])
  })
  it('is the same whoever evolves it, and never comes back', () => {
    expect(keyAt(first, 3)).toEqual(evolve(evolve(first)))
    expect(keyAt(log.sealKey(), 1)).toBeNull()
  })
})
