/**
 * The program's side of the plug proof, alone in its process: the real keypad on a real port, every press committed
 * to a real log before it is told. Arguments: data folder, port, profile file, identity by answer (empty: none).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { openLog } from '../../src/db/log/open.ts'
import { loadProfileFile } from '../../src/device/profiles/load.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { systemClock } from '../../src/main/clock.ts'
import { createKeypad } from '../../src/main/keypad.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import type { Result } from '../../src/shared/result.ts'
import type { ChildOrder, ChildWord } from './plug-words.ts'

const [dir = '', port = '', profileFile = '', answer = ''] = process.argv.slice(2)
/** ms */
const WINDOW = 1_000

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

/** CPU time of each thread so far, in ns, by its name and number; empty where the system does not tell. */
const threadTimes = (): Map<string, number> => {
  const times = new Map<string, number>()
  try {
    for (const task of readdirSync('/proc/self/task')) {
      const dir = `/proc/self/task/${task}`
      const name = Number(task) === process.pid ? 'main' : readFileSync(`${dir}/comm`, 'utf8').trim()
      times.set(`${name}-${task}`, Number(readFileSync(`${dir}/schedstat`, 'utf8').split(' ')[0]))
    }
  } catch {
    times.clear()
  }
  return times
}

/** Share of one core, in percent, over the next second. */
const measure = () => {
  const before = process.cpuUsage()
  const threads = threadTimes()
  const since = performance.now()
  setTimeout(() => {
    const { user, system } = process.cpuUsage(before)
    const ms = performance.now() - since
    const shares = [...threadTimes()].map(
      ([name, time]) => [name, (time - (threads.get(name) ?? 0)) / 1e4 / ms] as const,
    )
    say({
      type: 'cpu',
      percent: (user + system) / 10 / ms,
      threads: shares.filter(([, share]) => share > 0.05),
    })
  }, WINDOW)
}

const ORDERS: Record<ChildOrder, () => void> = {
  open: () => void keypad.use(config),
  close: () => void keypad.use(null).then(() => say({ type: 'closed' })),
  flood: () => void flood(),
  // What a flood left to the collector is no spinning; its helpers work on for some 100 ms.
  collect: () => globalThis.gc?.(),
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
