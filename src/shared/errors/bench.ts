/** The technician's bench: the counter's port is lent to detection or to learning. */
export const BENCH_ERRORS = {
  'bench/busy': {
    zh: ['正在识别或学习评价器。', '请等它结束，或先停止它。'],
    en: ['A keypad is being detected or learnt.', 'Wait for it to end, or stop it first.'],
  },
  'bench/checking': {
    zh: ['正在逐项检查，还没有保存。', '请先保存或结束检查。'],
    en: ['A check is going on and not saved yet.', 'Save it or end it first.'],
  },
  'bench/asleep': {
    zh: ['电脑休眠，已停下。', '请重新开始；已录下的都在。'],
    en: ['The PC went to sleep, so it was stopped.', 'Begin again; what was recorded is kept.'],
  },
  'bench/keyboard': {
    zh: [
      '按键以键盘的方式到了这个页面（{keys}）：它不是串口评价器，不能用来评价。',
      '请查手册，改成串口或 HID 模式；改不了时把键设成 F13–F24，只作快捷键用。',
    ],
    en: [
      'The keys came to this page as if typed ({keys}): it is a keyboard, no serial keypad, and cannot rate.',
      'See its manual for a serial or HID mode; failing that set its keys to F13–F24 and use them as hotkeys only.',
    ],
  },
  'learn/none': {
    zh: ['现在没有可保存的型号。', '请先学习，并让每次按键都能解码。'],
    en: ['There is no learnt profile to be saved.', 'Learn one first, with every press decoded.'],
  },
  'learn/name-taken': {
    zh: ['已经有型号叫 {name}。', '请换一个名称。'],
    en: ['A profile named {name} exists already.', 'Choose another name.'],
  },
} as const
