/** What docs/evidence.md promises of whole folders that are copied, set back or exchanged: real folders, the real start. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Seen } from '../../src/db/chain/span.ts'
import type { Log } from '../../src/db/log/log.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

let first: Kit
let second: Kit
beforeEach(() => {
  first = kit()
  second = kit()
  const log = first.log()
  serve(first, log, [5, 1, null])
  must(log.seal('end'))
  log.close()
})
afterEach(() => {
  first.end()
  second.end()
})

const copy = (from: Kit, to: Kit) => {
  rmSync(to.dir, { recursive: true })
  cpSync(from.dir, to.dir, { recursive: true })
}
/** A morning's work. @returns the log, still open. */
const goOn = (k: Kit, boot: string): Log => {
  const log = k.log(boot)
  serve(k, log, [4])
  must(log.seal('end'))
  return log
}
/** What the hall knows of a log whose entries it has: its last place. */
const hallOf = (log: Log): { seen: Seen[] } => ({ seen: [{ ...log.head(), at: null }] })

it('a folder that was copied to a second PC is forked as soon as both went on, and the first stays whole', () => {
  copy(first, second)
  const ours = goOn(first, 'boot-2')
  const theirs = goOn(second, 'boot-3')
  expect(theirs.id).toBe(ours.id)
  const hall = hallOf(ours)
  expect(ours.verify('en-US', hall)).toMatchObject({ ok: true, verdict: 'ok' })
  expect(theirs.verify('en-US', hall)).toMatchObject({ ok: false, verdict: 'forked' })
})
it('a PC that was rolled back to an image and went on is forked', () => {
  copy(first, second)
  const before = goOn(first, 'boot-2')
  const hall = hallOf(before)
  before.close()
  copy(second, first)
  const after = goOn(first, 'boot-3')
  // The whole folder was set back, key and all: nothing on this PC contradicts it.
  expect(after.findings).toEqual([])
  expect(after.verify()).toMatchObject({ verdict: 'ok' })
  expect(after.verify('en-US', hall)).toMatchObject({ ok: false, verdict: 'forked' })
})
it('a PC that was rolled back and did not go on as far has lost its tail', () => {
  copy(first, second)
  const before = goOn(first, 'boot-2')
  const hall = hallOf(before)
  before.close()
  copy(second, first)
  expect(first.log('boot-3').verify('en-US', hall)).toMatchObject({ ok: false, verdict: 'tail-missing' })
})
it('only the database set back: the key file knows of the end that is gone, without the hall', () => {
  copy(first, second)
  goOn(first, 'boot-2').close()
  cpSync(join(second.dir, 'log.db'), join(first.dir, 'log.db'))
  expect(first.log('boot-3').findings).toMatchObject([{ code: 'data/tail-missing' }])
})
it("the database of the second PC put into the first one's folder is forked from what the key file saw", () => {
  copy(first, second)
  goOn(first, 'boot-2').close()
  goOn(second, 'boot-3').close()
  cpSync(join(second.dir, 'log.db'), join(first.dir, 'log.db'))
  const mixed = first.log('boot-4')
  expect(mixed.verify()).toMatchObject({ ok: false, verdict: 'forked' })
})
