/** `guiping log`: what is in the log of a counter, and is it whole. Reading works while the program runs. */
import { Command, Option } from 'commander'
import { takeLock } from '../db/lock.ts'
import { readLog } from '../db/log/open.ts'
import { exportFormatSchema } from '../shared/commands/log.ts'
import { outcomeSchema } from '../shared/log-view.ts'
import { verdictSchema } from '../shared/pad.ts'
import type { Result } from '../shared/result.ts'
import { dataDir } from './auth.ts'
import { printJson, printText, say, stop } from './io.ts'
import { backup } from './log/backup.ts'
import { type ExportOptions, exportLog, openForWriting } from './log/export.ts'
import { list, stats } from './log/list.ts'
import { prune } from './log/prune.ts'
import { quarantine } from './log/quarantine.ts'
import { restore } from './log/restore.ts'
import { receipts, verify } from './log/verify.ts'
import { dataOption, jsonOption, wholeNumber } from './options.ts'
import { shownProgress } from './shown-progress.ts'

interface Options {
  data?: string
  json?: boolean
}

const taken = <T>(result: Result<T>): T => (result.ok ? result.value : stop(result.error))

const rebuild = (options: Options): void => {
  const dir = dataDir(options.data)
  // A folder without a log is left alone.
  taken(readLog(dir)).close()
  const lock = taken(takeLock(dir))
  const log = taken(openForWriting(dir))
  const progress = shownProgress()
  // One transaction, whose length nobody knows before.
  progress.show(0, 0, say('正在按日志重建数据表…', 'Making the tables again…'))
  const rebuilt = log.rebuild()
  progress.clear()
  log.close()
  lock.release()
  const { entries } = taken(rebuilt)
  if (options.json) printJson({ entries })
  else
    printText(
      say(`已按 ${entries} 条日志重建数据表。`, `The tables were made again from ${entries} entries.`),
    )
}

/** The `log` command with its subcommands. */
export const logCommand = (): Command => {
  const log = new Command('log').description('本窗口的日志 · the log of this counter')
  const sub = (name: string, about: string) =>
    log.command(name).description(about).addOption(dataOption()).addOption(jsonOption())
  const ranged = (command: Command) =>
    command
      .option('--from <day>', '起始日，本地时间 · first local day, YYYY-MM-DD')
      .option('--to <day>', '截止日（含） · last local day, YYYY-MM-DD')
      .option(
        '--as <role>',
        '用谁的密码，只有 it；取自 GUIPING_PASSWORD，没有则询问 · whose password: it; from GUIPING_PASSWORD, else asked for',
      )
  ranged(
    sub(
      'list',
      '按条件列出日志条目或办件，含等级；要管理员密码 · entries or matters by filter, with levels; needs the IT password',
    ),
  )
    .option('--matters', '列出办件，不是条目 · matters instead of entries')
    .option('--matter <id>', '一件办件的全过程，编号或标识 · the story of one matter, by reference or id')
    .option('--staff <number>', '工号 · staff number')
    .option('--item <code>', '事项编码（办件） · code of the item (matters)')
    .addOption(
      new Option('--outcome <outcome>', '结果（办件） · outcome (matters)').choices(outcomeSchema.options),
    )
    .option('--kind <kind>', '条目种类，如 key.pressed · kind of the entry, e.g. key.pressed')
    .addOption(
      new Option('--verdict <verdict>', '按键判定 · verdict of the press').choices(verdictSchema.options),
    )
    .option('--text <words>', '在原因和说明里查找 · to find in reasons and notes')
    .option('--limit <number>', '最多几行 · so many lines at most', wholeNumber(1, 1_000_000))
    .action(list)
  ranged(
    sub(
      'stats',
      '每天的办件、评价率和等级；要管理员密码 · matters, coverage and levels a day; needs the IT password',
    ),
  ).action(stats)
  sub('verify', '日志完整吗；退出状态 0 是 1 否 · is the log whole? exit status 0 yes, 1 no')
    .option('--seal-key <file>', '大厅给的封签钥匙（hall seal-key） · the seal keys from the hall')
    .option('--receipt <file...>', '回执文件 · receipts')
    .option('--seen <code...>', '屏幕上抄下的日志码，如 1234-8f3a21c0 · codes noted from a screen')
    .action(verify)
  sub(
    'backup',
    '备份日志并核对，运行中也可；--out 另存他处，要管理员密码 · a checked copy of the log, also while Guiping runs; with --out to another place, needs the IT password',
  )
    .option(
      '--out <dir>',
      '另存到哪个文件夹；不写则放设置里的，没有则数据目录的 backups · another folder; left out: as set, else backups of the data folder',
    )
    .option('--as <role>', '用谁的密码，只有 it · whose password: it')
    .option('--why <words>', '用途，记入日志 · what for; stands in the log')
    .action(backup)
  sub('receipts', "写出大厅的回执，供 openssl 核对 · the hall's receipts as files that openssl can check")
    .requiredOption('--out <dir>', '新文件夹 · a new folder')
    .action(receipts)
  ranged(
    sub(
      'export',
      '导出办件表（csv、xlsx）、作证的日志（jsonl）或整份文件（sqlite）；要管理员密码 · matters for people (csv, xlsx), entries as evidence (jsonl), or the whole file (sqlite); needs the IT password',
    ),
  )
    .addOption(
      new Option('--format <format>', '格式 · format').choices(exportFormatSchema.options).default('csv'),
    )
    .option('--columns <name>', '报送用的列，如 national · columns for another system, e.g. national')
    .option('--department <name>', '部门 · department, for the columns that ask for it')
    .option('--region <name>', '区划 · region, for the columns that ask for it')
    .requiredOption('--why <words>', '用途，记入日志 · what it is for; stands in the log')
    .requiredOption('--out <file>', '新文件 · a new file')
    .action(exportLog)
  sub(
    'glog',
    'U 盘取日志：整份日志写成 .glog，交信息科；要管理员密码 · the whole log as a .glog file for hall IT; needs the IT password',
  )
    .option('--as <role>', '用谁的密码，只有 it · whose password: it')
    .requiredOption('--why <words>', '用途，记入日志 · what it is for; stands in the log')
    .requiredOption('--out <file>', '新文件 · a new file')
    .action((options: Omit<ExportOptions, 'format'>) => exportLog({ ...options, format: 'glog' }))
  sub(
    'prune',
    '说明哪些条目满期可移出；加 --yes 先存档再移出；要管理员密码 · what may leave the log; with --yes archives it and lets it leave; needs the IT password',
  )
    .option('--as <role>', '用谁的密码，只有 it · whose password: it')
    .option('--why <words>', '用途，记入日志 · what for; stands in the log')
    .option('--yes', '真的移出 · really')
    .action(prune)
  sub(
    'quarantine',
    '列出损坏后移开的日志；加 --out 复制出来交信息科，要管理员密码 · logs that were moved aside after damage; with --out copies them for hall IT, needs the IT password',
  )
    .option(
      '--out <dir>',
      '复制到哪个文件夹；已有的不再复制 · folder to copy to; what is there is not copied again',
    )
    .option('--as <role>', '用谁的密码，只有 it · whose password: it')
    .option('--why <words>', '用途，记入日志 · what for; stands in the log')
    .action(quarantine)
  sub(
    'restore',
    '核对备份，说明它比大厅和现在的日志少什么；加 --yes 恢复，先关闭柜评；要管理员密码 · what a copy lacks against the hall and the log now; with --yes restores it, close Guiping first; needs the IT password',
  )
    .option('--from <file>', '备份文件；默认最新的一份 · the copy; else the newest')
    .option('--as <role>', '用谁的密码，只有 it · whose password: it')
    .option('--why <words>', '用途，记入日志 · what for; stands in the log')
    .option('--yes', '真的恢复 · really')
    .action(restore)
  sub(
    'rebuild',
    '按日志重建数据表，先关闭柜评 · make the tables again from the entries; close Guiping first',
  ).action(rebuild)
  return log
}
