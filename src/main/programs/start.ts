/** Starts what a plan says. The program is named by its path, its arguments are a list, and no shell is asked. */
import { spawn } from 'node:child_process'
import { win32 } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { urlOpener } from '../open-url.ts'
import type { Plan } from './launch.ts'

export type Start = (plan: Plan) => Promise<Result<void>>

/** Resolves when it runs, or with program/launch-failed. It goes on when Guiping ends. */
export const startPlan: Start = (plan) => {
  const opener = 'url' in plan ? urlOpener() : null
  if ('url' in plan && opener === null) return Promise.resolve(failed(plan, 'no desktop'))
  const [program, args] = 'url' in plan ? [opener ?? '', [plan.url]] : [plan.program, plan.args]
  const { GUIPING_PASSWORD: _, ...env } = process.env
  return new Promise((resolve) => {
    const child = spawn(program, args, { shell: false, detached: true, stdio: 'ignore', env })
    child.once('error', (error: NodeJS.ErrnoException) => resolve(failed(plan, error.code ?? 'error')))
    child.once('spawn', () => {
      child.unref()
      resolve(ok(undefined))
    })
  })
}

/** The filled-in address stays out of sentences and logs: it may hold the reference. */
const failed = (plan: Plan, why: string): Result<void> =>
  fail('program/launch-failed', {
    what: 'url' in plan ? new URL(plan.url).host : win32.basename(plan.program),
    why,
  })
