/** What lands in the packaged program, with a stand-in for Electron's own files: layout only, nothing is started. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempDir } from '../harness/temp-dir.ts'

const root = join(import.meta.dirname, '..', '..')

const electronStandIn = (): string => {
  const dist = tempDir()
  mkdirSync(join(dist, 'resources'))
  mkdirSync(join(dist, 'locales'))
  writeFileSync(join(dist, 'electron'), '#!/bin/sh\n')
  chmodSync(join(dist, 'electron'), 0o755)
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))
  writeFileSync(join(dist, 'version'), version)
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/zh-CN.pak'])
    writeFileSync(join(dist, file), '')
  return dist
}

it('the package holds the built pages, main and preload, the native modules beside the archive, and the resources', () => {
  expect(existsSync(join(root, 'out/main/index.js')), 'run npm run build first').toBe(true)
  const output = tempDir()
  const built = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      '--linux',
      '--dir',
      `-c.electronDist=${electronStandIn()}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: root, encoding: 'utf8' },
  )
  expect(built.status, `${built.stdout}${built.stderr}`).toBe(0)
  const resources = join(output, 'linux-unpacked', 'resources')
  const archive = readFileSync(join(resources, 'app.asar'))
  // The archive begins with its list of files as JSON.
  const list = archive.subarray(16, 16 + archive.readUInt32LE(12)).toString()
  const files = JSON.parse(list).files
  expect(Object.keys(files).sort()).toEqual(['node_modules', 'out', 'package.json'])
  expect(Object.keys(files.out.files).sort()).toEqual(['main', 'preload', 'renderer'])
  expect(Object.keys(files.out.files.main.files)).toEqual(expect.arrayContaining(['index.js', 'cli.js']))
  expect(Object.keys(files.out.files.preload.files)).toEqual(['index.cjs'])
  const native = globSync('app.asar.unpacked/**/*.node', { cwd: resources }).join('\n')
  for (const name of ['better-sqlite3', 'bindings-cpp', 'node-hid']) expect(native).toContain(name)
  expect(globSync('resources/profiles/*.json', { cwd: resources }).length).toBeGreaterThan(2)
  expect(existsSync(join(resources, 'resources/sample/staff.json'))).toBe(true)
}, 120_000)

it('the preload is one CommonJS file without Node builtins: a sandboxed one can load nothing else', () => {
  const preload = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8')
  const required = [...preload.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name)
  expect(required).toEqual(['electron'])
  expect(preload).not.toMatch(/\bimport\s|\bBuffer\b|setImmediate/)
})
