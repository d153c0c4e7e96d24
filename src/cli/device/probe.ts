/** `guiping device probe`: which keypad hangs on a port. */
import { join } from 'node:path'
import { Command } from 'commander'
import { loadBridges } from '../../device/detect/bridges.ts'
import { type Detected, detect, type News } from '../../device/detect/detect.ts'
import type { Finding } from '../../device/detect/findings.ts'
import { watchedPort } from '../../device/link/watched-port.ts'
import { listPorts } from '../../device/port/list.ts'
import { parsePortName } from '../../device/port/name.ts'
import { openPort } from '../../device/port/open.ts'
import { loadProfiles } from '../../device/profiles/load.ts'
import { systemClock } from '../../main/clock.ts'
import { sentence } from '../../shared/errors.ts'
import { EXIT, language, printJson, printText, stop } from '../io.ts'
import { dataOption } from '../options.ts'
import { resources } from '../paths.ts'
import { profileFolders } from './profile.ts'
import { untilStopped } from './until-stopped.ts'

interface Options {
  port: string
  data?: string
  profiles?: string
  listenOnly?: true
  json?: true
}

const STATES: Record<Finding['state'], string> = { ok: '✓', none: '–', failed: '✗' }
const STEPS: Record<Finding['step'], string> = { usb: 'USB', open: '打开', ask: '询问', listen: '按键' }

const rowOf = ({ step, about, state, evidence, advice }: Finding): string => {
  const row = `${STATES[state]} ${STEPS[step]}  ${about}  ${evidence}`.trimEnd()
  return advice ? `${row}\n    ${sentence(advice, language())}` : row
}

const wordsOf = (news: News): string => {
  if (news === 'press') return '→ 请在 10 秒内按评价器上的一个键 · press a key of the pad within 10 s'
  if ('tie' in news)
    return `→ 都合 · all fit: ${news.tie.join(' ')}。请再按别的键 · press the other keys, one by one`
  return rowOf(news)
}
const tell = (news: News) => printText(wordsOf(news))

const end = ({ profile, address, identity }: Detected) => {
  if (profile === null) {
    process.exitCode = EXIT.no
    return printText('没有认出评价器 · not recognised')
  }
  const known = identity ? `,${identity.by} ${identity.value}` : ''
  printText(`型号 · profile: ${profile}${address === null ? '' : ` @${address}`}${known}`)
}

export const probeCommand = () =>
  new Command('probe')
    .description('识别端口上的评价器 · find out which keypad hangs on a port')
    .requiredOption('--port <port>', 'a device path, COM5, or tcp://host:port')
    .addOption(dataOption())
    .option('--profiles <dir>', 'more profiles, as a site adds them')
    .option('--listen-only', 'send nothing, ask nobody')
    .option('--json', 'one JSON value')
    .action(async (options: Options) => {
      const parsed = parsePortName(options.port)
      if (!parsed.ok) return stop(parsed.error)
      const profiles = loadProfiles([
        ...profileFolders(options.data),
        ...(options.profiles ? [options.profiles] : []),
      ])
      if (!profiles.ok) return stop(profiles.error)
      const bridges = loadBridges(join(resources, 'usb'))
      if (!bridges.ok) return stop(bridges.error)
      const detected = await detect({
        port: options.port,
        // Who names the port on the command line has chosen it.
        chosen: !options.listenOnly,
        profiles: [...profiles.value.values()],
        ports: await listPorts(),
        bridges: bridges.value,
        clock: systemClock,
        openPort: watchedPort(openPort, systemClock),
        signal: untilStopped(systemClock),
        ...(options.json ? {} : { tell }),
      })
      if (!options.json) return end(detected)
      printJson(detected)
      if (detected.profile === null) process.exitCode = EXIT.no
    })
