/** `guiping hall import`: the hall's own staff and items, from tables. */
import { Command, Option } from 'commander'
import type { Changes } from '../../hall/import/changes.ts'
import { tableText } from '../../hall/import/csv.ts'
import { importRoster, type Source } from '../../hall/import/import.ts'
import { ITEM_COLUMNS } from '../../hall/import/items.ts'
import { problemLine } from '../../hall/import/problems.ts'
import { STAFF_COLUMNS } from '../../hall/import/staff.ts'
import { template } from '../../hall/import/table.ts'
import { ok, type Result } from '../../shared/result.ts'
import { readBytes } from '../file.ts'
import { language, printJson, printText, say, stop } from '../io.ts'
import { withStore } from './store.ts'

const TEMPLATES = { staff: STAFF_COLUMNS, items: ITEM_COLUMNS } as const

interface Options {
  data?: string
  staff?: string
  items?: string
  template?: keyof typeof TEMPLATES
  json?: boolean
}

/** Names listed of a kind of change; a first import may have thousands. */
const NAMED = 20

const names = (all: readonly string[]): string => {
  if (all.length === 0) return '0'
  const listed = all.slice(0, NAMED).join(' ')
  return `${all.length} (${listed}${all.length > NAMED ? ' …' : ''})`
}

const changesLine = (what: string, { added, changed, removed, same }: Changes): string =>
  say(
    `${what}:新增 ${names(added)},更改 ${names(changed)},移除 ${names(removed)},不变 ${same}`,
    `${what}: added ${names(added)}, changed ${names(changed)}, removed ${names(removed)}, unchanged ${same}`,
  )

const readSource = (file: string | undefined): Result<Source | null> => {
  if (file === undefined) return ok(null)
  const bytes = readBytes(file)
  if (!bytes.ok) return bytes
  const text = tableText(bytes.value, file)
  return text.ok ? ok({ file, text: text.value }) : text
}

const run = async (options: Options): Promise<void> => {
  if (options.template) {
    process.stdout.write(template(TEMPLATES[options.template]))
    return
  }
  const { data, json } = options
  if (data === undefined) return stop({ code: 'cli/usage', params: { why: '--data DIR' } })
  if (options.staff === undefined && options.items === undefined)
    return stop({ code: 'cli/usage', params: { why: '--staff FILE | --items FILE | --template' } })
  const staff = readSource(options.staff)
  if (!staff.ok) return stop(staff.error)
  const items = readSource(options.items)
  if (!items.ok) return stop(items.error)
  const imported = await withStore(data, ({ roster }) =>
    importRoster(roster, { staff: staff.value, items: items.value }),
  )
  if (!imported.ok) {
    const { problems } = imported
    if (json) printJson({ ok: false, problems })
    else for (const problem of problems) process.stderr.write(`${problemLine(problem, language())}\n`)
    return stop(imported.error)
  }
  if (json) return printJson({ ok: true, ...imported.value })
  const changes = imported.value
  if (changes.staff) printText(changesLine(say('人员', 'Staff'), changes.staff))
  if (changes.items) printText(changesLine(say('事项', 'Items'), changes.items))
  printText(
    say(
      '各窗口在下次取名单时用上,10 分钟之内。',
      'Counters use it from their next fetch, within 10 minutes.',
    ),
  )
}

export const importCommand = (): Command =>
  new Command('import')
    .description('导入本大厅的人员和事项(CSV) · import the hall’s own staff and items (CSV)')
    .option('--data <dir>', '数据目录 · data folder')
    .option('--staff <file>', '人员表:工号,姓名,初始密码 · staff: number, name, password')
    .option('--items <file>', '事项表:事项编码,事项名称,时限分钟,权重 · items: code, name, minutes, weight')
    .addOption(
      new Option('--template [kind]', '输出空表格 · print an empty table')
        .choices(Object.keys(TEMPLATES))
        .preset('staff'),
    )
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .addHelpText(
      'after',
      `
导入的表格就是完整名单:表里没有的会移除;初始密码留空则保留原密码;有一行不对就全部不导入。
The table is the whole list: what it lacks is removed. An empty password keeps the present one. One bad row: nothing is imported.`,
    )
    .action(run)
