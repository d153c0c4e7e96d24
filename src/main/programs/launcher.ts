/** After a clerk has chosen an item: starts what it starts. A failure is a notice for a while and holds nobody up. */
import type { Clock } from '../../shared/clock.ts'
import type { LaunchSettings } from '../../shared/programs.ts'
import type { Fault } from '../../shared/result.ts'
import type { Role } from '../../shared/views.ts'
import { planLaunch, type Values } from './launch.ts'
import type { Start } from './start.ts'

/** How long a failure stands on the page, ms. */
export const NOTICE_MS = 30_000

/** Which item a command has chosen. A matter that another program opened starts nothing: it may be that program's. */
const CHOSEN: Record<string, (input: Record<string, unknown>) => unknown> = {
  'matter.open': ({ item }) => item,
  'matter.add': ({ item }) => item,
  // An item put right afterwards is no choice of what to do now.
  'matter.item': ({ code, matter }) => (matter === undefined ? code : undefined),
}

export interface Launcher {
  /** `method` was carried out for a page that holds `roles`. */
  after(method: string, input: unknown, roles: readonly Role[]): void
  trouble(): Fault | null
}

export interface LauncherOptions {
  clock: Clock
  settings(): LaunchSettings
  /** What the matter in hand fills in; null where there is none. */
  values(): Values | null
  start: Start
  changed(): void
  report(error: unknown, where: string): void
}

export const createLauncher = (options: LauncherOptions): Launcher => {
  let trouble: Fault | null = null
  let cancel = () => {}

  const notice = (fault: Fault | null) => {
    cancel()
    if (!fault && !trouble) return
    trouble = fault
    options.changed()
    if (!fault) return
    options.report(fault, 'launch')
    cancel = options.clock.after(NOTICE_MS, () => notice(null))
  }

  const launch = async (values: Values) => {
    const plan = planLaunch(options.settings(), values)
    if (!plan.ok) return notice(plan.error)
    if (!plan.value) return
    const started = await options.start(plan.value)
    notice(started.ok ? null : started.error)
  }

  return {
    after: (method, input, roles) => {
      if (!roles.includes('clerk') || !Object.hasOwn(CHOSEN, method)) return
      const chosen = CHOSEN[method]?.(input as Record<string, unknown>)
      const values = options.values()
      if (!values || chosen !== values.item) return
      launch(values).catch((error: unknown) => {
        options.report(error, 'launch')
        notice({ code: 'request/internal' })
      })
    },
    trouble: () => trouble,
  }
}
