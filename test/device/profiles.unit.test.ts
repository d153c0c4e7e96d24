import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { toHex } from '../../src/device/bytes.ts'
import { isAddressed, withAddress } from '../../src/device/profiles/address.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { loadProfileFile, loadProfiles } from '../../src/device/profiles/load.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { eventsOf, must, profileNamed, shipped } from './help.ts'

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

/** A framed profile with one place changed: `path` as in the answer. */
const changedAt = (path: string, value: unknown, from = 'ff68') => {
  const profile: unknown = structuredClone(profileNamed(from))
  const names = path.split('.')
  const last = names.pop() ?? ''
  let at = profile as Record<string, unknown>
  for (const name of names) at = at[name] as Record<string, unknown>
  at[last] = value
  return JSON.stringify(profile)
}

const five = { '00': 1, '01': 2, '02': 3, '03': 4, '04': 5 }
const press = {
  type: 'key',
  key: '03',
  level: 4,
  edge: 'press',
  deviceAt: null,
  address: 1,
  bytes: '',
} as const
const hexOf = (bytes: Uint8Array | null) => bytes && toHex(bytes)

describe('the profiles that ship', () => {
  it('are seven, with the maps that pay depends on', () => {
    const profiles = must(loadProfiles([shipped]))
    const cause = (reason: string) => ({ level: 2, reason })
    expect(Object.fromEntries([...profiles].map(([name, { keys }]) => [name, keys]))).toEqual({
      ff68: five,
      'ff68-short': five,
      'ff68-4key': { '00': 2, '01': 3, '02': 4, '03': 5 },
      'ff68-3key-reasons': {
        ...{ '00': 2, '01': 3, '02': 4 },
        ...{ 10: cause('态度不好'), 11: cause('业务不熟'), 12: cause('效率不高'), 13: cause('有待改进') },
      },
      intehel: { 0: 'none', 1: 4, 2: 3, 3: 2, 4: 5 },
      line: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 },
      zx: { 0: 5, 1: 4, 2: 3, 3: 2, 6: 'none' },
    })
  })

  it.each([
    ['ff68', 'ask', {}, 'ff6803036801010b0d16'],
    ['ff68', 'thanks', {}, 'ff6802026801030416'],
    ['ff68', 'stars', { number: 5 }, 'ff6803036801020 50816'.replace(' ', '')],
    ['ff68', 'show', { text: '0042' }, 'ff680808680102 0a0a00000402 1d16'.replaceAll(' ', '')],
    ['intehel', 'ask', {}, '403031315030303030303238'],
    ['intehel', 'show', { text: '123456' }, '403031314431323334353635'],
  ] as const)('%s says %s in the bytes of the published examples', (name, command, said, hex) => {
    const profile = profileNamed(name)
    expect(hexOf(codecOf(profile).encode(profile, command, said))).toBe(hex)
  })

  it.each([
    ['line', 'welcome', {}, 'SAY 您好\r\n'],
    ['line', 'stars', { number: 4 }, 'STAR 4\r\n'],
    ['line', 'heartbeat', {}, 'PING\r\n'],
    ['zx', 'ask', {}, 'S02E'],
    ['zx', 'heartbeat', {}, 'SE'],
    ['zx', 'sign-in', { staff: '10011', name: '测试1' }, 'S04||10011|name,姓名,测试1||E'],
    ['zx', 'sign-in', { staff: '7', name: '甲|乙,丙' }, 'S04||7|name,姓名,甲 乙 丙||E'],
    ['line', 'pause', {}, 'SHOW 暂停服务\r\n'],
  ] as const)('%s says %s in its own words', (name, command, said, words) => {
    const profile = profileNamed(name)
    expect(Buffer.from(codecOf(profile).encode(profile, command, said) ?? []).toString()).toBe(words)
  })

  it('say nothing where they have no such command, or lack the text that it needs', () => {
    const ff68 = profileNamed('ff68')
    expect(codecOf(ff68).encode(ff68, 'idle')).toBeNull()
    expect(codecOf(ff68).encode(ff68, 'stars')).toBeNull()
    expect(codecOf(ff68).encode(ff68, 'probe')).toBeNull()
  })

  it('let no text end the message it stands in', () => {
    const line = profileNamed('line')
    const said = codecOf(line).encode(line, 'say', { text: '您好\r\nASK' })
    expect(Buffer.from(said ?? []).toString()).toBe('SAY 您好  ASK\r\n')
    const zx = profileNamed('zx')
    const spoken = codecOf(zx).encode(zx, 'say', { text: 'a||ES02E' })
    expect(Buffer.from(spoken ?? []).toString()).toBe('S06||a|ES02E||E')
  })

  it.each([
    ['ff68', 'ff68030368010103 0516'],
    ['ff68-short', '6802026801010216'],
  ])('acknowledge a rating as the maker wants it: %s', (name, hex) => {
    const profile = profileNamed(name)
    expect(hexOf(codecOf(profile).acknowledge(profile, press))).toBe(hex.replace(' ', ''))
  })

  it('acknowledge to the address that rated', () => {
    const profile = profileNamed('ff68')
    const far = { ...press, address: 0x81 }
    expect(hexOf(codecOf(profile).acknowledge(profile, far))).toBe('ff680303688101038516')
  })

  it('acknowledge no key that has no level, and none at all where the profile says so', () => {
    const profile = profileNamed('ff68')
    expect(codecOf(profile).acknowledge(profile, { ...press, key: '09', level: null })).toBeNull()
    const silent = { ...profile, acknowledge: null }
    expect(codecOf(silent).acknowledge(silent, press)).toBeNull()
  })

  it('speak to the address that a technician fixed, and to the usual one before', () => {
    const ask = (name: string, address: number | null) => {
      const profile = withAddress(profileNamed(name), address)
      return hexOf(codecOf(profile).encode(profile, 'ask'))
    }
    expect(ask('ff68', null)).toBe('ff6803036801010b0d16')
    expect(ask('ff68', 0x05)).toBe('ff6803036805010b1116')
    expect(ask('ff68-short', null)).toBe('ff6803036881010b8d16')
    expect(ask('intehel', 7)?.slice(2, 6)).toBe('3037')
    expect(['ff68', 'intehel', 'line', 'zx'].map((name) => isAddressed(profileNamed(name)))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('leave an address that the wire cannot say as it was', () => {
    expect(withAddress(profileNamed('intehel'), 100)).toEqual(profileNamed('intehel'))
    expect(withAddress(profileNamed('line'), 1)).toEqual(profileNamed('line'))
  })
})

describe('the example in docs/profiles.md', () => {
  it('is a profile, and its pad is heard and answered', () => {
    const docs = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'profiles.md'), 'utf8')
    const profile = must(loadProfileFile(write(docs.split('```json')[1]?.split('```')[0] ?? '')))
    const codec = codecOf(profile)
    const [event, ...more] = eventsOf(codec.createFramer(profile), codec.key(profile, '35'))
    expect([event, more]).toMatchObject([{ type: 'key', level: 1, reason: '态度不好', address: 1 }, []])
    if (event?.type === 'key')
      expect(hexOf(codec.acknowledge(profile, event))).toMatch(/^aa5505014b35....0d$/)
    expect(eventsOf(codec.createFramer(profile), codec.encode(profile, 'ask') ?? new Uint8Array())).toEqual([
      { type: 'ack', bytes: hexOf(codec.encode(profile, 'ask')) },
    ])
  })
})

describe('a profile file that is not one', () => {
  it.each([
    ['no JSON', '{"name":', 'not JSON'],
    ['a list', '[]', 'the whole file'],
    ['a level that does not exist', changed({ keys: { '00': 6 } }), 'keys.00'],
    ['a key that ff68 cannot send', changed({ keys: { best: 5 } }), 'keys.best: not hex digits'],
    ['a key of two bytes where one is sent', changed({ keys: { '0001': 5 } }), 'keys.0001: not hex digits'],
    ['two spellings of one key', changed({ keys: { '0a': 5, '0A': 1 } }), 'keys.0A: the same key'],
    ['no key at all', changed({ keys: {} }), 'keys: no key'],
    ['keys that mean nothing', changed({ keys: { '00': 'none' } }), 'keys: no key'],
    ['a cause without words', changed({ keys: { '00': { level: 1, reason: ' ' } } }), 'keys.00'],
    ['a letter for a pad of digits', changed({ keys: { a: 5 } }, 'intehel'), 'keys.a: not decimal digits'],
    ['a speed of 0', changedAt('line.0.baudRate', 0), 'line.0.baudRate'],
    ['no line settings', changed({ line: [] }), 'line'],
    ['an unknown codec', changed({ codec: 'intehel' }), 'codec'],
    ['a profile of the first version', changed({ version: undefined }), 'version'],
    ['an unknown field', changed({ colour: 'red' }), 'colour'],
    ['an address that is no byte', changedAt('address.only', 256), 'address.only'],
    ['an address of three digits', changedAt('address.usual', 100, 'intehel'), 'address.usual: more than'],
    ['a rating command that is no hex', changedAt('command.rating', '1'), 'command.rating'],
    ['a value as long as no command', changedAt('command.others', { '0102': 'ack' }), 'command.others.0102'],
    ['a framing that does not exist', changedAt('framing.shape', 'round'), 'framing.shape'],
    ['heads of different length', changedAt('framing.head', ['FF', 'FF 68']), 'framing.head'],
    ['frames of more than 256 bytes', changedAt('framing.length.add', 64), 'key.frameSize'],
    ['a checksum that does not exist', changedAt('checksum.kind', 'md5'), 'checksum.kind'],
    ['a checksum outside the frame', changedAt('checksum.at', 10), 'checksum.at: outside'],
    [
      'a checksum that the smallest frame has no place for',
      changedAt('checksum.at', 9),
      'checksum.at: outside the frame of 9 bytes',
    ],
    ['a checksum over nothing', changedAt('checksum.from', 7), 'checksum.to: not behind'],
    ['a second length outside the frame', changedAt('framing.length.again', 9), 'framing.length.again'],
    ['a key outside the frame', changedAt('key.at', 10), 'key.at: outside'],
    ['a mark outside the frame', changedAt('framing.marks', [{ at: 9, bytes: '68' }]), 'framing.marks.0.at'],
    ['a command that is no template', changed({ commands: { ask: 'ASK' } }), 'commands.ask: not understood'],
    ['a check over nothing', changed({ commands: { ask: '01 {check}' } }), 'commands.ask: {check} and'],
    ['a key in a command', changed({ commands: { ask: '{key}' } }), 'commands.ask: {key}'],
    ['a check where there is none', changed({ commands: { ask: '( 41 ) {check}' } }, 'line'), 'commands.ask'],
    ['a line end inside words', changed({ commands: { ask: "'ASK\r\nSAY'" } }, 'line'), 'commands.ask'],
    ['a question of 65 bytes', changedAt('probe.send', `'${'A'.repeat(65)}'`, 'line'), 'probe.send: longer'],
    ['a question with free text', changedAt('probe.send', '{text}', 'line'), 'probe.send: may have no'],
    ['a heartbeat without an end', changedAt('heartbeat.everyMs', 0, 'line'), 'heartbeat.everyMs'],
    ['an acknowledgement that is none', changed({ acknowledge: '( 01' }), 'acknowledge: ( and )'],
    ['line with the parts of frames', changed({ framing: {} }, 'line'), 'framing'],
    ['frames without a framing', changed({ framing: undefined }), 'framing'],
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
    expect(profiles.size).toBe(7)
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
