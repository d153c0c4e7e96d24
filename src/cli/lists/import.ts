/** What the two imports share: `guiping hall import` and, at a counter without a hall, `guiping staff import`. */
import { writeFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { type Changes, namesOf } from '../../hall/import/changes.ts'
import type { ImportResult } from '../../hall/import/import.ts'
import { KIND_NAMES, KINDS, type Kind, type Sorted, sheetFor, sortSheets } from '../../hall/import/kinds.ts'
import { policyRows } from '../../hall/import/policy.ts'
import { type Problem, problemLine } from '../../hall/import/problems.ts'
import { readTables } from '../../hall/import/read-file.ts'
import { template } from '../../hall/import/table.ts'
import { templateWorkbook } from '../../hall/import/template.ts'
import type { Roster } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { readBytes } from '../file.ts'
import { language, printJson, printText, say, stop } from '../io.ts'

export interface ImportOptions extends Partial<Record<Kind, string>> {
  template?: Kind | 'all'
  out?: string
  remove?: boolean
  json?: boolean
}

const changesLine = (what: string, { added, changed, removed, same }: Changes): string =>
  say(
    `${what}：新增 ${namesOf(added)}，更改 ${namesOf(changed)}，移除 ${namesOf(removed)}，不变 ${same}`,
    `${what}: added ${namesOf(added)}, changed ${namesOf(changed)}, removed ${namesOf(removed)}, unchanged ${same}`,
  )

const WHAT: Record<Kind, () => string> = {
  staff: () => say('人员', 'Staff'),
  items: () => say('事项', 'Items'),
  reasons: () => say('原因', 'Reasons'),
  policy: () => say('政策', 'Policy'),
}

/** The tables of `files`, whatever they are, and those named by option. */
const gather = (
  files: readonly string[],
  options: ImportOptions,
): Result<{ sheets: Sorted; problems: Problem[] }> => {
  const gathered: { sheets: Sorted; problems: Problem[] } = { sheets: {}, problems: [] }
  const wanted = KIND_NAMES.flatMap((kind) => {
    const file = options[kind]
    return file === undefined ? [] : [{ file, kind }]
  })
  for (const { file, kind } of [...files.map((file) => ({ file, kind: null })), ...wanted]) {
    const bytes = readBytes(file)
    if (!bytes.ok) return bytes
    const tables = readTables(file, bytes.value)
    if (!tables.ok) return tables
    const { sorted, problems } = kind ? sheetFor(kind, tables.value) : sortSheets(tables.value)
    if (problems.length === 0 && Object.keys(sorted).length === 0) return fail('hall/import-empty', { file })
    for (const sheet of Object.keys(sorted) as Kind[])
      if (gathered.sheets[sheet])
        problems.push({
          file,
          sheet: sorted[sheet]?.sheet ?? null,
          line: 1,
          column: null,
          reason: 'sheet-twice',
        })
    gathered.sheets = { ...sorted, ...gathered.sheets }
    gathered.problems.push(...problems)
  }
  return ok(gathered)
}

const refuse = (problems: readonly Problem[], json: boolean | undefined): void => {
  if (json) printJson({ ok: false, problems })
  else for (const problem of problems) process.stderr.write(`${problemLine(problem, language())}\n`)
}

/** Prints an empty table, or writes the workbook with the present lists. */
const giveTemplate = async (options: ImportOptions, present: () => Promise<Roster>): Promise<void> => {
  const { template: kind, out } = options
  if (out !== undefined) {
    const bytes = await templateWorkbook(await present())
    try {
      writeFileSync(out, bytes, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
      return stop(
        why === 'EEXIST'
          ? { code: 'data/exists', params: { path: out } }
          : { code: 'cli/file', params: { file: out, why } },
      )
    }
    return options.json
      ? printJson({ file: out })
      : printText(say(`模板已写入 ${out}`, `Template written: ${out}`))
  }
  if (kind === undefined || kind === 'all')
    return stop({ code: 'cli/usage', params: { why: '--template all --out FILE.xlsx' } })
  // A setting is changed by its name and one of its values: nobody could fill an empty table.
  const rows = kind === 'policy' ? policyRows((await present()).policy) : []
  process.stdout.write(template(KINDS[kind].columns, rows))
}

/**
 * Runs an import: reads the files, says what is wrong or what changed.
 * @returns whether something was imported.
 */
export const runImport = async (
  files: readonly string[],
  options: ImportOptions,
  lists: { present: () => Promise<Roster>; bring: (sheets: Sorted) => Promise<ImportResult> },
): Promise<boolean> => {
  if (options.template || options.out !== undefined) {
    await giveTemplate(options, lists.present)
    return false
  }
  if (files.length === 0 && !KIND_NAMES.some((kind) => options[kind] !== undefined))
    return stop({ code: 'cli/missing', params: { what: 'FILE | --staff FILE | --items FILE | --template' } })
  const read = gather(files, options)
  if (!read.ok) return stop(read.error)
  const { sheets, problems } = read.value
  const imported: ImportResult =
    problems.length > 0
      ? { ok: false, error: { code: 'hall/import-refused', params: { count: problems.length } }, problems }
      : await lists.bring(sheets)
  if (!imported.ok) {
    refuse(imported.problems, options.json)
    return stop(imported.error)
  }
  if (options.json) printJson({ ok: true, ...imported.value })
  else
    for (const kind of KIND_NAMES) {
      const changes = imported.value[kind]
      if (changes) printText(changesLine(WHAT[kind](), changes))
    }
  return true
}

const HELP = `
表格可以是 CSV（UTF-8 或 GB18030）或 XLSX；一个 XLSX 可以有人员、业务事项、未评价原因、政策四张表。
导入的表格就是完整名单。表里少了现有的人员或事项，就什么都不导入，除非写 --remove；先用 --out 取出现有名单再改。
初始密码留空则保留原密码；有一行不对就全部不导入。
A table is CSV (UTF-8 or GB18030) or XLSX; one XLSX may have sheets for staff, items, reasons and policy.
The table is the whole list. If it lacks staff or items that are there, nothing is imported without --remove; get the present lists
with --out and change those. An empty password keeps the present one. One bad row: nothing is imported.`

/** The options of both commands. */
export const importOptions = (command: Command): Command =>
  command
    .argument('[files...]', 'CSV 或 XLSX，按标题行认出 · CSV or XLSX, known by the header rows')
    .option('--staff <file>', '人员表：工号，姓名，初始密码 · staff: number, name, password')
    .option(
      '--items <file>',
      '事项表：事项编码，事项名称，时限分钟，权重 · items: code, name, minutes, weight',
    )
    .option('--reasons <file>', '未评价原因表：原因代码，中文，英文 · reasons: code, Chinese, English')
    .option('--policy <file>', '政策表：设置，值 · policy: setting, value')
    .addOption(
      new Option(
        '--template [kind]',
        '输出空表格，政策则为全部设置和值；all 配 --out · print an empty table, of policy all settings with values; all goes with --out',
      )
        .choices([...KIND_NAMES, 'all'])
        .preset('staff'),
    )
    .option('--out <file>', '把现有名单写成 XLSX 模板 · write the present lists as an XLSX template')
    .option('--remove', '移除表里没有的人员和事项 · remove the staff and items that the table lacks')
    .option('--json', 'JSON 格式输出 · JSON for programs')
    .addHelpText('after', HELP)
