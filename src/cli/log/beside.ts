/** Says on stderr, beside every table, what waits in the side file and is in none of them. */
import { waitingBeside } from '../../db/side/side-file.ts'
import { say } from '../io.ts'

export const sayBeside = (dir: string): void => {
  const entries = waitingBeside(dir)
  if (entries > 0)
    process.stderr.write(
      `${say(
        `另有 ${entries} 条在旁路文件里等待补入，这里不含。`,
        `${entries} more entries wait in the side file and are not in this.`,
      )}\n`,
    )
}
