import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '../../src/db/log/log.ts'
import { openLog } from '../../src/db/log/open.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { Db } from '../../src/sqlite/port.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve } from './log-kit.ts'

let k: Kit
let log: Log
beforeEach(() => {
  k = kit()
  log = k.log()
})
afterEach(() => k.end())

const bodies = (from: Log) => from.entries(1, 1000, 1e9).map(({ body }) => JSON.parse(body))
/** Another program holds the database, as a virus scanner or a backup tool may. @returns what lets it go. */
const held = (): (() => void) => {
  const db: Db = k.raw()
  db.exec('begin immediate')
  return () => db.exec('rollback')
}

const rate = (level: 1 | 5) => {
  const opened = matterOpened(k, '019deb22-0000-7000-8000-000000000001')
  const ask = asked(k, opened.matter)
  const [press, closed] = rated(k, opened.matter, ask.ask, level)
  return {
    press: press as { id: string },
    drafts: [opened, ask, press, closed].filter((draft) => draft !== undefined),
  }
}

describe('an entry that the database cannot take', () => {
  it('is confirmed from the side file, and taken in later once, by its id, and marked', () => {
    serve(k, log, [5])
    const before = log.head()
    const release = held()
    const { press, drafts } = rate(1)
    for (const draft of drafts) expect(log.append([draft])).toEqual({ ok: true, value: [] })
    expect(log.head()).toEqual(before)
    expect(log.waiting()).toMatchObject({ entries: 4, why: { code: 'data/in-use' } })
    release()
    must(log.takeIn())
    expect(log.waiting().entries).toBe(0)
    const taken = bodies(log).slice(before.seq)
    expect(taken.map(({ kind, side }) => [kind, side])).toEqual([
      ['matter.opened', 1],
      ['rating.asked', 2],
      ['key.pressed', 3],
      ['matter.closed', 4],
      ['incident', undefined],
    ])
    expect(taken.filter(({ id }) => id === press.id)).toHaveLength(1)
    expect(log.today('A01', 0)).toMatchObject({ rated: 2 })
    expect(log.verify()).toMatchObject({ ok: true, verdict: 'ok' })
  })
  it('waits there over a kill of the program, and the next start takes it in before anything new', () => {
    const release = held()
    const { press, drafts } = rate(5)
    must(log.append(drafts))
    release()
    log.close()
    const next = k.log('boot-2')
    expect(next.waiting().entries).toBe(0)
    expect(bodies(next).filter(({ id }) => id === press.id)).toMatchObject([{ side: 3, boot: 'boot-1' }])
    expect(next.verify()).toMatchObject({ ok: true })
    next.close()
    expect(bodies(k.log('boot-3')).filter(({ id }) => id === press.id)).toHaveLength(1)
  })
  it('is not lost when a power cut ends the start that carries a damaged log on, before it is taken in', () => {
    serve(k, log, [5])
    must(log.seal('end'))
    serve(k, log, [4])
    const release = held()
    const { press, drafts } = rate(1)
    must(log.append(drafts))
    release()
    log.close()
    must(noteDamage(k.dir, 'check'))
    // The new log's id, its first entry, its first seal; the next is the incident about what was taken in.
    let ids = 0
    const cut = (at: number) => {
      ids += 1
      if (ids > 3) throw new Error('power cut')
      return uuidV7(at)
    }
    const options = { dir: k.dir, clock: k.clock, station: '7' }
    expect(() => openLog({ ...options, boot: 'boot-2', newId: cut })).toThrow('power cut')
    const next = k.log('boot-3')
    expect(bodies(next).filter(({ id }) => id === press.id)).toMatchObject([{ side: 3 }])
    expect(bodies(next).filter(({ code }) => code === 'data/side-line')).toEqual([])
  })
  it('comes before those that follow it, also when the database is free again in between', () => {
    const release = held()
    must(log.append(rate(5).drafts))
    release()
    k.clock.advance(2_000)
    must(log.append([{ kind: 'app.suspended', ...k.at() }]))
    const kinds = bodies(log).map(({ kind }) => kind)
    expect(kinds.slice(-3)).toEqual(['matter.closed', 'incident', 'app.suspended'])
  })
  it('is not counted twice when the file was taken in but could not be cleared', () => {
    const release = held()
    const { press, drafts } = rate(5)
    must(log.append(drafts))
    release()
    const file = join(k.dir, 'side.log')
    const full = readFileSync(file)
    must(log.takeIn())
    log.close()
    writeFileSync(file, full)
    const next = k.log('boot-2')
    expect(bodies(next).filter(({ id }) => id === press.id)).toHaveLength(1)
    // It stands in the log, so it is no incident either, whatever key made its line.
    expect(bodies(next).filter(({ code }) => code === 'data/side-line')).toEqual([])
  })
})

describe('a line of the side file that fails its check', () => {
  const changed = (change: (text: string) => string) => {
    const release = held()
    const { press, drafts } = rate(1)
    must(log.append(drafts))
    release()
    log.close()
    const file = join(k.dir, 'side.log')
    writeFileSync(file, Buffer.from(change(readFileSync(file, 'latin1')), 'latin1'))
    return { press, next: k.log('boot-2') }
  }
  it('after a level was changed is an incident and never a count; the others are taken in', () => {
    const { press, next } = changed((text) => text.replace('\\"level\\":1', '\\"level\\":5'))
    expect(bodies(next).filter(({ id }) => id === press.id)).toEqual([])
    expect(bodies(next).filter(({ kind }) => kind === 'matter.closed')).toHaveLength(1)
    expect(bodies(next)).toContainEqual(expect.objectContaining({ code: 'data/side-line', detail: '3' }))
  })
  it('that somebody added is an incident and never a count', () => {
    const forged = (text: string) => {
      const end = text.lastIndexOf('\n') + 1
      const line = JSON.stringify({
        n: 5,
        prev: 'a'.repeat(64),
        mac: 'b'.repeat(64),
        body: '{"id":"x","kind":"key.pressed"}',
      })
      return `${text.slice(0, end)}${line}\n${text.slice(end + line.length + 1)}`
    }
    const { next } = changed(forged)
    expect(bodies(next)).toContainEqual(expect.objectContaining({ code: 'data/side-line', detail: '5' }))
    expect(bodies(next).filter(({ kind }) => kind === 'key.pressed')).toHaveLength(1)
  })
  it('that was cut off by a power cut was never confirmed, and is none', () => {
    const { next } = changed((text) => text.slice(0, text.lastIndexOf('\n') - 20))
    expect(bodies(next).filter(({ kind }) => kind === 'matter.closed')).toEqual([])
    expect(bodies(next).filter(({ code }) => code === 'data/side-line')).toEqual([])
  })
})

describe('room for the side file', () => {
  it('is set aside before it is needed', () => {
    expect(readFileSync(join(k.dir, 'side.log'))).toHaveLength(256 * 1024)
  })
  it('grows on demand while the disk has room', () => {
    const release = held()
    const long = 'x'.repeat(500)
    for (let n = 0; n < 400; n += 1)
      must(log.append([{ kind: 'incident', ...k.at(), code: 'data/io', detail: long }]))
    release()
    must(log.takeIn())
    expect(bodies(log).filter(({ detail }) => detail === long)).toHaveLength(400)
    expect(log.verify().ok).toBe(true)
  })
})

it('a file that is damaged as a whole does not keep the log closed', () => {
  log.close()
  writeFileSync(join(k.dir, 'side.log'), 'no lines of ours\n')
  appendFileSync(join(k.dir, 'side.log'), Buffer.alloc(10))
  const next = k.log('boot-2')
  expect(bodies(next)).toContainEqual(expect.objectContaining({ code: 'data/side-line' }))
  must(next.append([{ kind: 'app.suspended', ...k.at() }]))
})
