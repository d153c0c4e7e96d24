/** Lets entries leave the log of a folder, saying when it begins and when it is done. Arguments: the folder, the cut. */
import { writeSync } from 'node:fs'
import { openLog } from '../../src/db/log/open.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { systemClock } from '../../src/main/clock.ts'

const [, , dir = '', cut = ''] = process.argv
const log = openLog({ dir, clock: systemClock, boot: uuidV7(0), station: '1', newId: uuidV7 })
if (!log.ok) throw new Error(`${log.error.code} ${JSON.stringify(log.error.params)}`)
const { seq, hash } = log.value.head()
writeSync(1, 'begins\n')
const left = log.value.letGo(JSON.parse(cut), {
  ...{ who: 'it', why: 'x' },
  archive: { file: 'archive/copy.db', seq, head: hash },
})
writeSync(1, left.ok ? 'done\n' : `${left.error.code}\n`)
setInterval(() => {}, 1000)
