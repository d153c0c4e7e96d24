/** Keeping entries, letting old ones leave, and going back to a copy. */
export const KEEP_ERRORS = {
  'keep/no-hall': {
    zh: ['本窗口没有连接大厅，没有哪一条算已办结，条目都留着。', '连接大厅并送达之后再看。'],
    en: [
      'This counter has no hall, so nothing is settled and every entry stays.',
      'Connect it to a hall and let it deliver, then look again.',
    ],
  },
  'keep/unsettled': {
    zh: ['大厅还没有给出回执，条目都留着。', '等送达完成；回执随封签一起到。'],
    en: [
      'The hall has signed no receipt yet, so every entry stays.',
      'Wait for delivery; receipts come with the seals.',
    ],
  },
  'keep/young': {
    zh: ['没有满保留期的条目：{day} 之后送达的都要留着。', '不用处理。'],
    en: ['No entry is old enough: what was delivered after {day} stays.', 'Nothing to do.'],
  },
  'keep/open-work': {
    zh: ['{day} 之前的条目与之后的班次或办件相连，不能从中间断开。', '不用处理；以后会一起满期。'],
    en: [
      'Entries from before {day} belong to shifts or matters that go on after it and are not cut apart.',
      'Nothing to do; they come of age together.',
    ],
  },
  'keep/changed': {
    zh: ['日志与刚才看到的不同，没有移出任何条目。', '请重新查看后再做。'],
    en: ['The log is not as it was when you looked; nothing has left.', 'Look again, then repeat.'],
  },
  'keep/shift-open': {
    zh: ['有人正在班上，没有移出任何条目。', '请在签退之后再做。'],
    en: ['A shift is open; nothing has left.', 'Do it after sign-out.'],
  },
  'keep/not-whole': {
    zh: ['日志核对不符（{verdict}），是证据，一条也不移出。', '请先查明；详见完整性一栏。'],
    en: [
      'The log does not verify ({verdict}); it is evidence, and nothing leaves it.',
      'Find out why first; see whether the log is whole.',
    ],
  },
  'keep/no-room': {
    zh: ['存档要 {need} MB，{path} 只剩 {free} MB，没有移出任何条目。', '请清理磁盘，或换一个备份目录。'],
    en: [
      'The archive needs {need} MB and {path} has {free} MB; nothing has left.',
      'Free some space, or choose another folder for copies.',
    ],
  },
  'keep/stopped': {
    zh: ['已停止，没有移出任何条目。', '要移出请再做一次。'],
    en: ['Stopped; nothing has left.', 'Do it again to let them leave.'],
  },
  'keep/busy': {
    zh: ['正在移出条目。', '请等它完成。'],
    en: ['Entries are leaving already.', 'Wait until it is done.'],
  },
  'quarantine/none': {
    zh: ['没有移开的日志。', '不用处理。'],
    en: ['No log was moved aside.', 'Nothing to do.'],
  },
  'quarantine/no-room': {
    zh: ['复制要留出 {need} MB，{path} 只剩 {free} MB，没有复制。', '请用 --out 换一个磁盘，或清理磁盘。'],
    en: [
      'The copy needs {need} MB and {path} has {free} MB; nothing was copied.',
      'Choose another disk with --out, or free some space.',
    ],
  },
  'quarantine/stopped': {
    zh: ['复制已停止，没有复制完的那份已删去。', '需要时再复制；复制完的不会再复制。'],
    en: [
      'The copy was stopped, and what was not copied to its end was removed.',
      'Copy again when you need it; what is there is not copied again.',
    ],
  },
  'restore/no-copy': {
    zh: ['没有找到备份：{path}。', '请用 --from 指明备份文件。'],
    en: ['There is no copy: {path}.', 'Name the file of a copy with --from.'],
  },
  'restore/not-whole': {
    zh: ['备份核对不符（{verdict}），不能用来恢复：{path}。', '请用 --from 换一份备份。'],
    en: [
      'The copy does not verify ({verdict}) and cannot be restored: {path}.',
      'Choose another one with --from.',
    ],
  },
  'restore/no-hall': {
    zh: ['本窗口没有连接大厅。', '只能与现在的文件比较。'],
    en: ['This counter has no hall.', 'The copy can only be compared with the present file.'],
  },
  'restore/present-whole': {
    zh: ['现在的日志完整，比备份多 {entries} 条，不恢复。', '不用处理。'],
    en: [
      'The present log is whole and has {entries} entries more than the copy; nothing is restored.',
      'Nothing to do.',
    ],
  },
  'restore/not-ours': {
    zh: [
      '大厅说这份备份属于另一个窗口，不能在这里恢复：{path}。',
      '请在那个窗口恢复；若本机替换了它的电脑，先用 guiping hall enrol --replaces 取的码连接大厅。',
    ],
    en: [
      'The hall says that this copy belongs to another counter; it cannot be restored here: {path}.',
      'Restore it at that counter; where this PC takes the place of its PC, enrol first with a code of guiping hall enrol --replaces.',
    ],
  },
  'restore/forked': {
    zh: ['备份第 {seq} 条与大厅的不同，不能用来恢复。', '请告诉大厅管理员，两份都保留。'],
    en: [
      'Entry {seq} of the copy is not what the hall has; it cannot be restored.',
      'Tell hall IT and keep both.',
    ],
  },
  'hall/needs-archive': {
    zh: [
      '大厅缺第 {seq} 条起的条目，它们已移出本机，存档不在：{path}。',
      '请把存档放回原处；送达会自动继续。',
    ],
    en: [
      'The hall lacks entries from {seq} on; they have left this PC and their archive is not there: {path}.',
      'Put the archive back in its place; delivery goes on by itself.',
    ],
  },
} as const
