/** `guiping hall …` alone, in a process of its own. */
import { hallCommand } from '../../src/cli/hall.ts'

await hallCommand().parseAsync()
