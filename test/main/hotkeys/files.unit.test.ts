import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readHotkeyFiles } from '../../../src/main/hotkeys/files.ts'
import { configSchema, DEFAULT_CONFIG } from '../../../src/shared/config.ts'
import { KEYS, parseAccelerator } from '../../../src/shared/hotkeys/accelerator.ts'
import { forbidden } from '../../../src/shared/hotkeys/rules.ts'
import { hotkeyFiles, hotkeyFolder, shippedRules } from '../../harness/hotkey-rules.ts'
import { tempDir } from '../../harness/temp-dir.ts'

const rules = shippedRules()
const why = (keys: string, around: { pos?: string; layout?: string } = {}) => {
  const key = parseAccelerator(keys)
  if (!key) throw new Error(keys)
  return forbidden(rules, { pos: around.pos ?? null, layout: around.layout ?? null }, key)
}

describe('what ships', () => {
  it.each([
    ...['F1', 'F8', 'F11', 'F12', 'Shift+F3', 'Control+F5', 'Alt+F2', 'Alt+F4', 'Alt+Tab'],
    ...['Super+D', 'Super+Shift+S', 'Control+Escape', 'Control+Alt+Delete', 'PrintScreen'],
    ...['Control+Space', 'Shift+Space', 'Alt+Shift+1', 'Control+Shift+F', 'Control+.'],
    ...['Control+C', 'Control+V', 'Control+X', 'Control+Z', 'Control+S', 'Alt+F', 'Control+1'],
  ])('%s is somebody else’s', (keys) => {
    expect(why(keys)?.code).toBe('reserved')
  })

  it('no key that one types or moves with is free, alone or with Shift; only F13 to F24 are', () => {
    for (const { name } of KEYS)
      for (const keys of [name, `Shift+${name}`])
        expect(why(keys) === null, keys).toBe(/^(Shift\+)?F(1[3-9]|2[0-4])$/.test(keys))
  })

  it('every reason is a sentence in both languages', () => {
    const all = [
      ...rules.reserved,
      ...[...rules.layouts.values()].flatMap(({ entries }) => entries),
      ...[...rules.pos.values()].flatMap(({ uses }) => uses),
    ]
    expect(all.length).toBeGreaterThan(20)
    for (const { zh, en } of all) {
      expect(zh).toMatch(/。$/)
      expect(en).toMatch(/\.$/)
      expect(zh + en).not.toMatch(/[!!]/)
      expect(en).not.toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('Ctrl+Alt types on a keyboard with AltGr, and only there', () => {
    expect(why('Control+Alt+2')).toBeNull()
    expect(why('Control+Alt+2', { layout: 'de' })?.code).toBe('altgr')
    expect(why('Control+Alt+1', { layout: 'de' })).toBeNull()
    for (const { name } of KEYS) expect(why(`Control+Alt+${name}`, { layout: 'altgr' })).not.toBeNull()
  })
})

describe('the site’s files', () => {
  const pos = { name: 'hall', zh: '本厅刷卡', en: 'Our terminal', uses: [], frees: ['F9'] }

  it('a profile of the card terminal in the data folder is there, and replaces one that ships', () => {
    const folder = hotkeyFolder()
    writeFileSync(join(folder.pos, 'hall.json'), JSON.stringify(pos))
    writeFileSync(
      join(folder.pos, 'standalone.json'),
      JSON.stringify({ ...pos, name: 'standalone', frees: [] }),
    )
    const { rules: read, fault } = hotkeyFiles(folder.dir)
    expect(fault).toBeNull()
    expect(read?.pos.get('hall')?.frees).toHaveLength(1)
    expect(read?.pos.get('standalone')?.frees).toHaveLength(0)
  })

  it('a wrong profile is left out and said with its path; everything else stays', () => {
    const folder = hotkeyFolder()
    const file = join(folder.pos, 'hall.json')
    const uses = [{ keys: ['F8', 'Ctl+1'], zh: '确认。', en: 'Confirm.' }]
    writeFileSync(file, JSON.stringify({ ...pos, uses }))
    const { rules: read, fault } = hotkeyFiles(folder.dir)
    expect(fault).toEqual({
      code: 'hotkeys/file',
      params: { file, why: 'uses.0.keys.1: "Ctl+1" names no key' },
    })
    expect(read?.pos.has('hall')).toBe(false)
    expect(read?.pos.has('standalone')).toBe(true)
  })

  it.each([
    ['not JSON', 'JSON'],
    [JSON.stringify({ keys: { nxt: 'F9' } }), 'keys'],
    [JSON.stringify({ key: {} }), '(whole)'],
  ])(
    'a wrong site profile (%s) leaves no rules: a key that the site took away must not come back',
    (text, path) => {
      const folder = hotkeyFolder()
      writeFileSync(folder.site, text)
      const { rules: read, fault } = hotkeyFiles(folder.dir)
      expect(read).toBeNull()
      expect(fault?.params?.['file']).toBe(folder.site)
      expect(String(fault?.params?.['why'])).toContain(path)
    },
  )

  it('the site profile is a layer', () => {
    const folder = hotkeyFolder()
    writeFileSync(folder.site, JSON.stringify({ keys: { next: 'F13' }, pos: 'standalone' }))
    expect(hotkeyFiles(folder.dir).site).toEqual({ keys: { next: 'F13' }, pos: 'standalone', taken: [] })
  })
})

it('missing or damaged lists of what is reserved leave no rules', () => {
  const resources = tempDir()
  expect(readHotkeyFiles({ resources, dir: tempDir() })).toMatchObject({
    rules: null,
    fault: { code: 'hotkeys/file' },
  })
  cpSync(join(import.meta.dirname, '../../../resources/hotkeys'), join(resources, 'hotkeys'), {
    recursive: true,
  })
  expect(readHotkeyFiles({ resources, dir: tempDir() }).fault).toBeNull()
  const file = join(resources, 'hotkeys', 'reserved', '40-editing.json')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('"Control+C"', '"Control+CC"'))
  expect(readHotkeyFiles({ resources, dir: tempDir() })).toMatchObject({
    rules: null,
    fault: { params: { file, why: 'entries.0.keys.0: "Control+CC" names no key' } },
  })
  rmSync(file)
  expect(readHotkeyFiles({ resources, dir: tempDir() }).fault).toBeNull()
})

describe('config.json of the time before layers', () => {
  const old = (hotkeys: Record<string, string>) => configSchema.parse({ ...DEFAULT_CONFIG, hotkeys }).hotkeys

  it('its three keys load; those that nobody chose leave room for the site', () => {
    const hotkeys = { next: 'Control+Alt+1', unrated: 'Control+Alt+2', show: 'Control+Alt+0' }
    expect(old(hotkeys)).toEqual({ keys: {}, taken: [] })
    expect(old({ ...hotkeys, next: 'F13' })).toEqual({ keys: { next: 'F13' }, taken: [] })
  })

  it('what it is written as now is read as it was', () => {
    const layer = { keys: { next: 'F13', show: null }, pos: null, layout: 'de', taken: ['F14'] }
    expect(configSchema.parse({ ...DEFAULT_CONFIG, hotkeys: layer }).hotkeys).toEqual(layer)
    const { hotkeys: _, ...without } = DEFAULT_CONFIG
    expect(configSchema.parse(without).hotkeys).toEqual({ keys: {}, taken: [] })
  })
})
