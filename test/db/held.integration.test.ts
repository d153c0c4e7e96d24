/** What a virus scanner under Windows does to files, as far as it can be had elsewhere: for a moment nobody may read, rename or delete one. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { prepareFolder } from '../../src/db/open-folder.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { writeJsonFile } from '../../src/files/json-file.ts'
import { type Kit, kit, must, serve } from './log-kit.ts'

/** Which questions are answered with EBUSY, and how often. */
const scanner = vi.hoisted(() => ({ holds: '', times: 0 }))

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const held = <A extends unknown[], R>(work: (...args: A) => R) =>
    ((...args: A): R => {
      if (scanner.times > 0 && scanner.holds !== '' && String(args[0]).includes(scanner.holds)) {
        scanner.times -= 1
        throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' })
      }
      return work(...args)
    }) as unknown
  return {
    ...fs,
    readFileSync: held(fs.readFileSync),
    renameSync: held(fs.renameSync),
    unlinkSync: held(fs.unlinkSync),
  }
})

let k: Kit
beforeEach(() => {
  k = kit()
  // The driver is this system's own: it is there before the system says that it is another.
  k.log('boot-0').close()
  vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
})
afterEach(() => {
  Object.assign(scanner, { holds: '', times: 0 })
  vi.restoreAllMocks()
  k.end()
})
const holds = (name: string, times = 3) => Object.assign(scanner, { holds: name, times })

const kinds = (boot: string) => {
  const log = k.log(boot)
  const found = log.entries(1, 1_000, 1e9).map(({ body }) => JSON.parse(body))
  const codes = log.findings.map(({ code }) => code)
  return { log, found, codes }
}

it('the seal key that is held for a moment at the start is not thrown away, and what it vouches for is taken in', () => {
  const log = k.log()
  serve(k, log, [5])
  must(log.seal('end'))
  const other = k.raw()
  other.exec('begin immediate')
  serve(k, log, [4])
  other.exec('rollback')
  expect(log.waiting().entries).toBeGreaterThan(0)
  log.close()
  holds('seal.json')
  const { log: next, found, codes } = kinds('boot-2')
  expect(codes).toEqual([])
  expect(found.filter(({ code }) => code === 'data/side-line')).toEqual([])
  expect(found.filter(({ kind, verdict }) => kind === 'key.pressed' && verdict === 'counted')).toHaveLength(2)
  expect(next.verify()).toMatchObject({ verdict: 'ok' })
})

it('a seal key that can be neither read nor put aside keeps no counter closed', () => {
  k.log().close()
  writeFileSync(join(k.dir, 'seal.json'), 'not a key')
  mkdirSync(join(k.dir, 'seal.json.unreadable', 'x'), { recursive: true })
  expect(kinds('boot-2').codes).toEqual(['data/seal-lost'])
})

it('a setting, a damaged log and the try of the folder wait for a file that is held for a moment', () => {
  holds('x.json')
  expect(writeJsonFile(join(k.dir, 'x.json'), {})).toEqual({ ok: true, value: undefined })
  const log = k.log()
  serve(k, log, [5])
  log.close()
  must(noteDamage(k.dir, 'check'))
  holds('log.db')
  expect(kinds('boot-2').codes).toEqual(['data/recovered'])
  holds('.probe-')
  expect(prepareFolder(k.dir)).toEqual({ ok: true, value: undefined })
  expect(readdirSync(k.dir).filter((name) => name.startsWith('.probe'))).toEqual([])
})
