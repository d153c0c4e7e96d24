import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataDir } from '../../src/main/data/folder.ts'

it('the data folder stays on its PC: under Windows not in the part of a profile that roams', () => {
  const env = { APPDATA: '/users/a/Roaming', LOCALAPPDATA: '/users/a/Local' }
  expect(dataDir(undefined, { platform: 'win32', env })).toBe(join('/users/a/Local', 'guiping'))
  expect(dataDir(undefined, { platform: 'win32', env: {} })).toBe(
    join(homedir(), 'AppData', 'Local', 'guiping'),
  )
  expect(dataDir(undefined, { platform: 'linux', env: { XDG_CONFIG_HOME: '/x' } })).toBe(
    join('/x', 'guiping'),
  )
  expect(dataDir('/there', { platform: 'win32', env })).toBe('/there')
})
