/** Captures, and finding out which keypad it is: by detection or by learning a new one. */
export const LEARN_ERRORS = {
  'capture/empty': {
    zh: ['抓包文件 {file} 是空的。', '请重新录制:guiping device record,录制时按几次键。'],
    en: ['The capture {file} is empty.', 'Record again with guiping device record and press some keys.'],
  },
  'capture/not-a-capture': {
    zh: ['{file} 不是抓包文件:{why}。', '请选择 guiping device record 录下的 .kcap.jsonl 文件。'],
    en: [
      '{file} is not a capture: {why}.',
      'Choose a .kcap.jsonl file that guiping device record has written.',
    ],
  },
  'capture/bad-line': {
    zh: ['抓包文件 {file} 第 {line} 行不对:{why}。', '请删去这一行,或重新录制。'],
    en: ['Line {line} of the capture {file} is not right: {why}.', 'Remove that line, or record again.'],
  },
  'capture/unreadable': {
    zh: ['读不了抓包文件 {file}:{why}。', '请检查文件名和权限。'],
    en: ['The capture {file} cannot be read: {why}.', 'Check its name and permissions.'],
  },
  'capture/exists': {
    zh: ['文件 {file} 已经存在,没有覆盖。', '请换一个文件名。'],
    en: ['The file {file} exists already and was not overwritten.', 'Choose another name.'],
  },
  'capture/unwritable': {
    zh: ['写不了文件 {file}:{why}。', '请检查文件夹、权限和磁盘空间。'],
    en: ['The file {file} cannot be written: {why}.', 'Check the folder, its permissions and the disk.'],
  },
  'capture/full': {
    zh: ['抓包文件 {file} 已满({mib} MiB),录制停止。', '已录下的都在;需要更多请换一个文件再录。'],
    en: [
      'The capture {file} is full ({mib} MiB); recording stopped.',
      'What came until then is kept; record more into another file.',
    ],
  },
} as const
