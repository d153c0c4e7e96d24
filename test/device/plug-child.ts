/**
 * The program's side of the plug proof, alone in its process: the real keypad on a real port, every press committed
 * to a real log before it is told. Arguments: data folder, port, profile file, identity by answer (empty: none).
 */
import { readdirSync } from 'node:fs'
import { openLog } from '../../src/db/log/log.ts'
import { loadProfileFile } from '../../src/device/profiles/load.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { systemClock } from '../../src/main/clock.ts'
import { createKeypad } from '../../src/main/keypad.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import type { Result } from '../../src/shared/result.ts'
import type { ChildOrder, ChildWord } from './plug-words.ts'

const [dir = '', port = '', profileFile = '', answer = ''] = process.argv.slice(2)
const WINDOW = 500

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.value
}
const say = (word: ChildWord) => process.send?.(word)
const log = must(openLog({ dir, clock: systemClock, boot: 'plug', station: '1', newId: uuidV7 }))
const stamp = () => ({ at: systemClock.now(), mono: systemClock.mono(), by: null })
const profile = must(loadProfileFile(profileFile))
const config = {
  ...{ port, profile: profile.name, address: null },
  identity: answer === '' ? null : ({ by: 'answer', value: answer } as const),
}

const keypad = createKeypad({
  clock: systemClock,
  profiles: new Map([[profile.name, profile]]),
  onPress: ({ flag, cause, ...press }) => {
    const draft: EntryDraft = {
      ...{ kind: 'key.pressed', ...stamp(), verdict: 'not-asked', ask: null, matter: null },
      ...press,
    }
    const written = log.append([draft])
    if (written.ok) say({ type: 'stored', key: press.bytes })
    return written.ok
  },
  onOnline: () => say({ type: 'online' }),
  onLost: (_port, why) => say({ type: 'lost', why }),
  changed: () => {},
})

/** Writes without a pause until the link cannot take it any more. */
const flood = async () => {
  for (let sent = await keypad.send('ask'); sent.ok; ) sent = await keypad.send('ask')
}

/** Share of one core, in percent, over the next half second. What a flood left to the collector is no spinning. */
const measure = () => {
  globalThis.gc?.()
  const before = process.cpuUsage()
  const since = performance.now()
  setTimeout(() => {
    const { user, system } = process.cpuUsage(before)
    say({ type: 'cpu', percent: (user + system) / 10 / (performance.now() - since) })
  }, WINDOW)
}

const ORDERS: Record<ChildOrder, () => void> = {
  open: () => void keypad.use(config),
  close: () => void keypad.use(null).then(() => say({ type: 'closed' })),
  flood: () => void flood(),
  measure,
  descriptors: () => say({ type: 'descriptors', count: readdirSync('/proc/self/fd').length }),
  stop: () =>
    void keypad.stop().then(() => {
      log.close()
      process.disconnect()
    }),
}
process.on('message', (order: ChildOrder) => ORDERS[order]())
say({ type: 'ready' })
