/** Appends matters without end and says each committed place on stdout, until it is killed. Argument: the folder. */
import { writeSync } from 'node:fs'
import { takeLock } from '../../src/db/lock.ts'
import { openLog } from '../../src/db/log/open.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'

const dir = process.argv[2] ?? ''
const lock = takeLock(dir)
if (!lock.ok) throw new Error(lock.error.code)
const log = openLog({ dir, clock: systemClock, boot: uuidV7(0), station: '1', newId: uuidV7 })
if (!log.ok) throw new Error(`${log.error.code} ${JSON.stringify(log.error.params)}`)

const newId = () => uuidV7(systemClock.now())
for (;;) {
  const stamp = { at: systemClock.now(), mono: systemClock.mono(), by: 'A01' }
  const [matter, ask, press] = [newId(), newId(), newId()]
  const item = { code: 'ZX', name: '咨询' }
  const wire = { profile: 'line', key: '1', bytes: '4b', deviceAt: null }
  const steps: EntryDraft[][] = [
    [{ kind: 'matter.opened', ...stamp, matter, shift: newId(), item, reference: null }],
    [{ kind: 'rating.asked', ...stamp, ask, matter, windowMs: 30_000, pad: 'online' }],
    [
      { kind: 'key.pressed', id: press, ...stamp, verdict: 'counted', level: 1, ask, matter, ...wire },
      { kind: 'matter.closed', ...stamp, matter, outcome: 'rated', press, ask, reason: null, servedMs: 1 },
    ],
  ]
  for (const drafts of steps) {
    const written = log.value.append(drafts)
    if (!written.ok) throw new Error(written.error.code)
    writeSync(1, `${log.value.head().seq} ${log.value.head().hash}\n`)
  }
}
