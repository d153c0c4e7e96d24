/** `guiping device …` alone, as a process of its own. */
import { deviceCommand } from '../../src/cli/device.ts'

await deviceCommand().parseAsync(process.argv.slice(2), { from: 'user' })
