/** The customer's screen: a second window or a paired tablet. */
export const DISPLAY_ERRORS = {
  'display/no-faces': {
    zh: ['这个窗口不用屏幕评价。', '请在评价器上按键。'],
    en: ['Ratings are not taken on this screen.', 'Please use the keypad.'],
  },
  'display/lost': {
    zh: ['客户屏已断开。', '请检查平板的电源和网络；页面重新打开后会自动恢复。'],
    en: [
      'The customer display is gone.',
      "Check the tablet's power and network; it comes back by itself once its page is open.",
    ],
  },
  'display/cannot-listen': {
    zh: ['平板页面无法在 {address}:{port} 提供服务（{why}）。', '请检查网络地址和端口；每 30 秒会自动再试。'],
    en: [
      "The tablet's page cannot be served at {address}:{port} ({why}).",
      'Check the address and port; it is tried again every 30 seconds.',
    ],
  },
  'display/not-own-address': {
    zh: ['{address} 不是本机的网络地址。', '请从列表中选择。'],
    en: ['{address} is not an address of this PC.', 'Choose one from the list.'],
  },
  'display/no-tablet': {
    zh: ['还没有开启平板客户屏。', '请先选择地址和端口并保存。'],
    en: ["The tablet's page is not switched on.", 'Choose an address and port and save first.'],
  },
  'display/no-pages': {
    zh: ['这个程序没有可以给平板的页面。', '请从桌面程序或浏览器界面启动柜评。'],
    en: [
      'This program has no pages for a tablet.',
      'Start Guiping as the desktop program or in the browser.',
    ],
  },
} as const
