/** `guiping serve`: the counter in the browser host. */
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { olderBytes } from '../db/log/header.ts'
import { openInBrowser, startBrowserHost } from '../main/browser/host.ts'
import { systemClock } from '../main/clock.ts'
import { readDoor } from '../main/door.ts'
import { portNameSchema } from '../shared/pad.ts'
import type { Fault } from '../shared/result.ts'
import { dataDir } from './auth.ts'
import { printText, say, stop } from './io.ts'
import { dataOption, wholeNumber } from './options.ts'
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
    .description('在浏览器界面运行窗口程序 · the counter in the browser host')
    .addOption(dataOption())
    .option(
      '--port <number>',
      `127.0.0.1 的端口；不写用 ${USUAL_PORT}，被占用则由系统选 · port on 127.0.0.1; left out: ${USUAL_PORT}, or any free one`,
      wholeNumber(0, 65_535),
    )
    .option('--no-open', '只输出网址，不打开浏览器 · print the URL, open nothing')
    .option(
      '--try',
      '试用：模拟评价器、示例人员、本机大厅 · practice: emulated keypad, sample people, a hall on this PC',
    )
    .option('--keypad <port>', '评价器端口 · port of the keypad: COM5, /dev/ttyUSB0, tcp://host:port')
    .option('--profile <name>', '评价器的协议 · the profile that the keypad speaks', 'ff68')
    .action(serve)

const windowSchema = z.object({ value: z.object({ url: z.string() }) })

/** A program that runs here already opens one more window: whoever has closed the browser gets in again. */
const again = async (dir: string, open: boolean, fault: Fault): Promise<void> => {
  const door = fault.code === 'data/in-use' ? readDoor(dir) : null
  if (!door?.ok) return stop(fault)
  try {
    const response = await fetch(`${door.value.url}/window`, {
      method: 'POST',
      headers: { authorization: `Bearer ${door.value.token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    const { url } = windowSchema.parse(await response.json()).value
    printText(`${say('柜评已在运行，新窗口', 'Guiping runs already, a new window')}: ${url}`)
    if (open) openInBrowser(url)
  } catch {
    // The desktop program has windows of its own; what is wrong here is that the folder is in use.
    return stop(fault)
  }
}

/** An older log is copied and written anew before anything else is there to see. */
const sayOlder = (dir: string): void => {
  const bytes = olderBytes(join(dir, 'log.db'))
  if (bytes > 0)
    printText(
      say(
        `日志是旧格式（${Math.ceil(bytes / 1e6)} MB），先留一份副本，再换成新格式。大的日志要几分钟，请等网址出现。`,
        `The log has an older format (${Math.ceil(bytes / 1e6)} MB): it is copied, then brought up to date. A large one takes minutes; wait for the URL.`,
      ),
    )
}

const serve = async (options: ServeOptions): Promise<void> => {
  const keypad = options.keypad === undefined ? null : portNameSchema.safeParse(options.keypad)
  if (keypad && !keypad.success)
    return stop({ code: 'pad/bad-port-name', params: { port: options.keypad ?? '' } })
  const dir = dataDir(options.data)
  if (!options.try) sayOlder(dir)
  const host = await startBrowserHost({
    dir,
    // The same address after a restart, so that a page that is still open finds the program again.
    ports: options.port === undefined ? [USUAL_PORT, 0] : [options.port],
    practice: options.try === true,
    clock: systemClock,
    resources,
    pages,
  })
  if (!host.ok) return again(dir, options.open, host.error)
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
      `${say('首次启动生成的密码，请记下：', 'First passwords, write them down:')}\n  technician ${passwords.technician}\n  it         ${passwords.it}`,
    )
  const url = server.openUrl()
  printText(`${say('柜评', 'Guiping')}: ${url}`)
  if (options.open) openInBrowser(url)
}
