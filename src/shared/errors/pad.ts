/** The keypad: ports, profiles, the link. */
export const PAD_ERRORS = {
  'pad/port-missing': {
    zh: ['找不到端口 {port}。', '请检查评价器的线和驱动；插好后会自动连接。'],
    en: ['There is no port {port}.', 'Check the cable and driver; it connects by itself once plugged in.'],
  },
  'pad/port-busy': {
    zh: ['端口 {port} 被别的程序占用。', '请关闭旧的评价程序或叫号程序；释放后会自动连接。'],
    en: [
      'Port {port} is used by another program.',
      'Close the old rating or queue program; it connects by itself then.',
    ],
  },
  'pad/port-permission': {
    zh: ['没有权限打开 {port}。', 'Linux 请把用户加入 dialout 组后重新登录；Windows 请检查是否被占用。'],
    en: [
      'No permission to open {port}.',
      'Linux: add the user to the group dialout and log in again. Windows: see what holds it.',
    ],
  },
  'pad/not-serial': {
    zh: ['{port} 不是串口。', '请另选一个端口。'],
    en: ['{port} is not a serial port.', 'Choose another port.'],
  },
  'pad/driver': {
    zh: ['{port} 的驱动有问题。', '请重装 USB 转串口驱动，换一个 USB 口再试。'],
    en: ['The driver of {port} has a fault.', 'Reinstall the USB-serial driver and try another socket.'],
  },
  'pad/unreachable': {
    zh: ['连不上串口服务器 {port}。', '请检查地址、网线和电源；恢复后会自动连接。'],
    en: [
      'The serial server {port} does not answer.',
      'Check address, cable and power; it connects by itself then.',
    ],
  },
  'pad/open-failed': {
    zh: ['打不开端口 {port}：{why}。', '请重新插拔；仍然不行请换 USB 口。'],
    en: [
      'Port {port} cannot be opened: {why}.',
      'Unplug and plug in again; if it stays, try another socket.',
    ],
  },
  'pad/port-gone': {
    zh: ['评价器已断开。', '请检查 USB 线；插回后会自动恢复。'],
    en: ['The keypad is disconnected.', 'Check the USB cable; it recovers by itself once plugged in.'],
  },
  'pad/write-timeout': {
    zh: ['评价器不接收数据。', '请检查电源和线；会自动重连。'],
    en: ['The keypad takes no data.', 'Check power and cable; it reconnects by itself.'],
  },
  'pad/offline': {
    zh: ['评价器没有连上。', '请检查线；连上后会自动恢复。'],
    en: ['The keypad is not connected.', 'Check the cable; it recovers by itself.'],
  },
  'pad/none': {
    zh: ['还没有设置评价器。', '请技术人员在设备页选择端口和型号。'],
    en: ['No keypad is set up.', 'A technician chooses port and profile on the device page.'],
  },
  'pad/unsupported': {
    zh: ['这款评价器没有 {command} 指令。', '不影响评价；由电脑代替提示。'],
    en: ['This keypad has no command {command}.', 'Ratings are not affected; the PC prompts instead.'],
  },
  'pad/bad-port-name': {
    zh: ['端口名 {port} 不对。', '请写成 COM5、/dev/ttyUSB0、tcp://主机:端口 或 hid://厂商：产品。'],
    en: ['{port} is not a port name.', 'Write COM5, /dev/ttyUSB0, tcp://host:port or hid://vid:pid.'],
  },
  'pad/wrong-device': {
    zh: ['{port} 上接的不是本窗口的评价器。', '请把原来的评价器插回；如果换了新的，请技术人员重新选择。'],
    en: [
      'What is at {port} is not the keypad of this counter.',
      'Plug the keypad in again; if it was exchanged, a technician chooses the new one.',
    ],
  },
  'pad/other-socket': {
    zh: [
      '{port} 插在另一个 USB 口上，不能确定是本窗口的评价器。',
      '请插回原来的 USB 口；要换口，请技术人员在设备页重新选择一次。',
    ],
    en: [
      '{port} is in another USB socket than the keypad of this counter was.',
      'Plug the keypad into its old socket; for a new one a technician chooses it once on the device page.',
    ],
  },
  'pad/missed-heartbeat': {
    zh: ['评价器没有应答。', '请检查电源和线；会自动重连。'],
    en: ['The keypad does not answer.', 'Check power and cable; it reconnects by itself.'],
  },
  'pad/not-chosen': {
    zh: ['{port} 还没有被选为评价器，不向它发送数据。', '请技术人员在设备页选择这个端口。'],
    en: [
      '{port} has not been chosen as the keypad, so nothing is sent to it.',
      'A technician chooses the port on the device page.',
    ],
  },
  'pad/superseded': {
    zh: ['指令 {command} 已被更新的指令代替。', '不需要处理。'],
    en: ['A newer command took the place of {command}.', 'Nothing is to be done.'],
  },
  'pad/too-old': {
    zh: ['语音 {command} 等得太久，没有播放。', '不影响评价。'],
    en: ['The phrase {command} waited too long and was not spoken.', 'Ratings are not affected.'],
  },
  'pad/no-hid': {
    zh: ['这台电脑用不了 USB HID 评价器。', '请重新安装程序；仍然不行请换用串口评价器。'],
    en: ['USB HID keypads do not work on this PC.', 'Install the program again, or use a serial keypad.'],
  },
  'pad/no-socat': {
    zh: ['这台机器没有 socat，开不了伪终端。', 'Debian 请运行 apt-get install socat。'],
    en: ['socat is not installed, so there are no pseudo-terminals.', 'On Debian run apt-get install socat.'],
  },
  'pad/shift-open': {
    zh: ['有人在岗，现在不能看按键数据。', '请等签退后再看。'],
    en: ['A shift is open, so raw key data is closed.', 'Look at it after the clerk has signed out.'],
  },
  'profile/unknown': {
    zh: ['没有型号 {profile}。', '可用的型号：{known}。'],
    en: ['There is no profile {profile}.', 'Known profiles: {known}.'],
  },
  'profile/needs-hid': {
    zh: [
      '型号 {profile} 只能用于 USB HID 端口，{port} 不是。',
      '请把端口写成 hid://厂商：产品，或另选型号。',
    ],
    en: [
      'The profile {profile} is for USB HID pads, and {port} is no HID port.',
      'Write the port as hid://vid:pid, or choose another profile.',
    ],
  },
  'profile/invalid': {
    zh: ['型号文件 {file} 不对：{why}。', '请改正这一处，或换一个文件。'],
    en: ['The profile file {file} is not right: {why}.', 'Correct that place, or use another file.'],
  },
} as const
