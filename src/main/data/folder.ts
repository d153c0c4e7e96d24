import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The data folder of both hosts and the command line: `option`, else one of the user's on this PC. Under Windows the local one:
 * %APPDATA% may roam with its user from PC to PC, and a log belongs to one counter.
 */
export const dataDir = (option?: string, { platform, env }: Machine = process): string => {
  if (option) return resolve(option)
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'guiping')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'guiping')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'guiping')
}

type Machine = Pick<NodeJS.Process, 'platform' | 'env'>
