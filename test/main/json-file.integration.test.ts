import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../src/files/json-file.ts'
import { checkInstaller, openInstallers } from '../../src/main/session/installers.ts'
import { tempDir } from '../harness/temp-dir.ts'

const schema = z.strictObject({ station: z.string(), windowMs: z.number().positive() })

it('a settings file comes back as written, readable by its owner alone, with nothing left beside it', () => {
  const dir = tempDir()
  const path = join(dir, 'x.json')
  expect(readJsonFile(path, schema)).toEqual({ ok: true, value: null })
  expect(writeJsonFile(path, { station: '窗口 7', windowMs: 1 }).ok).toBe(true)
  expect(readJsonFile(path, schema)).toEqual({ ok: true, value: { station: '窗口 7', windowMs: 1 } })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir)).toEqual(['x.json'])
})

it('a file that is wrong is a fault with the place that is wrong, and is never replaced by defaults', () => {
  const path = join(tempDir(), 'x.json')
  for (const [text, why] of [
    ['{', 'JSON'],
    ['{"station":"1","windowMs":-1}', 'windowMs'],
    ['{"station":"1","windowMs":1,"extra":1}', 'extra'],
  ] as const) {
    writeFileSync(path, text)
    const read = readJsonFile(path, schema)
    expect(read).toMatchObject({ ok: false, error: { code: 'data/config-invalid' } })
    expect(JSON.stringify(read)).toContain(why)
    expect(readFileSync(path, 'utf8')).toBe(text)
  }
})

it('a folder in the place of the file is an I/O fault, not a crash', () => {
  const path = join(tempDir(), 'x.json')
  mkdirSync(path)
  expect(readJsonFile(path, schema)).toMatchObject({ ok: false, error: { code: 'data/io' } })
  expect(writeJsonFile(path, {})).toMatchObject({ ok: false, error: { code: 'data/io' } })
})

it('the first run makes the technician’s and the IT password, keeps only verifiers, and shows them until written down', async () => {
  const dir = tempDir()
  const first = await openInstallers(dir)
  if (!first.ok) throw new Error(first.error.code)
  const passwords = first.value.firstPasswords()
  expect(passwords?.technician).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/)
  expect(readFileSync(join(dir, 'roles.json'), 'utf8')).not.toContain(passwords?.it)
  first.value.writtenDown()
  expect(first.value.firstPasswords()).toBeNull()

  const second = await openInstallers(dir)
  if (!second.ok) throw new Error(second.error.code)
  expect(second.value.firstPasswords()).toBeNull()
  expect(await second.value.check('it', passwords?.it ?? '')).toBe(true)
  expect(await second.value.check('technician', passwords?.it ?? '')).toBe(false)
  expect(await checkInstaller(tempDir(), 'it', 'x')).toMatchObject({
    ok: false,
    error: { code: 'session/no-passwords' },
  })
})
