/** Captures, and finding out which keypad it is: by detection or by learning a new one. */
export const LEARN_ERRORS = {
  'capture/empty': {
    zh: ['抓包文件 {file} 是空的。', '请重新录制：guiping device record，录制时按几次键。'],
    en: ['The capture {file} is empty.', 'Record again with guiping device record and press some keys.'],
  },
  'capture/not-a-capture': {
    zh: ['{file} 不是抓包文件：{why}。', '请选择 guiping device record 录下的 .kcap.jsonl 文件。'],
    en: [
      '{file} is not a capture: {why}.',
      'Choose a .kcap.jsonl file that guiping device record has written.',
    ],
  },
  'capture/bad-line': {
    zh: ['抓包文件 {file} 第 {line} 行不对：{why}。', '请删去这一行，或重新录制。'],
    en: ['Line {line} of the capture {file} is not right: {why}.', 'Remove that line, or record again.'],
  },
  'capture/unreadable': {
    zh: ['读不了抓包文件 {file}：{why}。', '请检查文件名和权限。'],
    en: ['The capture {file} cannot be read: {why}.', 'Check its name and permissions.'],
  },
  'capture/exists': {
    zh: ['文件 {file} 已经存在，没有覆盖。', '请换一个文件名。'],
    en: ['The file {file} exists already and was not overwritten.', 'Choose another name.'],
  },
  'capture/unwritable': {
    zh: ['写不了文件 {file}：{why}。', '请检查文件夹、权限和磁盘空间。'],
    en: ['The file {file} cannot be written: {why}.', 'Check the folder, its permissions and the disk.'],
  },
  'capture/full': {
    zh: ['抓包文件 {file} 已满（{mib} MiB），录制停止。', '已录下的都在；需要更多请换一个文件再录。'],
    en: [
      'The capture {file} is full ({mib} MiB); recording stopped.',
      'What came until then is kept; record more into another file.',
    ],
  },
  'detect/bad-fingerprints': {
    zh: ['USB 芯片表 {file} 不对：{why}。', '请改正这一处，或重新安装柜评。'],
    en: [
      'The list of USB chips {file} is not right: {why}.',
      'Correct that place, or install Guiping again.',
    ],
  },
  'detect/not-listed': {
    zh: ['系统的串口列表里没有 {port}。', '串口服务器和伪终端属正常；否则请检查线和驱动。'],
    en: [
      'The system does not list {port}.',
      'That is so for serial servers and pseudo-terminals; otherwise check cable and driver.',
    ],
  },
  'detect/no-bridge': {
    zh: ['{port} 不是已知的 USB 转串口芯片。', '请按一次键确认，它也可能是别的设备。'],
    en: ['{port} is none of the USB bridges known.', 'Press a key to make sure; it may be something else.'],
  },
  'detect/bridge-only': {
    zh: ['{chip} 只是转换芯片，认不出是哪种评价器。', '请按一次键来识别。'],
    en: ['{chip} is the USB bridge and does not tell which keypad it is.', 'Press a key to recognise it.'],
  },
  'detect/brltty': {
    zh: [
      '{chip} 只是转换芯片；在 Linux 上可能被 brltty 抢占。',
      '请按一次键来识别；端口消失时请卸载 brltty。',
    ],
    en: [
      '{chip} is the USB bridge only; on Linux brltty may take it away.',
      'Press a key to recognise the pad; if the port vanishes, remove brltty.',
    ],
  },
  'detect/code-10': {
    zh: [
      '{chip} 只是转换芯片；仿制芯片在新驱动下会报「代码 10」。',
      '请按一次键来识别；报错时请换用旧版驱动。',
    ],
    en: [
      '{chip} is the USB bridge only; clones fail with "Code 10" on newer Windows drivers.',
      'Press a key to recognise the pad; on that error install the older driver.',
    ],
  },
  'detect/no-question': {
    zh: ['型号 {profile} 不能查询身份。', '请按一次键来识别。'],
    en: ['Pads of the profile {profile} cannot be asked who they are.', 'Press a key to recognise the pad.'],
  },
  'detect/no-answer': {
    zh: ['没有收到型号 {profile} 的应答。', '如果就是这种评价器，请检查电源和线。'],
    en: ['No answer of the profile {profile} came.', 'If it is such a pad, check its power and cable.'],
  },
  'detect/silent': {
    zh: ['{port} 在 10 秒内没有任何数据。', '请检查电源和线，或换一个端口，再按一次键。'],
    en: [
      'Nothing came from {port} within 10 seconds.',
      'Check power and cable or choose another port, then press a key again.',
    ],
  },
  'detect/unknown-pad': {
    zh: [
      '收到 {bytes} 字节，但没有型号认得。',
      '请核对波特率；仍不认得，请学习新型号（guiping device learn）。',
    ],
    en: [
      '{bytes} bytes came, and no profile knows them.',
      'Check the baud rate; if it stays unknown, learn a new profile (guiping device learn).',
    ],
  },
  'detect/unlisted-key': {
    zh: ['像是 {profiles}，但按键 {keys} 不在键表里。', '请按其他键再试，或学习一个新型号；不会猜等级。'],
    en: [
      'It looks like {profiles}, but the key {keys} is in no key table.',
      'Try the other keys or learn a new profile; no level is ever guessed.',
    ],
  },
  'detect/tie': {
    zh: ['这些型号都合：{profiles}。', '请把每个键都按一次；仍分不开时，选按键数和应答方式相符的那个。'],
    en: [
      'All of these profiles fit: {profiles}.',
      'Press every key once; if they stay together, choose the one with your keys and acknowledgement.',
    ],
  },
  'learn/other-line': {
    zh: ['{one} 和 {other} 的线路设置不同，不能一起学习。', '请用同一种设置重新录制，或分开学习。'],
    en: [
      '{one} and {other} were read with different line settings and cannot be learnt from together.',
      'Record again with one setting, or learn from them apart.',
    ],
  },
  'detect/alike': {
    zh: [
      '这些型号发的数据一样，按键分不开：{profiles}。',
      '请先选一个试用；按一次键如果反复发送，说明应答方式不对，换另一个。',
    ],
    en: [
      'These profiles send the same bytes and no key can tell them apart: {profiles}.',
      'Try one; if the pad says one press again and again, it wants another answer: take the other.',
    ],
  },
  'detect/two-pressed': {
    zh: ['两个评价器同时有按键：{ports}。', '请只在要选的那个上按一次键。'],
    en: ['Keys were pressed on two keypads: {ports}.', 'Press one key, on the keypad that is meant.'],
  },
  'learn/empty': {
    zh: ['没有录到任何按键数据。', '请检查端口、电源和线，再按提示逐个按键。'],
    en: ['No key data was recorded.', 'Check port, power and cable, then press the keys as shown.'],
  },
  'learn/no-level': {
    zh: ['抓包 {file} 没有写明按的是哪个键。', '请用 guiping device record --level 重新录制。'],
    en: [
      'The capture {file} does not say which key was pressed.',
      'Record it again with guiping device record --level.',
    ],
  },
  'learn/stopped': {
    zh: ['学习已停止，没有保存。', '准备好后请重新开始。'],
    en: ['Learning was stopped and nothing was saved.', 'Start again when you are ready.'],
  },
  'learn/too-few-keys': {
    zh: ['只有一个键的数据，学不出规律。', '请把每个键都按几次。'],
    en: ['There is data of one key only, which shows no pattern.', 'Press every key several times.'],
  },
  'learn/silent-key': {
    zh: ['等级 {level} 的键没有发出数据。', '请再按一次这个键；仍没有就是坏了，或不属于这个评价器。'],
    en: [
      'The key of level {level} sends nothing.',
      'Press it again; if it stays silent, it is broken or not of this pad.',
    ],
  },
  'learn/same-bytes': {
    zh: ['等级 {one} 和 {other} 的键发出相同的数据。', '请确认按的是不同的键，再录一次。'],
    en: [
      'The keys of level {one} and {other} send the same bytes.',
      'Make sure that different keys were pressed and record again.',
    ],
  },
  'learn/another-pad': {
    zh: ['等级 {level} 的数据与其他键不是一种格式。', '可能来自另一个评价器；请只在这一个上重录这个键。'],
    en: [
      'The data of level {level} has another form than that of the other keys.',
      'It may come from another keypad: record this key again, on this pad only.',
    ],
  },
  'learn/no-frame': {
    zh: ['按键前后没有固定的字节，干扰也会被当成评价。', '这种评价器不能安全地学习；请把抓包发给我们。'],
    en: [
      'Nothing fixed stands around the key, so noise on the line would be votes.',
      'Such a pad cannot be learnt safely; send us the captures.',
    ],
  },
  'learn/no-pattern': {
    zh: ['在数据里找不出区分按键的字节。', '请每个键多按几次，按键之间停一秒，再录一次。'],
    en: [
      'No byte in the data tells the keys apart.',
      'Press each key several times with a second between presses, and record again.',
    ],
  },
  'learn/invalid': {
    zh: ['学出的型号不成立：{why}。', '请重新录制；仍不行请把抓包发给我们。'],
    en: [
      'What was learnt makes no valid profile: {why}.',
      'Record again; if it stays, send us the captures.',
    ],
  },
  'learn/replay': {
    zh: ['等级 {level} 的第 {press} 次按键解码成 {found}，没有保存。', '请重新录制这个键，一次只按一下。'],
    en: [
      'Press {press} of level {level} decodes to {found}, so nothing was saved.',
      'Record this key again, one press at a time.',
    ],
  },
} as const
