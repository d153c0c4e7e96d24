import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The data folder of both hosts and the command line: `option`, else the user's own application-data folder. */
export const dataDir = (option?: string): string => {
  if (option) return resolve(option)
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'guiping')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'guiping')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'guiping')
}
