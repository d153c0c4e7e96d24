/** Hotkeys: settings, files, the technician's tests, and keys that cannot act now. */
export const HOTKEY_ERRORS = {
  'hotkeys/not-saved': {
    zh: ['快捷键没有保存。', '{why}改好后再保存；原来的快捷键没有变。'],
    en: ['The hotkeys are not saved.', '{why} Then save again; the hotkeys are as they were.'],
  },
  'hotkeys/refused': {
    zh: ['没有保存：{keys} 被别的程序占用。', '请换一个键，或在那个程序里关掉它；原来的快捷键没有变。'],
    en: [
      'Not saved: another program has {keys}.',
      'Choose another key or turn it off in that program; the hotkeys are as they were.',
    ],
  },
  'hotkeys/unknown-name': {
    zh: [
      '没有叫 {name} 的刷卡软件配置或键盘布局。',
      '请从列表中选，或把它的文件放进数据文件夹的 hotkeys/pos。',
    ],
    en: [
      'There is no card terminal profile or keyboard layout {name}.',
      'Choose from the list, or put its file into hotkeys/pos of the data folder.',
    ],
  },
  'hotkeys/file': {
    zh: ['快捷键文件 {file} 不对：{why}。', '请改正这个文件，再重新打开页面。'],
    en: ['The hotkey file {file} is not right: {why}.', 'Correct the file and open the page again.'],
  },
  'hotkeys/shift-open': {
    zh: ['有班次还开着，快捷键正在用。', '请先签退，再录键或测试。'],
    en: ['A shift is open and uses the hotkeys.', 'Sign out first, then record or test keys.'],
  },
  'hotkeys/no-test': {
    zh: ['现在没有在测试快捷键。', '请先开始测试；测试到时间会自己结束。'],
    en: ['No test of the hotkeys is running.', 'Start it first; a test ends by itself after its time.'],
  },
  'hotkeys/no-reason': {
    zh: ['本大厅的未评价原因没有第 {number} 项。', '请用别的原因，或从列表中选。'],
    en: ['This hall has no reason number {number}.', 'Use another reason or choose from the list.'],
  },
} as const
