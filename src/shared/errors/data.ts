/** The data folder and the log. */
export const DATA_ERRORS = {
  'data/not-writable': {
    zh: ['数据目录 {path} 不能写入。', '请检查权限，或用 --data 换一个目录。'],
    en: ['The data folder {path} is not writable.', 'Check its permissions, or choose another with --data.'],
  },
  'data/read-only': {
    zh: ['{path} 不能写入，那里的日志打不开。', '请把日志复制到能写的空文件夹里再看；原来的不会改动。'],
    en: [
      'The folder {path} is not writable, and a log is not opened there.',
      'Copy the log into an empty folder that is, and read it there; the original stays as it is.',
    ],
  },
  'data/disk-full': {
    zh: ['磁盘已满，{path} 写不进去。', '请清理磁盘；已确认的评价都在。'],
    en: ['The disk is full; {path} cannot be written.', 'Free some space; every confirmed rating is safe.'],
  },
  'data/in-use': {
    zh: ['这个数据目录正被另一个柜评使用：{path}。', '请用已打开的那个，或先关闭它。'],
    en: ['Another Guiping uses this data folder: {path}.', 'Use the one that is open, or close it first.'],
  },
  'data/newer': {
    zh: ['日志 {path} 由更新的版本写成（格式 {found}，本版 {known}）。', '请安装新版柜评；文件没有被改动。'],
    en: [
      'The log {path} was written by a newer version (format {found}, this one knows {known}).',
      'Install the newer Guiping; the file was not touched.',
    ],
  },
  'data/older': {
    zh: ['日志 {path} 还是旧格式（格式 {found}，本版 {known}）。', '请先启动一次柜评，它会更新格式。'],
    en: [
      'The log {path} has an older format (format {found}, this one knows {known}).',
      'Start Guiping once; it brings the format up to date.',
    ],
  },
  'data/damaged': {
    zh: ['日志 {path} 已损坏：{why}。', '请不要删除；联系大厅技术人员，用备份恢复。'],
    en: ['The log {path} is damaged: {why}.', 'Do not delete it; call hall IT and restore from a backup.'],
  },
  'data/foreign-entry': {
    zh: ['另一个程序写过日志 {path}。', '请不要用别的工具打开日志；柜评会重新打开它，并告诉大厅管理员。'],
    en: [
      'Another program has written to the log {path}.',
      'Open it with no other tool; Guiping opens it again; tell hall IT.',
    ],
  },
  'data/log-moved': {
    zh: [
      '日志文件在运行中被移走、替换或删除：{path}。',
      '柜评会重新打开日志，已确认的评价都在；请告诉大厅管理员。',
    ],
    en: [
      'The files of the log were moved, replaced or deleted while it was written: {path}.',
      'Guiping opens the log again, every confirmed rating is safe; tell hall IT.',
    ],
  },
  'data/check-failed': {
    zh: [
      '日志核对结果不是「完整」：{verdict}，从第 {seq} 条起。',
      '日志照常记录；请告诉大厅管理员，在「日志」页核对。',
    ],
    en: [
      'The check of the log says {verdict}, from entry {seq} on.',
      'The log goes on; tell hall IT, who can check it on the log page.',
    ],
  },
  'data/check-stopped': {
    zh: ['核查已停止，没有结论。', '需要时重新核查。'],
    en: ['The check was stopped before its end.', 'Check again when you need it.'],
  },
  'data/not-a-log': {
    zh: ['{path} 不是柜评的日志。', '请检查 --data 是否指错了目录。'],
    en: ['{path} is not a Guiping log.', 'Check whether --data names the right folder.'],
  },
  'data/io': {
    zh: ['读写 {path} 出错：{why}。', '请检查磁盘；这一条没有保存，请再做一次。'],
    en: ['Reading or writing {path} failed: {why}.', 'Check the disk; this was not saved, do it again.'],
  },
  'data/config-invalid': {
    zh: ['设置文件 {path} 不对：{why}。', '请改正这一处，或移走该文件重新设置。'],
    en: [
      'The settings file {path} is not right: {why}.',
      'Correct that place, or move the file away and set up again.',
    ],
  },
  'data/seal-lost': {
    zh: ['日志的封签钥匙不能用了：{path}（{why}）。', '日志照常记录；请告诉大厅管理员，并重新连接大厅。'],
    en: [
      'The key that seals the log cannot be used: {path} ({why}).',
      'The log goes on; tell hall IT, and connect this counter to the hall again.',
    ],
  },
  'data/tail-missing': {
    zh: ['日志的末尾少了一段：{path} 曾封到第 {seq} 条。', '请不要改动该目录，告诉大厅管理员。'],
    en: [
      'The end of the log is missing: {path} was once sealed at entry {seq}.',
      'Leave the folder as it is and tell hall IT.',
    ],
  },
  'data/log-gone': {
    zh: ['日志文件不见了：{path} 曾有日志 {log}，到第 {seq} 条。', '已开新日志接着记；请告诉大厅管理员。'],
    en: [
      'The log file is gone: {path} once held the log {log} up to entry {seq}.',
      'A new log goes on from there; tell hall IT.',
    ],
  },
  'data/log-missing': {
    zh: [
      '日志文件不见了：{path} 曾有日志 {log}，到第 {seq} 条。',
      '下次启动柜评会另开新日志接着记；有备份的，先关闭柜评，用 guiping log restore 恢复。',
    ],
    en: [
      'The log file is missing: {path} once held the log {log} up to entry {seq}.',
      'The next start begins a new log that goes on from it; where there is a copy, close Guiping and use guiping log restore.',
    ],
  },
  'data/backup-lower': {
    zh: [
      '没有备份：{path} 中的备份到第 {seq} 条，日志只到第 {found} 条。',
      '旧备份都保留；请告诉大厅管理员，日志可能缺了末尾。',
    ],
    en: [
      'No backup was made: a copy in {path} reaches entry {seq}, the log only {found}.',
      'Every copy is kept; tell hall IT, the end of the log may be missing.',
    ],
  },
  'data/backup-place': {
    zh: [
      '备份目录 {path} 用不了：{why}。',
      '请检查网络、共享和权限，或在安装页换一个目录；本机日志照常记录。',
    ],
    en: [
      'Copies cannot go to {path}: {why}.',
      'Check the network, the share and its permissions, or set another folder on the page for technicians; the log here goes on.',
    ],
  },
  'data/backup-relative': {
    zh: ['备份目录要写完整的路径，{path} 不是。', '例如 D:\\guiping、\\\\server\\guiping 或 /mnt/guiping。'],
    en: [
      'The folder for copies needs a full path; {path} is none.',
      'For example D:\\guiping, \\\\server\\guiping or /mnt/guiping.',
    ],
  },
  'data/backup-bad': {
    zh: ['备份核对不符，没有采用：{path}。', '旧备份都保留；请检查备份所在的磁盘或共享目录。'],
    en: [
      'The copy is not what was copied and was not kept: {path}.',
      'Older copies are kept; check the disk or share that they are on.',
    ],
  },
  'data/recovered': {
    zh: [
      '日志损坏（{why}），已移到 {path}；新日志接着记，带过来 {carried} 条，已知读不出 {lost} 条。',
      '请不要删除该文件夹，告诉大厅管理员。',
    ],
    en: [
      'The log was damaged ({why}) and moved to {path}; a new one goes on with {carried} entries; {lost} are known to be lost.',
      'Do not delete that folder; tell hall IT.',
    ],
  },
  'data/side': {
    zh: [
      '日志暂时写不进去（{why}），{entries} 条先记在旁路文件，已确认的都在；补入前，各处的名单和合计都不含它们。',
      '请告诉技术人员：检查磁盘空间和杀毒软件；能写后自动补入。',
    ],
    en: [
      'The log cannot be written ({why}); {entries} entries are kept in the side file. Nothing confirmed is lost; lists and sums lack them until they are taken in.',
      'Tell a technician: check disk space and the virus scanner; they are taken in by themselves.',
    ],
  },
  'data/side-line': {
    zh: ['旁路文件第 {line} 行核对不符，没有计入。', '请告诉大厅管理员。'],
    en: ['Line {line} of the side file fails its check and was not counted.', 'Tell hall IT.'],
  },
  'data/side-taken': {
    zh: ['旁路文件中的 {entries} 条已补入日志。', '不用处理。'],
    en: ['{entries} entries were taken into the log from the side file.', 'Nothing to do.'],
  },
  'data/disk-low': {
    zh: ['磁盘只剩 {mb} MB。', '请清理磁盘；评价照常记录，导出和录制先停。'],
    en: [
      'Only {mb} MB are left on the disk.',
      'Free some space; ratings go on, exports and recordings wait.',
    ],
  },
  'data/no-log': {
    zh: ['{path} 里还没有日志。', '请检查 --data；第一次启动柜评后才有日志。'],
    en: ['There is no log in {path} yet.', 'Check --data; the first start of Guiping makes it.'],
  },
  'data/exists': {
    zh: ['文件 {path} 已经存在，没有覆盖。', '请换一个文件名。'],
    en: ['The file {path} exists already and was not overwritten.', 'Choose another name.'],
  },
  'data/clock': {
    zh: ['电脑时间是 {time}，明显不对。', '请校准电脑时间；评价照常记录，顺序不受影响。'],
    en: [
      'The PC clock says {time}, which cannot be right.',
      'Set the clock; ratings are recorded all the same, in order.',
    ],
  },
} as const
