/** The technician's guided check. */
export const CHECK_ERRORS = {
  'check/none': {
    zh: ['现在没有进行检查。', '请选择端口和型号，再开始检查。'],
    en: ['No check is going on.', 'Choose port and profile, then start the check.'],
  },
  'check/no-bytes': {
    zh: ['按键后没有收到任何数据。', '请检查评价器的电源和线，再按一次；仍没有请换端口。'],
    en: [
      'No data has come from the keypad.',
      'Check its power and cable and press again, or try another port.',
    ],
  },
  'check/no-frames': {
    zh: ['收到 {bytes} 字节，但都不合型号 {profile}。', '请换一个型号，或按评价器手册核对波特率和校验位。'],
    en: [
      '{bytes} bytes came, and none fit the profile {profile}.',
      'Try another profile, or check baud rate and parity in the manual of the pad.',
    ],
  },
  'check/other-pad': {
    zh: ['数据完整，但不是型号 {profile} 的按键。', '请检查地址和型号。'],
    en: ['The data is sound, but no key of the profile {profile}.', 'Check the address and the profile.'],
  },
  'check/unknown-key': {
    zh: ['评价器发来型号 {profile} 里没有的按键 {key}。', '请换一个型号，或为它学习一个新型号；不会猜等级。'],
    en: [
      'The pad sent the key {key}, which the profile {profile} does not list.',
      'Choose another profile or learn a new one; no level is ever guessed.',
    ],
  },
  'check/stuck-key': {
    zh: ['按键 {key} 像是卡住了。', '请清理或更换这个键，再按一次。'],
    en: ['The key {key} seems stuck.', 'Clean or replace it and press it again.'],
  },
  'check/two-keys': {
    zh: ['同时按下了两个键。', '请一次只按一个键。'],
    en: ['Two keys were down at once.', 'Press one key at a time.'],
  },
  'check/no-light': {
    zh: ['评价器没有亮灯或显示。', '请检查供电和型号里的指令；评价仍可使用。'],
    en: [
      'The pad showed no light.',
      'Check its power and the commands of the profile; rating works without it.',
    ],
  },
  'check/no-voice': {
    zh: ['没有听到声音。', '请检查音量和喇叭；评价仍可使用。'],
    en: ['No voice was heard.', 'Check volume and speaker; rating works without it.'],
  },
  'check/not-finished': {
    zh: ['前面还有没完成的步骤，现在不能保存。', '请先按清单完成检查；急用时可直接点「连接」。'],
    en: [
      'Some steps are not done, so it cannot be saved yet.',
      'Finish the list first; in a hurry, use Connect without the check.',
    ],
  },
  'check/recording': {
    zh: ['正在录制 {name}。', '请先停止，再录下一个。'],
    en: ['{name} is being recorded.', 'Stop it before you record another.'],
  },
  'check/other-capture': {
    zh: ['抓包 {name} 里没有型号 {profile} 的按键。', '请换一个型号回放，或重新录制并按几次键。'],
    en: [
      'The capture {name} holds no key of the profile {profile}.',
      'Replay it with another profile, or record again and press some keys.',
    ],
  },
} as const
