/** `guiping device learn`: a profile from presses, of a pad on a port or of captures. */
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { readCapture } from '../../device/capture/read.ts'
import { collect } from '../../device/learn/collect.ts'
import { keepPresses } from '../../device/learn/keep.ts'
import { type Learnt, learn } from '../../device/learn/learn.ts'
import { burstsOf, lineOf, type Sample, samplesOf } from '../../device/learn/samples.ts'
import { textTable } from '../../device/learn/table.ts'
import { watchedPort } from '../../device/link/watched-port.ts'
import { parsePortName } from '../../device/port/name.ts'
import { openPort } from '../../device/port/open.ts'
import { systemClock } from '../../main/clock.ts'
import { LABELS, type Level, levelSchema } from '../../shared/levels.ts'
import type { LineSettings } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { language, printJson, printText, stop } from '../io.ts'
import { wholeNumber } from '../options.ts'
import { doubtWords } from './doubts.ts'
import { FORMAT, LINE_8N1, type LineFormat, lineFormat } from './line.ts'
import { untilStopped } from './until-stopped.ts'

interface Options {
  port?: string
  in?: string[]
  out: string
  name?: string
  levels: Level[]
  times: number
  baud: number
  format: LineFormat
  keep?: string
  json?: true
}

/** What was pressed, where it came from, and with which line settings. */
interface Pressed {
  samples: Sample[]
  from: string
  line: LineSettings
  serial: boolean
}

const levelsOf = (text: string): Level[] => {
  const levels = text.split(',').map((part) => levelSchema.safeParse(Number(part)))
  const good = levels.flatMap(({ data }) => (data === undefined ? [] : [data]))
  if (good.length !== levels.length || new Set(good).size !== good.length)
    throw new InvalidArgumentError('levels from 5 to 1, e.g. 5,4,3,2')
  return good
}

const tell = (level: Level, presses: number) => {
  const { zh, en } = LABELS['2010'][level]
  process.stderr.write(presses === 0 ? `→ ${level} ${zh} · ${en}\n` : `  ${presses}\n`)
}

const fromPort = async (port: string, options: Options): Promise<Result<Pressed>> => {
  const parsed = parsePortName(port)
  if (!parsed.ok) return parsed
  const line = { ...options.format, baudRate: options.baud }
  process.stderr.write(
    `请按下面的顺序，每个键按 ${options.times} 次，每次停一秒 · press each key ${options.times} times, a second apart\n`,
  )
  const signal = untilStopped(systemClock)
  const watched = watchedPort(openPort, systemClock)
  const how = { port, line, clock: systemClock, openPort: watched, signal, tell }
  const collected = await collect({ ...options, ...how })
  if (!collected.ok) return collected
  const folder = options.keep
  const kept = folder
    ? await keepPresses(collected.value, { at: systemClock.now(), port, line }, (level) =>
        join(folder, `level-${level}.kcap.jsonl`),
      )
    : ok(undefined)
  if (!kept.ok) return kept
  const samples = collected.value.map(({ level, chunks }) => ({ level, bursts: burstsOf(chunks) }))
  return ok({ samples, from: port, line, serial: parsed.value.kind === 'serial' })
}

const fromCaptures = async (files: readonly string[]): Promise<Result<Pressed>> => {
  const captures = []
  for (const file of files) {
    const capture = await readCapture(file)
    if (!capture.ok) return capture
    captures.push({ capture: capture.value, file })
  }
  const samples = samplesOf(captures)
  if (!samples.ok) return samples
  const line = lineOf(captures)
  if (!line.ok) return line
  const from = captures[0]?.capture.header.port ?? ''
  return ok({ samples: samples.value, from, line: line.value ?? LINE_8N1, serial: line.value !== null })
}

/** Either a port or captures. */
const pressedIn = (options: Options): Promise<Result<Pressed>> => {
  if (options.port !== undefined && !options.in) return fromPort(options.port, options)
  if (options.in && options.port === undefined) return fromCaptures(options.in)
  return Promise.resolve(fail('cli/missing', { what: '--port PORT | --in FILE…' }))
}

const save = async (file: string, { profile }: Learnt): Promise<Result<void>> => {
  try {
    await writeFile(file, `${JSON.stringify(profile, null, 2)}\n`, { flag: 'wx' })
    return ok(undefined)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return why === 'EEXIST' ? fail('capture/exists', { file }) : fail('capture/unwritable', { file, why })
  }
}

const say = (file: string, { columns, uncertain, presses, profile }: Learnt) => {
  for (const line of textTable(columns)) printText(line)
  printText('  hh 头 head · LL 长度 length · KK 按键 key · CC 校验 check · tt 尾 tail · ~~ 会变 changes')
  for (const doubt of uncertain) printText(`? ${doubtWords(doubt, language())}`)
  printText(`✓ ${presses} 次按键全部解码 · presses decoded → ${profile.name}: ${file}`)
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/

export const learnCommand = () =>
  new Command('learn')
    .description('从按键学习一个新型号 · learn a new kind of keypad from its presses')
    .requiredOption('--out <file>', 'the profile to be written, NAME.json')
    .option('--port <port>', 'a device path, COM5, or tcp://host:port')
    .option('--in <files...>', 'captures of one key each, instead of a port')
    .option('--name <name>', 'name of the profile; from the file when left out')
    .option('--levels <list>', 'the keys in the order of pressing', levelsOf, levelsOf('5,4,3,2,1'))
    .option('--times <n>', 'presses of each key', wholeNumber(1, 20), 3)
    .option('--baud <rate>', 'line speed', wholeNumber(50, 4_000_000), 9600)
    .option('--format <bits>', `data bits, parity, stop bits: ${FORMAT}`, lineFormat, LINE_8N1)
    .option('--keep <dir>', 'keep a capture of each key in this folder')
    .option('--json', 'one JSON value')
    .action(async (options: Options) => {
      const name = options.name ?? basename(options.out, '.json').toLowerCase()
      if (!NAME.test(name)) return stop({ code: 'cli/usage', params: { why: `--name ${name}` } })
      const pressed = await pressedIn(options)
      if (!pressed.ok) return stop(pressed.error)
      const { samples, from, line, serial } = pressed.value
      const day = new Date(systemClock.now()).toISOString().slice(0, 10)
      const learnt = learn(samples, {
        name,
        title: { zh: name, en: name },
        source: `learnt from presses at ${from}, ${day}`,
        ...{ line, serial },
      })
      if (!learnt.ok) return stop(learnt.error)
      const saved = await save(options.out, learnt.value)
      if (!saved.ok) return stop(saved.error)
      if (options.json) return printJson({ file: options.out, ...learnt.value })
      say(options.out, learnt.value)
    })
