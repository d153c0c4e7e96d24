/** Builds the pages and the main process where they are missing or older than their sources. */
import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** @returns false where the build failed; what it printed stands on the terminal. */
export const buildIfStale = (): boolean => {
  const built = modified(join(root, 'out', 'renderer', 'index.html'))
  const sources = globSync(['src/**/*.*', 'package-lock.json', 'electron.vite.config.ts'], { cwd: root })
  if (built > Math.max(...sources.map((path) => modified(join(root, path))))) return true
  console.log('正在生成页面 / building the pages …')
  const build = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
  return build.status === 0
}
