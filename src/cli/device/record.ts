/** `guiping device record`: what goes over a keypad's wire, into a capture file. */
import { Command, InvalidArgumentError } from 'commander'
import { record } from '../../device/capture/record.ts'
import { parsePortName } from '../../device/port/name.ts'
import { openPort } from '../../device/port/open.ts'
import { systemClock } from '../../main/clock.ts'
import { type Level, levelSchema } from '../../shared/levels.ts'
import type { Profile } from '../../shared/profile.ts'
import { ok, type Result } from '../../shared/result.ts'
import { printJson, printText, stop } from '../io.ts'
import { dataOption, wholeNumber } from '../options.ts'
import { FORMAT, LINE_8N1, type LineFormat, lineFormat } from './line.ts'
import { findProfile } from './profile.ts'
import { untilStopped } from './until-stopped.ts'

interface Options {
  port: string
  out: string
  seconds?: number
  profile?: string
  data?: string
  baud: number
  format: LineFormat
  note?: string
  level?: Level
  json?: true
}

const levelOf = (text: string): Level => {
  const level = levelSchema.safeParse(Number(text))
  if (!level.success) throw new InvalidArgumentError('5…1')
  return level.data
}

const profileOf = ({ profile, data }: Options): Result<Profile | null> =>
  profile === undefined ? ok(null) : findProfile(profile, data)

export const recordCommand = () =>
  new Command('record')
    .description('录制线上的数据（抓包），Ctrl+C 结束 · record the wire until Ctrl+C')
    .requiredOption('--port <port>', 'a device path, COM5, or tcp://host:port')
    .requiredOption('--out <file>', 'a new file, NAME.kcap.jsonl')
    .option('--seconds <n>', 'stop by itself', wholeNumber(1, 86_400))
    .option('--profile <name>', 'answer the pad as this profile does; without it nothing is sent')
    .addOption(dataOption())
    .option('--baud <rate>', 'line speed where no profile says it', wholeNumber(50, 4_000_000), 9600)
    .option('--format <bits>', `data bits, parity, stop bits there: ${FORMAT}`, lineFormat, LINE_8N1)
    .option('--note <text>', 'a line about the pad, kept in the file')
    .option('--level <n>', 'the key that is pressed, 5 best … 1 worst, for learning', levelOf)
    .option('--json', 'one JSON value at the end')
    .addHelpText('after', '\n姓名和电话会被遮盖 · names and telephone numbers of text messages are masked')
    .action(async (options: Options) => {
      const profile = profileOf(options)
      if (!profile.ok) return stop(profile.error)
      const parsed = parsePortName(options.port)
      if (!parsed.ok) return stop(parsed.error)
      if (!options.json)
        printText('● 正在录制，请按键；Ctrl+C 结束 · recording, press the keys; Ctrl+C ends it')
      const done = await record({
        port: options.port,
        file: options.out,
        profile: profile.value,
        line: { ...options.format, baudRate: options.baud },
        ...(options.note ? { note: options.note } : {}),
        ...(options.level ? { level: options.level } : {}),
        clock: systemClock,
        openPort,
        random: Math.random,
        signal: untilStopped(systemClock, options.seconds),
        heard: () => {},
      })
      if (!done.ok) return stop(done.error)
      if (options.json) return printJson({ file: options.out, bytes: done.value })
      printText(`${options.out}: ${done.value} 字节 · bytes`)
    })
