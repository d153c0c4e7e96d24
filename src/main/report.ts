/** The program log: internals for technicians, one JSON line each in program.log. No passwords, no levels, no names. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'

export interface Report {
  write(error: unknown, where: string): void
}

/** Opens program.log in `dir`; where that cannot be written, standard error takes its place. */
export const openReport = (dir: string): Report => {
  const destination = (() => {
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      return pino.destination({ dest: join(dir, 'program.log'), sync: true, mode: 0o600 })
    } catch {
      return pino.destination(2)
    }
  })()
  const log = pino({ base: null }, destination)
  return { write: (error, where) => log.error({ where, err: error }) }
}
