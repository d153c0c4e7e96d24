/** `guiping diagnose`: a file for whoever helps from afar, also where the program does not start. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { systemClock } from '../main/clock.ts'
import { diagnose, writeBundle } from '../main/diagnose/diagnose.ts'
import { dataDir, passwordOf } from './auth.ts'
import { printJson, printText, say, stop } from './io.ts'
import { dataOption, jsonOption } from './options.ts'
import { resources } from './paths.ts'
import { request } from './send.ts'

interface Options {
  data?: string
  json?: boolean
  out: string
  as?: string
}

/** What the running program says of itself; null where it was not asked. */
const live = async ({ data, as }: Options): Promise<Record<string, unknown> | null> => {
  if (as === undefined) return null
  const password = await passwordOf(as)
  if (!password.ok) return stop(password.error)
  const reply = await request(data, 'diagnose.live', {}, { role: as, password: password.value })
  if (!reply.ok) return stop(reply.error)
  if (reply.value.ok) return reply.value.value as Record<string, unknown>
  process.stderr.write(`${reply.value.error.message}\n`)
  process.exit(3)
}

const run = async (options: Options): Promise<void> => {
  const file = resolve(options.out)
  const dir = dataDir(options.data)
  const bundle = await diagnose({ dir, resources, clock: systemClock, live: await live(options) })
  const written = writeBundle(file, bundle)
  if (!written.ok) return stop(written.error)
  if (options.json) printJson({ file })
  else
    printText(
      say(
        `诊断信息已写入：${file}。发送前可以先看一遍。`,
        `Diagnostics written: ${file}. Read it before you send it.`,
      ),
    )
}

export const diagnoseCommand = (): Command =>
  new Command('diagnose')
    .description('诊断信息，不含密码、密钥和群众信息 · diagnostics without passwords, keys or citizens’ data')
    .addOption(dataOption())
    .addOption(jsonOption())
    .requiredOption('--out <file>', '新文件（JSON） · a new file (JSON)')
    .option(
      '--as <role>',
      '运行中的柜评也问一遍：technician 或 it 的密码 · also ask the running program: password of technician or it',
    )
    .action(run)
