/** `guiping device monitor`: what goes over the wire of a keypad, until Ctrl+C. */
import { Command } from 'commander'
import { toHex } from '../../device/bytes.ts'
import { createLink, type LinkEvent } from '../../device/link/link.ts'
import { parsePortName } from '../../device/port/name.ts'
import { openPort } from '../../device/port/open.ts'
import { systemClock } from '../../main/clock.ts'
import type { SkipCounts } from '../../shared/check.ts'
import { sentence } from '../../shared/errors.ts'
import { language, printJson, printText, stop } from '../io.ts'
import { dataOption } from '../options.ts'
import { findProfile } from './profile.ts'

interface Options {
  port: string
  profile: string
  data?: string
  json?: true
}

const ARROWS = { in: '<', out: '>' } as const

const textOf = (event: LinkEvent): string => {
  switch (event.type) {
    case 'state':
      return 'fault' in event.state
        ? `${event.state.name}: ${sentence(event.state.fault, language())}`
        : event.state.name
    case 'bytes':
      return `${ARROWS[event.direction]} ${toHex(event.bytes).replace(/..(?=.)/g, '$& ')}`
    case 'press':
      return `key ${event.press.key} → ${event.press.flag ?? event.press.level ?? 'unknown'}`
    case 'dropped':
      return `key ${event.press.key} ${event.why}`
    case 'skip':
      return `skip ${event.count} ${event.why}`
    case 'ack':
      return 'ack'
    case 'identity':
    case 'status':
      return `${event.type} ${event.text}`
  }
}

const jsonOf = (event: LinkEvent) =>
  event.type === 'bytes'
    ? { type: event.type, direction: event.direction, hex: toHex(event.bytes) }
    : event.type === 'press'
      ? { type: 'key', ...event.press }
      : event

/** Bytes refused since the beginning, by reason. */
const refusedText = (skips: SkipCounts): string =>
  `拒收字节 · bytes refused: ${Object.entries(skips)
    .map(([why, count]) => `${why} ${count}`)
    .join(' · ')}`

export const monitorCommand = () =>
  new Command('monitor')
    .description('查看线上的数据,Ctrl+C 结束 · watch the wire until Ctrl+C')
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
        else printText(textOf(event))
      })
      link.start()
      await new Promise<void>((done) => {
        process.once('SIGINT', done).once('SIGTERM', done)
      })
      await link.stop()
      if (json) printJson({ at: systemClock.now(), type: 'refused', bytes: skips })
      else printText(refusedText(skips))
    })
