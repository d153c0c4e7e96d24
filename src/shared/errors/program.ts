/** The program itself: requests, sessions, settings, start. */
export const PROGRAM_ERRORS = {
  'request/unknown-method': {
    zh: ['程序没有这项功能：{method}。', '请刷新页面；仍然出现请更新柜评。'],
    en: ['The program has no function {method}.', 'Reload the page; if it stays, update Guiping.'],
  },
  'request/role': {
    zh: ['当前身份不能做这项操作。', '请用有权限的身份登录。'],
    en: ['Your role may not do this.', 'Sign in with a role that may.'],
  },
  'request/bad-input': {
    zh: ['填写的内容不对：{why}。', '请改正后再试。'],
    en: ['The input is not right: {why}.', 'Correct it and try again.'],
  },
  'request/not-ready': {
    zh: ['程序正在启动或关闭。', '请过几秒再试。'],
    en: ['The program is starting or closing.', 'Try again in a few seconds.'],
  },
  'request/internal': {
    zh: ['程序内部出错。', '请再试一次；仍然出现请把程序日志交给技术人员。'],
    en: [
      'Something went wrong inside the program.',
      'Try again; if it stays, give the program log to a technician.',
    ],
  },
  'request/refused': {
    zh: ['程序没有接受这个请求（原因：{why}）。', '请从柜评打开的页面操作。'],
    en: ['The request was refused: {why}.', 'Use the page that Guiping opened.'],
  },
  'request/no-session': {
    zh: ['这个窗口已失效。', '请再启动一次柜评，会打开新的窗口，正在办的不受影响。'],
    en: [
      'This window is no longer valid.',
      'Start Guiping once more: it opens a new window, and the work at hand goes on.',
    ],
  },
  'request/offline': {
    zh: ['页面连不上柜评程序。', '请确认柜评正在运行；若已重新启动，请用新打开的窗口。'],
    en: [
      'The page cannot reach the Guiping program.',
      'Check that Guiping runs; if it was started again, use the window it has opened.',
    ],
  },
  'session/wrong-password': {
    zh: ['工号或密码不对。', '请再输一次；忘记密码请找管理员重置。'],
    en: ['Staff number or password is wrong.', 'Try again; if forgotten, ask an administrator to reset it.'],
  },
  'session/wrong-technician-password': {
    zh: [
      '技术人员的密码不对。',
      '请再输一次；忘记了请先关闭柜评，再用 guiping staff reset technician 重置。',
    ],
    en: [
      "The technician's password is wrong.",
      'Try again; if forgotten, close Guiping and use guiping staff reset technician.',
    ],
  },
  'session/wrong-it-password': {
    zh: ['大厅管理员的密码不对。', '请再输一次；忘记了请先关闭柜评，再用 guiping staff reset it 重置。'],
    en: [
      'The password of hall IT is wrong.',
      'Try again; if forgotten, close Guiping and use guiping staff reset it.',
    ],
  },
  'session/wait': {
    zh: ['密码错误次数过多。', '请等 {seconds} 秒再试。'],
    en: ['Too many wrong passwords.', 'Wait {seconds} s and try again.'],
  },
  'session/shift-open': {
    zh: ['{staff} 的班次还开着。', '请先由其签退，或输入其密码解锁。'],
    en: ['The shift of {staff} is still open.', 'Let them sign out first, or unlock with their password.'],
  },
  'session/no-staff': {
    zh: ['本机还没有人员名单。', '请连接大厅服务器；名单会自动取回。'],
    en: ['This PC has no staff list yet.', 'Connect the hall server; the list is fetched by itself.'],
  },
  'setup/not-practice': {
    zh: ['只有试用时才能这样做。', '请先进入试用。'],
    en: ['This works in practice only.', 'Start practice first.'],
  },
  'setup/shift-open': {
    zh: ['有班次还开着，现在不能切换。', '请先签退。'],
    en: ['A shift is open, so this cannot be switched now.', 'Sign out first.'],
  },
  'host/node-too-old': {
    zh: ['Node {found} 太旧。', '请在柜评目录运行 npm ci，再用 bin/guiping 启动。'],
    en: ['Node {found} is too old.', 'Run npm ci in the Guiping folder and start with bin/guiping.'],
  },
  'host/no-electron': {
    zh: ['这台机器上没有 Electron 程序：{why}。', '改用浏览器界面，功能相同，但没有全局快捷键。'],
    en: [
      'There is no Electron binary here: {why}.',
      'Using the browser instead: the same program without system-wide hotkeys.',
    ],
  },
  'host/port-in-use': {
    zh: ['端口 {port} 被别的程序占用。', '请换一个 --port，或不写让系统选。'],
    en: ['Port {port} is used by another program.', 'Choose another --port, or leave it out.'],
  },
  'host/no-pages': {
    zh: ['页面文件还没有生成。', '请先运行 npm run build。'],
    en: ['The pages are not built.', 'Run npm run build first.'],
  },
  'host/not-running': {
    zh: ['柜评没有在运行。', '请先启动柜评，再用这条命令。'],
    en: ['Guiping is not running.', 'Start Guiping, then use this command.'],
  },
  'cli/missing': {
    zh: ['少写了 {what}。', '请补上再运行一次；写法见 --help。'],
    en: ['{what} is missing.', 'Add it and run this again; see --help.'],
  },
  'cli/usage': {
    zh: ['命令写法不对：{why}。', '请看 --help。'],
    en: ['Wrong usage: {why}.', 'See --help.'],
  },
  'cli/file': {
    zh: ['打不开文件 {file}：{why}。', '请检查路径和权限；文件夹要先建好。'],
    en: ['Cannot open the file {file}: {why}.', 'Check the path and its permissions; its folder must exist.'],
  },
} as const
