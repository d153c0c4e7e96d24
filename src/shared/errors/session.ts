/** Passwords of the clerks, and of who installs and keeps a counter. */
export const SESSION_ERRORS = {
  'session/no-passwords': {
    zh: [
      '{path} 里没有管理员和技术人员的密码。',
      '请检查 --data；若里面是日志的副本，先用 guiping staff reset it --data {path} 给它一个密码。',
    ],
    en: [
      '{path} holds no passwords of hall IT and technician.',
      'Check --data; a folder with a copy of a log gets one by guiping staff reset it --data {path}.',
    ],
  },
  'session/first-password': {
    zh: ['这是初始密码，要先改成自己的。', '请设一个新密码，再登录。'],
    en: ['This is a first password and must be changed.', 'Choose one of your own, then sign in.'],
  },
  'session/password-short': {
    zh: ['新密码太短。', '请至少用 {least} 位。'],
    en: ['The new password is too short.', 'Use at least {least} characters.'],
  },
  'session/password-one-kind': {
    zh: ['新密码只有一类字符。', '请字母和数字都用上。'],
    en: ['The new password has one kind of character.', 'Use letters and digits together.'],
  },
  'session/password-number': {
    zh: ['新密码里有工号或姓名。', '请换一个别人猜不到的。'],
    en: ['The new password contains your staff number or name.', 'Choose one that others do not guess.'],
  },
  'session/password-common': {
    zh: ['新密码太常见。', '请换一个别人猜不到的。'],
    en: ['The new password is too common.', 'Choose one that others do not guess.'],
  },
  'session/password-same': {
    zh: ['新密码和原来的一样。', '请换一个。'],
    en: ['The new password is the old one.', 'Choose another.'],
  },
} as const
