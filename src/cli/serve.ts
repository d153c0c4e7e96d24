/** `guiping serve`: the counter in the browser host. */
import { Command } from 'commander'
import { openInBrowser, startBrowserHost } from '../main/browser/host.ts'
import { systemClock } from '../main/clock.ts'
import { portNameSchema } from '../shared/pad.ts'
import { dataDir } from './auth.ts'
import { printText, stop } from './io.ts'
import { wholeNumber } from './options.ts'
import { pages, resources } from './paths.ts'

const USUAL_PORT = 8461

interface ServeOptions {
  data?: string
  port?: number
  open: boolean
  try?: boolean
  keypad?: string
  profile: string
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description('the counter in the browser host')
    .option('--data <dir>', 'data folder')
    .option(
      '--port <number>',
      `port on 127.0.0.1; left out: ${USUAL_PORT}, or any free one`,
      wholeNumber(0, 65_535),
    )
    .option('--no-open', 'print the URL, open nothing')
    .option('--try', 'practice (试用): emulated keypad, sample people, a hall on this PC')
    .option('--keypad <port>', 'use this port: COM5, /dev/ttyUSB0, tcp://host:port')
    .option('--profile <name>', 'the keypad speaks this profile', 'ff68')
    .action(serve)

const serve = async (options: ServeOptions): Promise<void> => {
  const keypad = options.keypad === undefined ? null : portNameSchema.safeParse(options.keypad)
  if (keypad && !keypad.success)
    return stop({ code: 'pad/bad-port-name', params: { port: options.keypad ?? '' } })
  const host = await startBrowserHost({
    dir: dataDir(options.data),
    // The same address after a restart, so that a page that is still open finds the program again.
    ports: options.port === undefined ? [USUAL_PORT, 0] : [options.port],
    practice: options.try === true,
    clock: systemClock,
    resources,
    pages,
  })
  if (!host.ok) return stop(host.error)
  const { program, server } = host.value
  if (keypad) {
    const used = await program
      .app()
      .parts.keypad.use({ port: keypad.data, profile: options.profile, address: null })
    if (!used.ok) {
      await host.value.stop('start')
      return stop(used.error)
    }
  }
  let closing = false
  const close = (why: string) => {
    if (closing) return
    closing = true
    void host.value.stop(why).then(() => process.exit(0))
  }
  process.on('SIGINT', () => close('SIGINT'))
  process.on('SIGTERM', () => close('SIGTERM'))

  const passwords = program.app().parts.installers.firstPasswords()
  if (passwords)
    printText(
      `首次启动生成的密码,请记下 / first passwords, write them down:\n  technician ${passwords.technician}\n  it         ${passwords.it}`,
    )
  const url = server.openUrl()
  printText(`柜评 Guiping: ${url}`)
  if (options.open) openInBrowser(url)
}
