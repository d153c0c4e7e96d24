/** Which program holds a port. Linux tells it where /proc may be read; elsewhere nobody can say. */
import { readdir, readFile, readlink, realpath } from 'node:fs/promises'

const none = (): null => null

/** The name of a process, e.g. `minicom (4711)`. */
const nameOf = async (pid: string): Promise<string> => {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return name.trim() === '' ? pid : `${name.trim()} (${pid})`
}

const opens = async (pid: string, path: string): Promise<boolean> => {
  // Other people's processes cannot be looked into.
  const files = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(none)))
  return links.includes(path)
}

/** @returns name and number of another process that has the device `port` open, or null when none can be seen. */
export const holderOf = async (port: string): Promise<string | null> => {
  if (process.platform !== 'linux' || !port.startsWith('/')) return null
  const path = await realpath(port).catch(none)
  if (path === null) return null
  const pids = (await readdir('/proc').catch(() => [])).filter(
    (name) => /^\d+$/.test(name) && name !== String(process.pid),
  )
  for (const pid of pids) if (await opens(pid, path)) return nameOf(pid)
  return null
}
