/** `guiping hall import`: the hall's own staff, items, reasons and policy, from tables. */
import { Command } from 'commander'
import { importLists } from '../../hall/import/import.ts'
import { DEFAULT_POLICY } from '../../shared/people.ts'
import { printText, say, stop } from '../io.ts'
import { type ImportOptions, importOptions, runImport } from '../lists/import.ts'
import { withStore } from './store.ts'

const run = async (files: string[], options: ImportOptions & { data?: string }): Promise<void> => {
  const { data } = options
  const imported = await runImport(files, options, {
    present: async () =>
      data === undefined
        ? { staff: [], items: [], policy: DEFAULT_POLICY }
        : withStore(data, ({ roster }) => roster.get()),
    bring: (sheets) =>
      data === undefined
        ? stop({ code: 'cli/missing', params: { what: '--data DIR' } })
        : withStore(data, ({ roster }) => importLists(roster, sheets, { remove: options.remove === true })),
  })
  if (imported && !options.json)
    printText(
      say(
        '各窗口在下次取名单时用上，10 分钟之内。',
        'Counters use it from their next fetch, within 10 minutes.',
      ),
    )
}

export const importCommand = (): Command =>
  importOptions(
    new Command('import')
      .description(
        '导入本大厅的人员、事项、原因和政策 · import the hall’s own staff, items, reasons and policy',
      )
      .option('--data <dir>', '数据目录 · data folder'),
  ).action(run)
