/** Finds Electron's binary, fetching it where that is possible. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build-if-stale.ts'

export type ElectronBinary = { path: string } | { why: string }

const folder = join(root, 'node_modules', 'electron')
/** A download takes minutes on a slow line; a network that is closed answers at once. */
const DOWNLOAD_MS = 10 * 60_000

const installed = (): string | null => {
  const name = join(folder, 'path.txt')
  if (!existsSync(name)) return null
  const path = join(folder, 'dist', readFileSync(name, 'utf8').trim())
  return existsSync(path) ? path : null
}

/** @returns the binary, or why the counter must run in the browser host: no desktop, root, no download. */
export const electronBinary = (): ElectronBinary => {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return { why: '没有桌面环境 / no desktop (DISPLAY is not set)' }
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { why: '以 root 运行时 Chromium 的沙箱不可用 / Chromium’s sandbox does not work as root' }
  const there = installed()
  if (there) return { path: there }
  console.log('正在下载 Electron / fetching Electron …')
  const fetched = spawnSync(process.execPath, [join(folder, 'install.js')], {
    encoding: 'utf8',
    timeout: DOWNLOAD_MS,
  })
  const path = installed()
  if (path) return { path }
  const reason =
    /[A-Za-z]*Error: .*/.exec(fetched.stderr ?? '')?.[0] ?? `exit ${fetched.status ?? fetched.signal}`
  return { why: `下载失败 / download failed: ${reason}` }
}
