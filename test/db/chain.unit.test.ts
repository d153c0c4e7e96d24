import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { entryHash } from '../../src/db/chain/chain.ts'
import { judge } from '../../src/db/chain/judge.ts'
import { type StoredEntry, ZERO_HASH } from '../../src/shared/entries.ts'

const LOG = '01890a5d-ac96-774b-bcce-b302099a8057'

const chain = (bodies: string[], logId = LOG): StoredEntry[] => {
  let prev = ZERO_HASH
  return bodies.map((body, index) => {
    const hash = entryHash(logId, index + 1, prev, body)
    const entry = { logId, seq: index + 1, body, prev, hash }
    prev = hash
    return entry
  })
}

const changed = (entries: StoredEntry[], seq: number, change: Partial<StoredEntry>) =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry))

describe('the hash of an entry', () => {
  it('is SHA-256 over the named text, the bytes of the body as UTF-8', () => {
    const body = '{"name":"咨询 €"}'
    const bytes = Buffer.concat([
      Buffer.from(`guiping-log/1\n${LOG}\n7\n${ZERO_HASH}\n`, 'ascii'),
      Buffer.from(body, 'utf8'),
    ])
    expect(entryHash(LOG, 7, ZERO_HASH, body)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
  it('stays the same for ever: a kept example', () => {
    expect(entryHash(LOG, 1, ZERO_HASH, '{"v":1}')).toBe(
      'fd075a61274f662426fe908a7f70025f45518c4d0261383ad00026f36e7d9e27',
    )
  })
})

describe('a chain', () => {
  const body = (id: string) =>
    JSON.stringify({ kind: 'app.suspended', id, boot: 'b', at: 0, mono: 0, by: null })
  const whole = chain(['a', 'b', 'c', 'd'].map(body))
  const B = body('B')
  it('verifies when whole, and an empty one stands at zero', () => {
    expect(judge(LOG, whole)).toMatchObject({
      ...{ verdict: 'ok', why: '', entries: 4, firstBad: null },
      head: whole[3]?.hash,
    })
    expect(judge(LOG, [])).toMatchObject({ verdict: 'ok', entries: 0, head: ZERO_HASH })
  })
  it.each([
    ['a changed body', changed(whole, 2, { body: B }), 2, 'hash'],
    ['a changed hash', changed(whole, 2, { hash: 'f'.repeat(64) }), 2, 'hash'],
    ['a missing entry', whole.filter(({ seq }) => seq !== 3), 3, 'gap'],
    ['a missing beginning', whole.slice(1), 1, 'gap'],
    ['two entries exchanged', [whole[0], whole[2], whole[1], whole[3]].flatMap((e) => e ?? []), 2, 'gap'],
    ['an entry of another log', changed(whole, 4, { logId: `${LOG.slice(0, -1)}8` }), 4, 'gap'],
    [
      'an entry rewritten with a fitting hash of its own',
      changed(whole, 2, { body: B, hash: entryHash(LOG, 2, whole[0]?.hash ?? '', B) }),
      3,
      'prev',
    ],
    [
      'the same body in another place',
      [...whole.slice(0, 1), ...whole.slice(0, 1).map((first) => ({ ...first, seq: 2, prev: first.hash }))],
      2,
      'hash',
    ],
  ])('says where it breaks: %s', (_, entries, firstBad, why) => {
    expect(judge(LOG, entries)).toMatchObject({ verdict: 'edited', entries: firstBad - 1, firstBad, why })
  })
})
