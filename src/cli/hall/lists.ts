/** `guiping hall staff` and `guiping hall items`: what counters get. Verifiers of passwords are not shown. */
import { Command } from 'commander'
import { printJson, printText, say } from '../io.ts'
import { withStore } from './store.ts'

interface Options {
  data: string
  json?: boolean
}

const staff = async ({ data, json }: Options): Promise<void> => {
  const people = await withStore(data, ({ roster }) => roster.get().staff)
  for (const { number, name } of people)
    if (json) printJson({ number, name })
    else printText(`${number}\t${name}`)
  if (!json) printText(say(`共 ${people.length} 人`, `${people.length} people`))
}

const items = async ({ data, json }: Options): Promise<void> => {
  const all = await withStore(data, ({ roster }) => roster.get().items)
  for (const item of all) {
    const limit = item.limitMs === null ? say('无时限', 'no limit') : `${item.limitMs / 60_000} min`
    if (json) printJson(item)
    else printText([item.code, item.name, limit, `×${item.weight}`].join('\t'))
  }
  if (!json) printText(say(`共 ${all.length} 项`, `${all.length} items`))
}

const listCommand = (name: string, about: string, run: (options: Options) => Promise<void>): Command =>
  new Command(name)
    .description(about)
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--json', '每行一个 JSON · JSON lines')
    .action(run)

export const listCommands = (): Command[] => [
  listCommand('staff', '列出人员 · list the staff', staff),
  listCommand('items', '列出业务事项 · list the items', items),
]
