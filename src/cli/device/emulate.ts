/** `guiping device emulate`: a keypad that is not there, led by lines on standard input. */
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { type Emulator, startEmulator } from '../../device/emulator/emulator.ts'
import { faultSource } from '../../device/emulator/faults.ts'
import type { WireFaults } from '../../device/emulator/press-bytes.ts'
import { parsePortName } from '../../device/port/name.ts'
import { systemClock } from '../../main/clock.ts'
import { sentence } from '../../shared/errors.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { language, printText, say, stop } from '../io.ts'
import { dataOption } from '../options.ts'
import { ORDER_WORDS, ORDERS } from './orders.ts'
import { findProfile } from './profile.ts'

interface Options {
  profile: string
  data?: string
  port: string
  faults?: string
}

const wrong = (why: string) => fail('cli/usage', { why })

const tell = (zh: string, en: string): void => void process.stderr.write(`${say(zh, en)}\n`)

const run = async (emulator: Emulator, fault: () => WireFaults, data?: string): Promise<void> => {
  printText(emulator.port)
  // On stderr: whoever leads it by program reads the port and the answers alone.
  tell(`可输入 ${ORDER_WORDS}`, `Type ${ORDER_WORDS}`)
  emulator.onCommand((command) => printText(`< ${command}`))
  const lines = createInterface({ input: process.stdin })
  let asked = false
  const interrupted = () => {
    asked = true
    lines.close()
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  for await (const line of lines) {
    const [word = '', ...rest] = line.trim().split(/\s+/)
    if (word === 'quit') {
      asked = true
      break
    }
    if (word === '') continue
    const order = Object.hasOwn(ORDERS, word) ? ORDERS[word] : undefined
    const done = order
      ? await order({ emulator, clock: systemClock, fault, data, rest: rest.join(' ') })
      : wrong(ORDER_WORDS)
    if (done.ok) printText(`ok ${word}`)
    else process.stderr.write(`${sentence(done.error, language())}\n`)
  }
  if (!asked)
    tell(
      '输入已结束，模拟的评价器也结束了。要一直开着，请在终端里运行。',
      'The input has ended, and the emulated keypad with it. To keep it, run it in a terminal.',
    )
  lines.close()
  await emulator.stop()
}

/** `tcp://127.0.0.1:0` takes a free port; a path becomes a pseudo-terminal. */
const placeOf = (port: string): Result<{ tcp: number } | { pty: string }> => {
  if (port === 'tcp://127.0.0.1:0') return ok({ tcp: 0 })
  const parsed = parsePortName(port)
  if (!parsed.ok) return parsed
  if (parsed.value.kind === 'serial') return ok({ pty: parsed.value.path })
  // An emulated pad is for this PC: nobody else may press its keys.
  return parsed.value.kind === 'tcp' && parsed.value.host === '127.0.0.1'
    ? ok({ tcp: parsed.value.port })
    : wrong('--port tcp://127.0.0.1:N')
}

export const emulateCommand = () =>
  new Command('emulate')
    .description('模拟一个评价器 · emulate a keypad')
    .requiredOption('--profile <name>', 'a profile, or the path of a profile file')
    .addOption(dataOption())
    .option(
      '--port <port>',
      'tcp://127.0.0.1:N (0: a free one), or a path for a pseudo-terminal',
      'tcp://127.0.0.1:0',
    )
    .option('--faults <seed>', 'spoil presses at random: noise, doubled heads, wrong sums, halves, repeats')
    .addHelpText('after', `\n标准输入 · standard input: ${ORDER_WORDS}`)
    .action(async (options: Options) => {
      const profile = findProfile(options.profile, options.data)
      if (!profile.ok) return stop(profile.error)
      const seed = options.faults === undefined ? undefined : Number(options.faults)
      if (seed !== undefined && !Number.isInteger(seed))
        return stop({ code: 'cli/usage', params: { why: '--faults takes a whole number' } })
      const on = placeOf(options.port)
      if (!on.ok) return stop(on.error)
      const emulator = await startEmulator({ profile: profile.value, on: on.value, clock: systemClock })
      if (!emulator.ok) return stop(emulator.error)
      await run(emulator.value, seed === undefined ? () => ({}) : faultSource(seed), options.data)
    })
