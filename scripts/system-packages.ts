/** What the tests need of the machine: Debian packages, installed where that is allowed, named where it is not. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const onPath = (command: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

const NEEDED: { package: string; here: () => boolean }[] = [
  // The log's own checker in Python, and receipts as an operator checks them.
  { package: 'python3', here: () => onPath('python3') },
  { package: 'openssl', here: () => onPath('openssl') },
  { package: 'socat', here: () => onPath('socat') },
  // Records what the log does to its files, for the power cuts.
  { package: 'strace', here: () => onPath('strace') },
  { package: 'chromium', here: () => onPath('chromium') },
  { package: 'fonts-noto-cjk', here: () => globSync('/usr/share/fonts/**/NotoSansCJK*').length > 0 },
]

const missing = () => NEEDED.filter((need) => !need.here()).map((need) => need.package)

/** @returns the packages that are still missing after what could be done. */
export const installSystemPackages = (): string[] => {
  const wanted = missing()
  if (wanted.length === 0 || process.getuid?.() !== 0 || !onPath('apt-get')) return wanted
  console.log(`apt-get install ${wanted.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => {
    const run = spawnSync('apt-get', args, { env, encoding: 'utf8' })
    if (run.status !== 0) console.error(`${run.stdout}\n${run.stderr}`)
  }
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', ...wanted)
  return missing()
}
