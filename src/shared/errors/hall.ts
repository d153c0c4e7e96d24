/** Delivery, as the counter sees it and as the hall answers it. */
export const HALL_ERRORS = {
  'hall/bad-url': {
    zh: [
      '大厅服务器地址 {url} 不对。',
      '请写全：大厅服务器就在本机写 http://127.0.0.1:端口，在别的电脑写 https://主机:端口。',
    ],
    en: [
      '{url} is not a hall server address.',
      'Write it whole: http://127.0.0.1:port for a hall on this PC, https://host:port for any other.',
    ],
  },
  'hall/insecure': {
    zh: [
      '{host} 不是本机，不能用明文 HTTP。',
      '请给大厅服务器配置 TLS 证书（--tls-cert --tls-key），改用 https://。',
    ],
    en: [
      '{host} is not this PC, so plain HTTP is refused.',
      'Give the hall server a TLS certificate (--tls-cert --tls-key) and use https://.',
    ],
  },
  'hall/unreachable': {
    zh: ['连不上大厅服务器 {url}。', '评价照常保存在本机；连上后会自动送达。'],
    en: ['The hall server {url} does not answer.', 'Ratings are kept on this PC and delivered once it does.'],
  },
  'hall/enrol-unreachable': {
    zh: ['连不上大厅服务器 {url}，没有登记。', '请检查地址、端口和网络，再登记一次。'],
    en: [
      'The hall server {url} does not answer, so this counter is not enrolled.',
      'Check address, port and network, and enrol again.',
    ],
  },
  'hall/not-a-hall': {
    zh: ['{url} 不是柜评大厅服务器。', '请检查地址和端口。'],
    en: ['{url} is not a Guiping hall server.', 'Check address and port.'],
  },
  'hall/not-enrolled': {
    zh: ['本窗口还没有连接大厅服务器。', '请技术人员用一次性登记码连接。'],
    en: ['This counter is not connected to a hall.', 'A technician connects it with a one-time code.'],
  },
  'hall/wrong-code': {
    zh: ['登记码不对或已用过。', '请在大厅服务器上取一个新的登记码。'],
    en: ['The enrolment code is wrong or used.', 'Get a new one at the hall server.'],
  },
  'hall/other-counter': {
    zh: [
      '本机已经是窗口 {station}，不能再顶替另一个窗口的电脑。',
      '请用空的数据目录（--data）连接，再恢复那个窗口的备份。',
    ],
    en: [
      'This PC is counter {station} already and cannot take the place of another.',
      'Enrol from an empty data folder (--data), then restore the copy of that counter.',
    ],
  },
  'hall/no-counter': {
    zh: [
      '大厅没有唯一的窗口叫 {counter}。',
      '请核对窗口号；重名时用它的标识（guiping hall verify --json）。',
    ],
    en: [
      'The hall has no single counter called {counter}.',
      'Check the name; where two are alike give its id (guiping hall verify --json).',
    ],
  },
  'hall/wait': {
    zh: ['登记码错误次数过多。', '请等 {seconds} 秒再试。'],
    en: ['Too many wrong enrolment codes.', 'Wait {seconds} s and try again.'],
  },
  'hall/wrong-password': {
    zh: ['密码不对。', '请再输一次；忘记了请在大厅服务器上运行 guiping hall password --data 数据目录。'],
    en: [
      'The password is wrong.',
      'Try again; if forgotten, run guiping hall password --data DIR on the hall server.',
    ],
  },
  'hall/bad-tls': {
    zh: ['TLS 证书或私钥不能用：{why}。', '请检查 --tls-cert 和 --tls-key 的 PEM 文件。'],
    en: [
      'The TLS certificate or key is of no use: {why}.',
      'Check the PEM files of --tls-cert and --tls-key.',
    ],
  },
  'hall/cannot-listen': {
    zh: ['不能在 {host}:{port} 上监听：{why}。', '请检查 --host 和 --port。'],
    en: ['Cannot listen on {host}:{port}: {why}.', 'Check --host and --port.'],
  },
  'hall/import-encoding': {
    zh: ['{file} 的文字编码认不出（不是 UTF-8，也不是 GB18030）。', '请在 Excel 里另存为 .xlsx，再导入。'],
    en: ['{file} is neither UTF-8 nor GB18030.', 'Save it as .xlsx and import that.'],
  },
  'hall/import-refused': {
    zh: ['表格有 {count} 处不对，什么都没有导入。', '请按列出的行和列改正，再导入一次。'],
    en: [
      'The table is wrong in {count} places, so nothing was imported.',
      'Correct the lines and columns named, and import again.',
    ],
  },
  'hall/import-removes': {
    zh: [
      '表里少了现有的人员 {staff}、事项 {items}，什么都没有导入。',
      '请先用 --out 文件.xlsx 取出现有名单，在里面改，再导入；确实要移除，请加 --remove。',
    ],
    en: [
      'The table lacks staff {staff} and items {items} that are there, so nothing was imported.',
      'Get the present lists with --out FILE.xlsx, change those and import them; add --remove to remove what is not in the table.',
    ],
  },
  'hall/import-empty': {
    zh: ['{file} 里一行数据也没有，什么都没有导入。', '请填好再导入；导入的表格就是完整名单。'],
    en: ['{file} has no rows, so nothing was imported.', 'Fill it in: the table is the whole list.'],
  },
  'hall/unknown-counter': {
    zh: ['大厅服务器不认识本窗口。', '请重新登记。'],
    en: ['The hall server does not know this counter.', 'Enrol it again.'],
  },
  'hall/bad-signature': {
    zh: ['签名不对。', '请重新登记本窗口；数据没有丢。'],
    en: ['The signature is wrong.', 'Enrol this counter again; nothing is lost.'],
  },
  'hall/wrong-key': {
    zh: ['对方的密钥与登记时不同。', '请不要继续；请大厅技术人员确认服务器是否被更换。'],
    en: [
      'The server has another key than at enrolment.',
      'Stop here; ask hall IT whether the server was replaced.',
    ],
  },
  'hall/gap': {
    zh: ['缺少第 {expected} 条起的日志。', '会自动补送，不用处理。'],
    en: ['Entries from {expected} on are missing.', 'They are sent again by themselves.'],
  },
  'hall/fork': {
    zh: ['本机日志与大厅服务器在第 {common} 条后不一致。', '两份都已保留；请大厅技术人员查看。'],
    en: ['The log here and at the hall differ after entry {common}.', 'Both are kept; hall IT must look.'],
  },
  'hall/bad-link': {
    zh: ['第 {seq} 条日志与前一条对不上。', '请大厅技术人员核查本机日志。'],
    en: ['Entry {seq} does not follow from the one before.', 'Hall IT must check the log of this PC.'],
  },
  'hall/bad-entry': {
    zh: ['第 {seq} 条日志的内容不对：{why}。', '请大厅技术人员核查。'],
    en: ['Entry {seq} is not right: {why}.', 'Hall IT must check it.'],
  },
  'hall/duplicate-rating': {
    zh: ['第 {seq} 条的评价编号已存在于别的位置。', '请大厅技术人员核查；不会重复计数。'],
    en: [
      'The rating of entry {seq} exists elsewhere already.',
      'Hall IT must check; nothing is counted twice.',
    ],
  },
  'hall/not-your-log': {
    zh: ['这份日志属于另一个窗口。', '请检查是否复制了数据目录。'],
    en: ['This log belongs to another counter.', 'Check whether the data folder was copied.'],
  },
  'hall/bad-request': {
    zh: ['大厅服务器不接受这个请求：{why}。', '请更新柜评。'],
    en: ['The hall server does not take this request: {why}.', 'Update Guiping.'],
  },
  'hall/internal': {
    zh: ['大厅服务器内部出错。', '会自动重试；仍然出现请找大厅技术人员。'],
    en: ['The hall server had an internal error.', 'It is tried again; if it stays, call hall IT.'],
  },
  'hall/storage': {
    zh: ['大厅服务器存不进数据。', '请检查大厅服务器的磁盘；窗口会自动重试。'],
    en: ['The hall server cannot store data.', 'Check its disk; counters try again by themselves.'],
  },
} as const
