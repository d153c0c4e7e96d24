/** Ends while a thread hangs in the system. Arguments: a file beside which a pipe without a reader stands for a share that hangs. */
import { startLogWorker } from '../../src/db/work/client.ts'
import { notWaitedFor } from '../../src/main/not-waited-for.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'

const [, , dir = '', file = ''] = process.argv
const words = {
  words: DEFAULT_POLICY,
  map: null,
  names: {},
  station: '7',
  fill: { department: '', region: '' },
}
void notWaitedFor(startLogWorker().start('export', { dir, file, format: 'jsonl', ...words }).result)
process.stdout.write('hangs\n')
setTimeout(() => process.exit(0), 1_500)
