/** The walls of the house: Biome, with the project's own settings, refuses an import that goes through one. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { tempDir } from '../harness/temp-dir.ts'

const root = join(import.meta.dirname, '..', '..')

const THROUGH_WALLS = [
  ['src/shared/a.ts', 'node:fs'],
  ['src/shared/b.ts', '../db/log/log.ts'],
  ['src/device/a.ts', '../counter/counter.ts'],
  ['src/counter/a.ts', '../db/log/log.ts'],
  ['src/counter/sub/a.ts', '../../device/link/link.ts'],
  ['src/db/a.ts', '../keys/uuid.ts'],
  ['src/sync/a.ts', '../db/chain/chain.ts'],
  ['src/hall/a.ts', '../db/log/log.ts'],
  ['src/hall/store/a.ts', '../../main/app.ts'],
  ['src/keys/a.ts', '../main/app.ts'],
  ['src/renderer/a.ts', '../main/app.ts'],
  ['src/renderer/desk/a.ts', '../../counter/state.ts'],
  ['src/preload/a.ts', '../main/app.ts'],
  ['src/main/a.ts', 'electron'],
  ['src/main/browser/a.ts', 'electron'],
  ['src/main/b.ts', 'better-sqlite3'],
  ['src/cli/a.ts', 'serialport'],
  ['src/device/link/a.ts', 'serialport'],
  ['src/device/link/b.ts', 'node-hid'],
  ['src/sync/b.ts', 'better-sqlite3'],
  ['src/db/b.ts', 'node:sqlite'],
  ['src/hall/store/b.ts', 'better-sqlite3'],
  ['src/counter/b.ts', '../sqlite/choose.ts'],
] as const

const THROUGH_DOORS = [
  ['src/device/ok.ts', '../shared/result.ts'],
  ['src/hall/ok.ts', '../db/chain/chain.ts'],
  ['src/sqlite/ok.ts', 'better-sqlite3'],
  ['src/hall/store/ok.ts', '../../sqlite/choose.ts'],
  ['src/sync/ok.ts', '../keys/request.ts'],
  ['src/main/electron/ok.ts', 'electron'],
  ['src/device/port/serial.ts', 'serialport'],
  ['src/main/ok.ts', '../hall/hall.ts'],
] as const

it('every import through a wall is refused, every one through a door is not', () => {
  const house = tempDir()
  const settings = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  writeFileSync(
    join(house, 'biome.json'),
    JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }),
  )
  for (const [path, from] of [...THROUGH_WALLS, ...THROUGH_DOORS]) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), `import { x } from '${from}'\n\nexport const y = x\n`)
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const words = [biome, 'lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '.']
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: house, encoding: 'utf8' })
  const refused = [...`${stdout}${stderr}`.matchAll(/^(\S+):\d+:\d+ lint\/style\/noRestrictedImports/gm)]
  expect(refused.map(([, path]) => path).sort()).toEqual(THROUGH_WALLS.map(([path]) => path).sort())
})
