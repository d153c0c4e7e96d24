/**
 * The contract of every command: who may, what goes in, what comes out. main/commands.ts adds what it does.
 * IPC, HTTP, the tax-software door and the CLI are doors to this one table.
 */
import type { z } from 'zod'
import { deviceCommands } from './commands/device.ts'
import { displayCommands } from './commands/display.ts'
import { hotkeyCommands } from './commands/hotkeys.ts'
import { installerCommands } from './commands/installer.ts'
import { listsCommands } from './commands/lists.ts'
import { logCommands } from './commands/log.ts'
import { offerCommands } from './commands/offer.ts'
import { practiceCommands } from './commands/practice.ts'
import { programCommands } from './commands/programs.ts'
import { sessionCommands } from './commands/session.ts'
import { setupCommands } from './commands/setup.ts'
import { workCommands } from './commands/work.ts'

export const COMMANDS = {
  ...workCommands,
  ...sessionCommands,
  ...deviceCommands,
  ...hotkeyCommands,
  ...installerCommands,
  ...listsCommands,
  ...logCommands,
  ...offerCommands,
  ...setupCommands,
  ...displayCommands,
  ...practiceCommands,
  ...programCommands,
} as const

export type Commands = typeof COMMANDS
export type Method = keyof Commands
export type Input<M extends Method> = z.infer<Commands[M]['input']>
export type Output<M extends Method> = z.infer<Commands[M]['output']>
