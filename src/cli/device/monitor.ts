/** `guiping device monitor`: what goes over the wire of a keypad, until Ctrl+C. */
import { Command } from 'commander'
import { toHex } from '../../device/bytes.ts'
import { createLink, type LinkEvent } from '../../device/link/link.ts'
import { parsePortName } from '../../device/port/name.ts'
import { openPort } from '../../device/port/open.ts'
import { systemClock } from '../../main/clock.ts'
import type { SkipCounts } from '../../shared/check.ts'
import { printJson, printText, stop } from '../io.ts'
import { dataOption } from '../options.ts'
import { findProfile } from './profile.ts'
import { eventText, refusedText } from './wire-text.ts'

interface Options {
  port: string
  profile: string
  data?: string
  json?: true
}

const jsonOf = (event: LinkEvent) =>
  event.type === 'bytes'
    ? { type: event.type, direction: event.direction, hex: toHex(event.bytes) }
    : event.type === 'press'
      ? { type: 'key', ...event.press }
      : event

export const monitorCommand = () =>
  new Command('monitor')
    .description('查看线上的数据，Ctrl+C 结束 · watch the wire until Ctrl+C')
    .requiredOption('--port <port>', 'a device path, COM5, or tcp://host:port')
    .requiredOption('--profile <name>', 'a profile, or the path of a profile file')
    .addOption(dataOption())
    .option('--json', 'JSON lines')
    .action(async ({ port, profile: name, data, json }: Options) => {
      const profile = findProfile(name, data)
      if (!profile.ok) return stop(profile.error)
      const parsed = parsePortName(port)
      if (!parsed.ok) return stop(parsed.error)
      const link = createLink({
        port,
        profile: profile.value,
        clock: systemClock,
        openPort,
        random: Math.random,
        chosenBy: 'technician',
      })
      const skips: SkipCounts = { noise: 0, 'bad-length': 0, 'bad-checksum': 0, unknown: 0 }
      link.subscribe((event) => {
        if (event.type === 'skip') skips[event.why] += event.count
        // Nothing is stored here, but a pad that hears no answer says its key again and again.
        if (event.type === 'press') event.acknowledge()
        if (json) printJson({ at: systemClock.now(), ...jsonOf(event) })
        else printText(eventText(event))
      })
      link.start()
      await new Promise<void>((done) => {
        process.once('SIGINT', done).once('SIGTERM', done)
      })
      await link.stop()
      if (json) printJson({ at: systemClock.now(), type: 'refused', bytes: skips })
      else printText(refusedText(skips))
    })
