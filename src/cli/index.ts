/** `guiping …`: the command line of technicians and IT staff. */
import { EXIT } from './io.ts'
import { makeProgram } from './program.ts'

try {
  await makeProgram().parseAsync()
} catch (error) {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('commander.'))) throw error
  const asked = ['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(
    String(error.code),
  )
  process.exitCode = asked ? EXIT.done : EXIT.usage
}
