/** What choosing an item may start, and with what. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLaunch, planLaunch, type Values } from '../../src/main/programs/launch.ts'
import { createLauncher, NOTICE_MS } from '../../src/main/programs/launcher.ts'
import { type LaunchSettings, launchSettingsSchema } from '../../src/shared/programs.ts'
import type { Result } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'

const VALUES: Values = { item: 'A01', reference: 'R-1', station: '7', staff: '1001' }
const TAX = 'C:\\Tax\\tax.exe'
const SETTINGS: LaunchSettings = {
  programs: [TAX],
  origins: ['https://tax.example'],
  items: {
    A01: { program: TAX, args: ['--item={item}', '--ref', '{reference}', 'at {station} by {staff}'] },
    B02: { url: 'https://tax.example/open/{item}?ref={reference}#{staff}' },
  },
}

describe('a template', () => {
  it('is filled in argument by argument; nothing is split, joined or quoted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `受${text}`),
        (reference) => {
          expect(planLaunch(SETTINGS, { ...VALUES, reference })).toEqual({
            ok: true,
            value: { program: TAX, args: ['--item=A01', '--ref', reference, 'at 7 by 1001'] },
          })
        },
      ),
    )
  })

  it('of a page keeps its server and its path whatever is filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (reference) => {
        const planned = planLaunch(SETTINGS, { ...VALUES, item: 'B02', reference })
        if (!planned.ok) {
          expect(planned.error.code).toBe('program/launch-value')
          return
        }
        const url = new URL(planned.value && 'url' in planned.value ? planned.value.url : '')
        expect([url.origin, url.pathname, url.hash]).toEqual(['https://tax.example', '/open/B02', '#1001'])
        expect([...url.searchParams.keys()]).toEqual(['ref'])
      }),
    )
  })

  it.each(['--help', '/S', '@list.txt', '+x'])('a value like %s is no argument of its own', (reference) => {
    expect(planLaunch(SETTINGS, { ...VALUES, reference })).toMatchObject({
      ok: false,
      error: { code: 'program/launch-value', params: { name: 'reference' } },
    })
  })

  it('a dot or two would climb out of the path', () => {
    const items = { '*': { url: 'https://tax.example/a/{reference}/b' } }
    for (const reference of ['.', '..'])
      expect(planLaunch({ ...SETTINGS, items }, { ...VALUES, reference })).toMatchObject({ ok: false })
  })

  it('`*` serves items without one of their own; an item that is named like a property has none', () => {
    expect(planLaunch(SETTINGS, { ...VALUES, item: 'C03' })).toEqual({ ok: true, value: null })
    expect(planLaunch(SETTINGS, { ...VALUES, item: 'constructor' })).toEqual({ ok: true, value: null })
    const items = { '*': { program: TAX, args: [] } }
    expect(planLaunch({ ...SETTINGS, items }, { ...VALUES, item: 'C03' })).toMatchObject({
      value: { args: [] },
    })
  })
})

describe('settings', () => {
  const code = (changed: Partial<LaunchSettings>) => {
    const checked = checkLaunch({ ...SETTINGS, ...changed })
    return checked.ok ? 'ok' : checked.error.code
  }
  const program = (path: string) => code({ programs: [path], items: {} })
  const page = (url: string) => code({ items: { '*': { url } } })

  it.each([TAX, '/opt/tax/tax', '\\\\server\\share\\tax.exe'])('%s may be listed', (path) => {
    expect(program(path)).toBe('ok')
  })
  it.each([
    ...['tax.exe', 'C:tax.exe', '..\\tax.exe', './tax', ''],
    ...[
      'C:\\Windows\\System32\\cmd.exe',
      'C:\\x\\POWERSHELL.EXE',
      '/bin/sh',
      '/usr/bin/bash',
      '/usr/bin/env',
    ],
    ...[
      'C:\\x\\run.bat',
      'C:\\x\\run.CMD',
      'C:\\x\\a.vbs',
      'C:\\x\\cmd.exe.',
      'C:\\x\\cmd.exe ',
      'C:/x/cmd.exe',
    ],
  ])('%j may not: no full path, a shell, or a script', (path) => {
    expect(['program/launch-path', 'program/launch-shell']).toContain(program(path))
  })

  it('that are wrong are said with what is wrong, each in its own words', () => {
    expect(program('tax.exe')).toBe('program/launch-path')
    expect(program('/bin/sh')).toBe('program/launch-shell')
    expect(code({ origins: ['https://tax.example/'], items: {} })).toBe('program/launch-server')
    expect(page('https://{item}.example/')).toBe('program/launch-url')
    expect(checkLaunch({ ...SETTINGS, items: { A01: { program: TAX, args: ['{level}'] } } })).toEqual({
      ok: false,
      error: {
        code: 'program/launch-hole',
        params: { what: '{level}', known: '{item} {reference} {station} {staff}' },
      },
    })
  })

  it('a program or server that is not listed letter by letter starts nothing', () => {
    expect(code({ items: { '*': { program: 'C:\\Tax\\other.exe', args: [] } } })).toBe(
      'program/launch-not-allowed',
    )
    expect(code({ items: { '*': { program: TAX.toLowerCase(), args: [] } } })).toBe(
      'program/launch-not-allowed',
    )
    expect(page('https://tax.example.evil/')).toBe('program/launch-not-allowed')
    expect(page('http://tax.example/')).toBe('program/launch-not-allowed')
    expect(page('https://tax.example:8443/')).toBe('program/launch-not-allowed')
  })

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'ms-settings:',
    'https://user:secret@tax.example/',
    'https://{item}.example/',
    'https://tax.example{reference}/',
    '{reference}',
    'https://tax.example/{level}',
    'not a url',
  ])('%s is no page that may be opened', (url) => {
    expect(page(url)).toMatch(/^program\/launch-(url|hole|not-allowed)$/)
  })

  it('are checked again before a start: somebody may have written the file by hand', () => {
    const byHand = launchSettingsSchema.parse({
      items: { A01: { program: '/bin/sh', args: ['-c', '{reference}'] } },
    })
    expect(planLaunch(byHand, VALUES)).toMatchObject({
      ok: false,
      error: { code: 'program/launch-not-allowed' },
    })
  })
})

describe('choosing an item', () => {
  const bench = (answer: Result<void> = { ok: true, value: undefined }) => {
    const clock = fakeClock()
    const started: unknown[] = []
    let changes = 0
    const launcher = createLauncher({
      clock,
      settings: () => SETTINGS,
      values: () => VALUES,
      start: async (plan) => {
        started.push(plan)
        return answer
      },
      changed: () => {
        changes += 1
      },
      report: () => {},
    })
    return { clock, started, launcher, changes: () => changes }
  }
  const settle = () => new Promise<void>((done) => setImmediate(done))

  it('starts its program once for the clerk who chose, and nothing for other pages, programs or items', async () => {
    const { launcher, started } = bench()
    launcher.after('matter.open', { item: 'A01' }, ['clerk'])
    launcher.after('matter.open', { item: 'A01' }, ['program'])
    launcher.after('program.open', { item: 'A01' }, ['program'])
    launcher.after('matter.open', {}, ['clerk'])
    launcher.after('matter.item', { code: 'B02' }, ['clerk'])
    launcher.after('matter.item', { code: 'A01', matter: 'another' }, ['clerk'])
    launcher.after('constructor', { item: 'A01' }, ['clerk'])
    await settle()
    expect(started).toHaveLength(1)
    launcher.after('matter.item', { code: 'A01' }, ['clerk'])
    await settle()
    expect(started).toHaveLength(2)
  })

  it('that fails is a notice, which goes by itself or with the next start that works', async () => {
    const error = { code: 'program/launch-failed', params: { what: 'tax.exe', why: 'ENOENT' } } as const
    const { clock, launcher, changes } = bench({ ok: false, error })
    launcher.after('matter.open', { item: 'A01' }, ['clerk'])
    expect(launcher.trouble()).toBeNull()
    await settle()
    expect(launcher.trouble()).toEqual(error)
    expect(changes()).toBe(1)
    clock.advance(NOTICE_MS)
    expect(launcher.trouble()).toBeNull()
    expect(changes()).toBe(2)
  })
})
