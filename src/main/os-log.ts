/**
 * The operating system's own log gets each seal's place: whoever rewrites the counter's log would have to rewrite that
 * one too, which belongs to another account. `logger` on Linux and macOS, `eventcreate` on Windows; arguments are a list,
 * never a shell's text.
 */
import { execFile } from 'node:child_process'

const COMMANDS: Readonly<Partial<Record<NodeJS.Platform, (text: string) => [file: string, args: string[]]>>> =
  {
    linux: (text) => ['logger', ['-t', 'guiping', '--', text]],
    darwin: (text) => ['logger', ['-t', 'guiping', '--', text]],
    win32: (text) => [
      'eventcreate',
      ['/L', 'APPLICATION', '/T', 'INFORMATION', '/SO', 'Guiping', '/ID', '1', '/D', text],
    ],
  }

const LIMIT_MS = 10_000

/** @param failed told once: a system without such a log is a fact, not a repeated event. */
export const createOsLog = (failed: (error: unknown) => void): ((text: string) => void) => {
  let told = false
  const tell = (error: unknown) => {
    if (!told) failed(error)
    told = true
  }
  return (text) => {
    const command = COMMANDS[process.platform]?.(text)
    if (!command) return tell(new Error(`no system log on ${process.platform}`))
    const [file, args] = command
    execFile(file, args, { timeout: LIMIT_MS, windowsHide: true }, (error) => {
      if (error) tell(error)
    })
  }
}
