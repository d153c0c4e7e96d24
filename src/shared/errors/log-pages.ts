/** Browsing the log and taking it out. */
export const LOG_PAGE_ERRORS = {
  'log/no-room': {
    zh: ['磁盘空间不足，{path} 没有更新，列表不完整。', '请清理磁盘后再查；评价照常记录。'],
    en: [
      'There is too little free space to bring {path} up to date; the list is not complete.',
      'Free some space and look again; ratings are recorded all the same.',
    ],
  },
  'log/no-matter': {
    zh: ['日志里没有办件 {matter}。', '请核对编号；按编号查要写完整。'],
    en: ['The log has no matter {matter}.', 'Check it; a reference must be written in full.'],
  },
  'export/busy': {
    zh: ['另一个导出还没有完成。', '请等它完成，或先停止它。'],
    en: ['Another export is not finished.', 'Wait for it, or stop it first.'],
  },
  'export/cancelled': {
    zh: ['导出已停止，没有留下文件。', '需要时重新导出。'],
    en: ['The export was stopped and left no file.', 'Export again when you need it.'],
  },
  'export/no-map': {
    zh: ['没有名为 {map} 的列表式样。', '请检查 {folder} 里的文件名。'],
    en: ['There are no columns named {map}.', 'Check the names of the files in {folder}.'],
  },
  'export/unfilled': {
    zh: ['列表式样 {map} 需要填写「{column}」。', '请填写后再导出。'],
    en: ['The columns {map} need "{column}" filled in.', 'Fill it in and export again.'],
  },
  'export/not-a-table': {
    zh: ['{format} 是整份日志，没有列可选。', '要选列请用 csv 或 xlsx。'],
    en: ['{format} holds the log as it is and has no columns.', 'Use csv or xlsx to choose columns.'],
  },
  'export/not-recorded': {
    zh: ['柜评正在运行，但导出没有写进日志，文件已删除。', '请关闭柜评后再导出，或在管理员页导出。'],
    en: [
      'Guiping is running but could not write down the export, so the file was removed.',
      'Close Guiping and export again, or export from the hall IT page.',
    ],
  },
} as const
