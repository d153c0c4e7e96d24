import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes a rename inside `folder` survive a power cut. Windows cannot open folders, and need not: NTFS journals the rename. */
export const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
