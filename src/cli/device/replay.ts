/** `guiping device replay`: a capture, decoded as if it came over the wire now. */
import { Command, InvalidArgumentError } from 'commander'
import { readCapture } from '../../device/capture/read.ts'
import { replayCapture } from '../../device/capture/replay.ts'
import { systemClock } from '../../main/clock.ts'
import { printJson, stop } from '../io.ts'
import { dataOption } from '../options.ts'
import { findProfile } from './profile.ts'

const speedOf = (text: string): number => {
  const speed = Number(text)
  if (text.trim() === '' || !(speed > 0 && speed <= 1000)) throw new InvalidArgumentError('0.001…1000')
  return speed
}

/** As in the wire's own time, divided by `speed`. */
const waitFor = (ms: number) => new Promise<void>((done) => systemClock.after(ms, done))

export const replayCommand = () =>
  new Command('replay')
    .description('把抓包重新解码，每个事件一行 JSON · decode a capture again, one JSON line per event')
    .requiredOption('--in <file>', 'a .kcap.jsonl file')
    .requiredOption('--profile <name>', 'a profile, or the path of a profile file')
    .addOption(dataOption())
    .option('--speed <factor>', '1 is as it was, 10 ten times faster; at once when left out', speedOf)
    .option('--json', 'JSON lines, as always here')
    .action(async (options: { in: string; profile: string; data?: string; speed?: number }) => {
      const profile = findProfile(options.profile, options.data)
      if (!profile.ok) return stop(profile.error)
      const capture = await readCapture(options.in)
      if (!capture.ok) return stop(capture.error)
      let passed = 0
      for (const { t, event } of replayCapture(capture.value, profile.value)) {
        if (options.speed !== undefined && t > passed) await waitFor((t - passed) / options.speed)
        passed = t
        printJson({ t, ...event })
      }
    })
