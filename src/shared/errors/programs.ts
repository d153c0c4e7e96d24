/** Other programs: the door, the command line, the watched folder, and what choosing an item starts. */
export const PROGRAMS_ERRORS = {
  'program/bad-token': {
    zh: ['令牌不对或已被收回。', '请向技术人员要新的令牌。'],
    en: ['The token is wrong or was taken back.', 'Ask the technician for a new one.'],
  },
  'program/refused': {
    zh: ['请求被拒绝：{why}。', '请直接访问 127.0.0.1，不带 Origin，不经网页。'],
    en: ['The request was refused: {why}.', 'Address 127.0.0.1 itself, without Origin and not from a page.'],
  },
  'program/no-such-path': {
    zh: ['没有这个接口。', '请看 docs/tax-software.md。'],
    en: ['There is no such path.', 'See docs/tax-software.md.'],
  },
  'program/wrong-method': {
    zh: ['这个接口要用 {method}。', '请改用该方法。'],
    en: ['This path takes {method}.', 'Use that method.'],
  },
  'program/not-json': {
    zh: ['请求的 Content-Type 不是 application/json。', '请发送 UTF-8 编码的 JSON。'],
    en: ['The Content-Type is not application/json.', 'Send JSON in UTF-8.'],
  },
  'program/bad-json': {
    zh: ['请求内容不是有效的 JSON。', '请发送一个 JSON 对象。'],
    en: ['The body is no valid JSON.', 'Send one JSON object.'],
  },
  'program/too-large': {
    zh: ['请求超过 64 KiB。', '请只发送接口需要的内容。'],
    en: ['The request is larger than 64 KiB.', 'Send only what the path needs.'],
  },
  'program/bad-request': {
    zh: ['请求的格式不对。', '请按 HTTP/1.1 发送。'],
    en: ['The request is malformed.', 'Send HTTP/1.1.'],
  },
  'program/too-many-streams': {
    zh: ['事件流已有 {most} 个。', '请先关闭不用的。'],
    en: ['There are {most} streams of events already.', 'Close those that are not used.'],
  },
  'program/unknown-reference': {
    zh: ['本班次没有这个受理编号的办件。', '请先用这个编号开始办件。'],
    en: ['This shift has no matter with that reference.', 'Open one with it first.'],
  },
  'program/name-taken': {
    zh: ['已经有名为 {name} 的程序。', '请换一个名称，或先移除原来的。'],
    en: ['There is a program named {name} already.', 'Choose another name, or remove that one first.'],
  },
  'program/unknown-name': {
    zh: ['没有名为 {name} 的程序。', '请先查看程序列表。'],
    en: ['There is no program named {name}.', 'Look at the list of programs.'],
  },
  'program/too-many': {
    zh: ['程序已有 {most} 个。', '请先移除不用的。'],
    en: ['There are {most} programs already.', 'Remove those that are not used.'],
  },
  'program/port-in-use': {
    zh: ['业务软件接口的端口 {port} 被别的程序占用。', '请关闭那个程序，或换一个端口。'],
    en: [
      'The door for the tax software needs port {port}, which another program uses.',
      'Close it, or choose another port.',
    ],
  },
  'program/folder-bad': {
    zh: ['文件夹 {path} 不能用：{why}。', '请选一个已有的、可写的、不在数据目录里的文件夹，写完整路径。'],
    en: [
      'The folder {path} cannot be used: {why}.',
      'Choose one that exists, is writable and lies outside the data folder; write its full path.',
    ],
  },
  'program/file-bad': {
    zh: ['文件 {file} 不能用：{why}。', '请写一行 JSON，例如 {"do":"ask"}。'],
    en: ['The file {file} cannot be used: {why}.', 'Write one line of JSON, such as {"do":"ask"}.'],
  },
  'program/file-unfinished': {
    zh: ['文件 {file} 一直没有写完。', '请写完整的一行 JSON，以换行结束。'],
    en: ['The file {file} was never finished.', 'Write one whole line of JSON that ends with a line break.'],
  },
  'program/interrupted': {
    zh: ['处理时程序停止，不知道是否已经完成。', '请查看当前状态再决定；带受理编号的请求可以放心重发。'],
    en: [
      'The program stopped meanwhile; nobody knows whether it was done.',
      'Look at the state first; a request with a reference may be sent again.',
    ],
  },
  'program/launch-not-allowed': {
    zh: ['{what} 不在管理员允许的列表里。', '请由管理员加入允许的程序或网址。'],
    en: ['{what} is not on the list of what IT allows.', 'Let IT add the program or server.'],
  },
  'program/launch-path': {
    zh: ['{what} 不是完整路径。', '请由管理员写完整路径，例如 C:\\Tax\\tax.exe。'],
    en: ['{what} is no full path.', 'Let IT write all of it, such as C:\\Tax\\tax.exe.'],
  },
  'program/launch-shell': {
    zh: ['{what} 是命令解释器或脚本，不能启动。', '请由管理员写业务程序本身的路径。'],
    en: ['{what} is a shell or a script and may not be started.', 'Let IT name the program itself.'],
  },
  'program/launch-url': {
    zh: [
      '{what} 不是可以打开的网页地址。',
      '请由管理员写 http:// 或 https:// 开头的地址，不带用户名和密码，占位符只放在服务器名之后。',
    ],
    en: [
      '{what} is no page that can be opened.',
      'Let IT write an address with http:// or https://, without user and password, placeholders only behind the server.',
    ],
  },
  'program/launch-server': {
    zh: ['{what} 不是服务器地址。', '请由管理员写成 https://主机 或 https://主机:端口。'],
    en: ['{what} is no server.', 'Let IT write it like https://host or https://host:port.'],
  },
  'program/launch-hole': {
    zh: ['没有占位符 {what}。', '可以用的有：{known}。请由管理员改正。'],
    en: ['There is no placeholder {what}.', 'There are: {known}. Let IT correct it.'],
  },
  'program/launch-value': {
    zh: ['{name} 的内容不能交给其他程序。', '业务照常办理；请手工打开该程序。'],
    en: ['The value of {name} cannot be handed to another program.', 'Go on; open that program by hand.'],
  },
  'program/launch-failed': {
    zh: ['没能打开 {what}：{why}。', '业务照常办理；请手工打开，并告诉技术人员。'],
    en: ['{what} could not be opened: {why}.', 'Go on; open it by hand and tell the technician.'],
  },
} as const
