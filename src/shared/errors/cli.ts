/** The command line. */
export const CLI_ERRORS = {
  'cli/no-password': {
    zh: ['没有给出 {role} 的密码。', '请在提示后输入，或设环境变量 GUIPING_PASSWORD。'],
    en: ['No password was given for {role}.', 'Enter it when asked, or set GUIPING_PASSWORD.'],
  },
  'staff/running': {
    zh: ['柜评正在运行，密码没有重置。', '请先关闭柜评，再运行一次。'],
    en: ['Guiping is running, so the password was not reset.', 'Close Guiping first, then run this again.'],
  },
} as const
