import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { toHex } from '../../src/device/bytes.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { loadProfileFile, loadProfiles } from '../../src/device/profiles/load.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { must, profileNamed, shipped } from './help.ts'

let dir = ''
beforeEach(() => {
  dir = tempDir()
})

const write = (text: string, name = 'site.json') => {
  const file = join(dir, name)
  writeFileSync(file, text)
  return file
}
const changed = (change: Record<string, unknown>, from = 'ff68') =>
  JSON.stringify({ ...profileNamed(from), ...change })

describe('the profiles that ship', () => {
  it('are three, with the maps that pay depends on', () => {
    const profiles = must(loadProfiles([shipped]))
    expect(Object.fromEntries([...profiles].map(([name, { keys }]) => [name, keys]))).toEqual({
      ff68: { '00': 1, '01': 2, '02': 3, '03': 4, '04': 5 },
      'ff68-4key': { '00': 2, '01': 3, '02': 4, '03': 5 },
      line: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 },
    })
  })

  it('ask and thank in the bytes of the published examples', () => {
    const ff68 = profileNamed('ff68')
    const codec = codecOf(ff68)
    expect(toHex(codec.encode(ff68, 'ask') ?? Uint8Array.of())).toBe('ff6803036801010b0d16')
    expect(toHex(codec.encode(ff68, 'thanks') ?? Uint8Array.of())).toBe('ff6802026801030416')
    expect(codec.encode(ff68, 'idle')).toBeNull()
    const line = profileNamed('line')
    expect(Buffer.from(codecOf(line).encode(line, 'welcome') ?? []).toString()).toBe('SAY 您好\r\n')
  })

  it.each([
    ['echo', 'ff6803036801010305 16'],
    ['short', '6802026801010216'],
  ] as const)('acknowledge a rating as the maker wants it: %s', (ack, hex) => {
    const profile = { ...profileNamed('ff68'), ff68: { ack, address: null, ratingCommand: '11' } }
    const press = { type: 'key', key: '03', level: 4, address: 1, bytes: '' } as const
    expect(toHex(codecOf(profile).acknowledge(profile, press) ?? Uint8Array.of())).toBe(hex.replace(' ', ''))
  })

  it('acknowledge no key that has no level, and none at all where the profile says so', () => {
    const profile = profileNamed('ff68')
    const press = { type: 'key', key: '09', level: null, address: 1, bytes: '' } as const
    expect(codecOf(profile).acknowledge(profile, press)).toBeNull()
    const silent = { ...profile, ff68: { ack: 'none', address: null, ratingCommand: '11' } as const }
    expect(codecOf(silent).acknowledge(silent, { ...press, key: '03', level: 4 })).toBeNull()
  })
})

describe('a profile file that is not one', () => {
  it.each([
    ['no JSON', '{"name":', 'not JSON'],
    ['a list', '[]', 'the whole file'],
    ['a level that does not exist', changed({ keys: { '00': 6 } }), 'keys.00'],
    ['a key that ff68 cannot send', changed({ keys: { best: 5 } }), 'keys.best: not two hex digits'],
    ['two spellings of one key', changed({ keys: { '0a': 5, '0A': 1 } }), 'keys.0A: the same key'],
    ['no key at all', changed({ keys: {} }), 'keys: no key'],
    [
      'a speed of 0',
      changed({ line: { baudRate: 0, dataBits: 8, parity: 'none', stopBits: 1 } }),
      'line.baudRate',
    ],
    ['an unknown codec', changed({ codec: 'intehel' }), 'codec'],
    ['an unknown field', changed({ colour: 'red' }), 'colour'],
    [
      'an address that is no byte',
      changed({ ff68: { ack: 'echo', address: 256, ratingCommand: '11' } }),
      'ff68.address',
    ],
    [
      'a rating command of two bytes',
      changed({ ff68: { ack: 'echo', address: null, ratingCommand: '1111' } }),
      'ff68.ratingCommand',
    ],
    ['a command that is no hex', changed({ commands: { ask: 'ASK' } }), 'commands.ask'],
    ['a line command with a line end', changed({ commands: { ask: 'ASK\r\nSAY' } }, 'line'), 'commands.ask'],
    ['ff68 without its part', changed({ ff68: undefined }), 'ff68: needed'],
    [
      'line with the part of ff68',
      changed({ codec: 'line', keys: { 1: 1 }, commands: {} }),
      'ff68: the codec line',
    ],
    ['a huge file', ' '.repeat(70_000), 'larger than'],
  ])('%s: the answer names the file and the place', (_, text, why) => {
    const file = write(text)
    const loaded = loadProfileFile(file)
    expect(loaded).toMatchObject({ ok: false, error: { code: 'profile/invalid', params: { file } } })
    if (!loaded.ok) expect(String(loaded.error.params?.['why'])).toContain(why)
  })

  it('is one of bytes that are no text, a folder, or nothing', () => {
    const file = join(dir, 'bytes.json')
    writeFileSync(file, Buffer.of(0xff, 0xfe, 0x00))
    for (const path of [file, dir, join(dir, 'none.json')])
      expect(loadProfileFile(path)).toMatchObject({
        error: { code: 'profile/invalid', params: { file: path } },
      })
  })
})

describe('folders of profiles', () => {
  it('let a site change a map, and take a folder that does not exist as empty', () => {
    write(changed({ keys: { '00': 5, '01': 1 } }))
    const profiles = must(loadProfiles([shipped, dir, join(dir, 'none')]))
    expect(profiles.get('ff68')?.keys).toEqual({ '00': 5, '01': 1 })
    expect(profiles.size).toBe(3)
  })

  it('write every key in one spelling', () => {
    write(changed({ keys: { '0a': 5 } }))
    expect(must(loadProfiles([dir])).get('ff68')?.keys).toEqual({ '0A': 5 })
  })

  it('refuse one name in two files of a folder', () => {
    write(changed({}), 'a.json')
    write(changed({}), 'b.json')
    expect(loadProfiles([dir])).toMatchObject({
      error: { code: 'profile/invalid', params: { file: join(dir, 'b.json') } },
    })
  })

  it('stop at a file that is wrong, and read no other kind of file', () => {
    mkdirSync(join(dir, 'notes'))
    write('not a profile', 'readme.txt')
    expect(must(loadProfiles([dir])).size).toBe(0)
    write('{}', 'wrong.json')
    expect(loadProfiles([dir])).toMatchObject({ ok: false })
  })
})
