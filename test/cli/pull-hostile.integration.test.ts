/** A counter that is not what it should be: whatever it answers, nothing false is kept and nothing elsewhere is touched. */

import { X509Certificate } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { NOBODY } from '../../src/cli/pull/checks.ts'
import { createClient } from '../../src/cli/pull/client.ts'
import { fetchLog } from '../../src/cli/pull/fetch.ts'
import { prepareOut } from '../../src/cli/pull/folder.ts'
import { rowOf, tableOf } from '../../src/cli/pull/table.ts'
import { entryHash } from '../../src/db/chain/chain.ts'
import { entryLine } from '../../src/db/glog/write.ts'
import { makeKeyPair, signText } from '../../src/keys/request.ts'
import { makeCertificate } from '../../src/main/certificate.ts'
import { type StoredEntry, ZERO_HASH } from '../../src/shared/entries.ts'
import { endText } from '../../src/shared/offer.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tokenBy } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'

const LOG = '019de78a-1b2c-7000-8000-000000000001'
const keys = makeKeyPair()

/** A chain of three entries. */
const chain = (): StoredEntry[] => {
  const entries: StoredEntry[] = []
  let prev = ZERO_HASH
  for (let seq = 1; seq <= 3; seq += 1) {
    const id = `019de78a-1b2c-7000-8000-00000000010${seq}`
    const stamp = { v: 1, id, at: Date.UTC(2026, 4, 3), mono: seq, boot: 'b', by: null }
    const opened = { kind: 'log.opened', log_id: LOG, alg: 'sha256', station: '7', continues: null }
    const body = JSON.stringify({
      ...stamp,
      ...(seq === 1 ? opened : { kind: 'app.started', version: '1', host: 'cli' }),
    })
    const hash = entryHash(LOG, seq, prev, body)
    entries.push({ logId: LOG, seq, body, prev, hash })
    prev = hash
  }
  return entries
}

interface Answers {
  status: unknown
  begin: unknown
  receipts: unknown
  page: string
}

const honest = (station = '7'): Answers => {
  const entries = chain()
  const head = entries[2]?.hash ?? ''
  const end = { from: 1, prev: ZERO_HASH, seq: 3, head }
  const signature = signText(Buffer.from(endText(LOG, station, end)), keys.privateKey)
  const about = { glog: 1, log_id: LOG, station, counter: null, hall_key: null, key: keys.publicKey }
  return {
    status: { header: { ...about, from: 1, prev: ZERO_HASH, to: 3, head }, at: null, now: 0 },
    begin: { pull: LOG, end: { ...end, signature } },
    receipts: { receipts: [], more: false },
    page: entries.map(entryLine).join(''),
  }
}

const hostile = async (answers: Answers, raw?: (path: string) => string | Buffer | null) => {
  const certificate = makeCertificate('127.0.0.1', Date.now())
  const server: Server = createServer({ ...certificate }, (request, response) => {
    const path = request.url ?? ''
    const own = raw?.(path)
    if (own !== undefined && own !== null) return response.end(own)
    if (path.startsWith('/v1/log?')) return response.end(JSON.stringify(answers.status))
    if (path.startsWith('/v1/log/begin')) return response.end(JSON.stringify(answers.begin))
    if (path.startsWith('/v1/log/receipts')) return response.end(JSON.stringify(answers.receipts))
    return response.end(answers.page)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const fingerprint = new X509Certificate(certificate.cert).fingerprint256.replaceAll(':', '').toLowerCase()
  return { address: '127.0.0.1', port, station: '7', fingerprint }
}

const pull = async (answers: Answers, raw?: (path: string) => string | Buffer | null) => {
  const host = await hostile(answers, raw)
  const token = tokenBy(makeKeyPair(), fakeClock())
  const out = join(tempDir(), 'logs')
  prepareOut(out)
  const client = createClient(host, { token, now: Date.now, signal: new AbortController().signal })
  const had = await fetchLog({ host, client, out, trusted: token, now: Date.now, onProgress: () => {} })
  client.close()
  return { had, out }
}

it('an honest one is taken whole', async () => {
  const { had } = await pull(honest())
  expect(had).toMatchObject({ fault: null, fresh: 3, report: { judgement: { entries: 3 } } })
})

const [first, second, third] = chain()
const lines = (...entries: (StoredEntry | undefined)[]) =>
  entries.map((entry) => (entry ? entryLine(entry) : '')).join('')
const PAGES: [name: string, page: string][] = [
  ['nothing', ''],
  ['no line', '\n'],
  ['half a line', lines(first).slice(0, -5)],
  ['a gap', lines(first, third)],
  ['the wrong order', lines(second, first, third)],
  ['one twice', lines(first, first, second, third)],
  [
    'a changed body',
    lines(first, second && { ...second, body: second.body.replace('app.started', 'incident') }, third),
  ],
  ['another log', lines(first && { ...first, logId: LOG.replace('001', '002') }, second, third)],
  ['more than was promised', lines(first, second, third, third && { ...third, seq: 4, prev: third.hash })],
  ['a page of HTML', '<html></html>\n'],
  ['a receipt among entries', `${lines(first)}{"receipt":{"text":"x","signature":"y"}}\n`],
  ['an end of its own', `${lines(first)}{"end":{}}\n`],
]
it.each(PAGES)('keeps nothing of a page with %s', async (_name, page) => {
  const { had, out } = await pull({ ...honest(), page })
  expect(had.fault?.code).toBe('pull/bad-answer')
  expect(had.report?.judgement.entries ?? 0).toBe(0)
  expect(readdirSync(out).every((name) => name.endsWith('.glog'))).toBe(true)
})

const begun = honest().begin as { pull: string; end: object }
const OTHERS: [name: string, answers: Partial<Answers>, code: string][] = [
  ['no status', { status: 'x' }, 'pull/bad-answer'],
  [
    'a status without a chain',
    { status: { ...(honest().status as object), header: { glog: 1 } } },
    'pull/bad-answer',
  ],
  ['a pull that leads elsewhere', { begin: { ...begun, pull: '../../admin' } }, 'pull/bad-answer'],
  [
    'an end without a signature',
    { begin: { ...begun, end: { ...begun.end, signature: 'AAAA' } } },
    'glog/forged-end',
  ],
  [
    'an end elsewhere',
    { begin: { ...begun, end: { ...begun.end, head: 'a'.repeat(64) } } },
    'pull/bad-answer',
  ],
  ['receipts without an end', { receipts: { receipts: [], more: true } }, ''],
]
it.each(OTHERS)('is not led astray by %s', async (_name, answers, code) => {
  const { had } = await pull({ ...honest(), ...answers })
  expect(had.fault?.code ?? '').toBe(code)
})

it('reads no more than a page may be, and an answer that never ends is ended', async () => {
  const { had } = await pull(honest(), (path) =>
    path.startsWith('/v1/log/entries') ? Buffer.alloc(9 * 1024 * 1024, 97) : null,
  )
  expect(had.fault).toMatchObject({ code: 'pull/bad-answer', params: { why: 'size' } })
})

it('a counter that calls itself by a path writes into the folder and nowhere else', async () => {
  const { had, out } = await pull(honest('../../../etc/cron.d/x'))
  expect(had.fault).toBeNull()
  expect(readdirSync(out)).toEqual([expect.stringMatching(/^[_a-z]+-019de78a1b2c\.glog$/)])
  expect(readdirSync(join(out, '..'))).toEqual(['logs'])
})

it('what a counter calls itself commands no terminal', async () => {
  const { had } = await pull(honest('7\u001b]0;x\u0007\u202e'))
  const text = tableOf([rowOf(had, NOBODY)])
  expect(had.fault).toBeNull()
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})
