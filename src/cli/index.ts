/** `guiping …`: the command line of technicians and IT staff. */
import { Command } from 'commander'
import { VERSION } from '../main/version.ts'
import { demoCommand } from './demo.ts'
import { deviceCommand } from './device.ts'
import { doCommand, matterCommand } from './do.ts'
import { hallCommand } from './hall.ts'
import { EXIT } from './io.ts'
import { logCommand } from './log.ts'
import { serveCommand } from './serve.ts'
import { staffCommand } from './staff.ts'

const program = new Command('guiping')
  .description('柜评 Guiping')
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError()

for (const command of [
  serveCommand(),
  demoCommand(),
  doCommand(),
  matterCommand(),
  deviceCommand(),
  logCommand(),
  staffCommand(),
  hallCommand(),
])
  program.addCommand(withExit(command))

/** Wrong usage anywhere in the tree comes back here, so that it ends with the one exit status for it. */
function withExit(command: Command): Command {
  command.exitOverride().showHelpAfterError()
  for (const child of command.commands) withExit(child)
  return command
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('commander.'))) throw error
  const asked = ['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(
    String(error.code),
  )
  process.exitCode = asked ? EXIT.done : EXIT.usage
}
