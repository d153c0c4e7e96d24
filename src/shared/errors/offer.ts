/** Offering the log in the network, and fetching many. */
export const OFFER_ERRORS = {
  'offer/not-on': {
    zh: ['本窗口没有开放取日志。', '请先在管理员页打开「让信息科取日志」。'],
    en: ['This counter does not offer its log.', 'Switch it on first on the hall IT page.'],
  },
  'offer/practice': {
    zh: ['试用时不能开放取日志。', '请结束试用。'],
    en: ['Practice offers no log.', 'End the practice first.'],
  },
  'offer/cannot-listen': {
    zh: ['取日志的端口 {address}:{port} 无法打开（{why}）。', '请检查网络地址和端口；每 30 秒会自动再试。'],
    en: [
      'The log cannot be offered at {address}:{port} ({why}).',
      'Check the address and port; it is tried again every 30 seconds.',
    ],
  },
  'offer/not-own-address': {
    zh: ['{address} 不是本机的网络地址。', '请从列表中选择。'],
    en: ['{address} is not an address of this PC.', 'Choose one from the list.'],
  },
  'offer/no-token': {
    zh: ['没有出示取日志令牌。', '请用 guiping pull 并带上 --token。'],
    en: ['No token was shown.', 'Use guiping pull with --token.'],
  },
  'offer/bad-token': {
    zh: ['取日志令牌不对或被改过。', '请重新取一个令牌。'],
    en: ['The token is wrong or was changed.', 'Get a new one.'],
  },
  'offer/unknown-issuer': {
    zh: ['窗口 {station} 不认识签发令牌的钥匙。', '请用本窗口所属大厅或本窗口签发的令牌。'],
    en: [
      'Counter {station} does not know who signed the token.',
      'Use one of its hall or of the counter itself.',
    ],
  },
  'offer/other-station': {
    zh: ['令牌不包括窗口 {station}。', '请为这个窗口取令牌。'],
    en: ['The token is not for counter {station}.', 'Get one for this counter.'],
  },
  'offer/expired': {
    zh: ['令牌已过期（窗口 {station} 的时间是 {now}）。', '请重新取令牌；若时间不对，请校准该窗口的时钟。'],
    en: [
      'The token has expired (counter {station} has {now}).',
      "Get a new one; if that time is wrong, set the counter's clock.",
    ],
  },
  'offer/too-early': {
    zh: ['令牌还没有生效（窗口 {station} 的时间是 {now}）。', '若时间不对，请校准该窗口或大厅的时钟。'],
    en: [
      'The token is not valid yet (counter {station} has {now}).',
      'If that time is wrong, set the clock of the counter or the hall.',
    ],
  },
  'offer/too-long': {
    zh: ['令牌的有效期超过 {hours} 小时。', '请取一个短期的令牌。'],
    en: ['The token is good for more than {hours} hours.', 'Get a shorter one.'],
  },
  'offer/revoked': {
    zh: ['令牌已作废：窗口 {station} 只认 {since} 以后签发的。', '请在那以后重新取令牌。'],
    en: [
      'The token was called back: counter {station} takes those signed after {since}.',
      'Get a new one after that.',
    ],
  },
  'offer/not-holder': {
    zh: ['使用令牌的不是它的持有人。', '请用完整的令牌文件。'],
    en: ['Whoever uses the token does not hold its key.', 'Use the whole token file.'],
  },
  'offer/replayed': {
    zh: ['这个请求以前出现过。', '请重新运行；若再出现，请检查网络里是否有人转发。'],
    en: [
      'This request was seen before.',
      'Run it again; if it comes back, look for someone repeating requests.',
    ],
  },
  'offer/too-many': {
    zh: ['请求太多。', '请在 {seconds} 秒后再试。'],
    en: ['There were too many requests.', 'Try again in {seconds} seconds.'],
  },
  'offer/busy': {
    zh: ['另一次取日志正在进行。', '请在 {seconds} 秒后再试。'],
    en: ['Another pull is under way.', 'Try again in {seconds} seconds.'],
  },
  'offer/no-pull': {
    zh: ['这次取日志已经结束或中断。', '再次运行会接着取。'],
    en: ['This pull has ended.', 'Run it again; it goes on where it stopped.'],
  },
  'offer/other-log': {
    zh: ['窗口的日志已换成另一份。', '再次运行会取新的一份。'],
    en: ['The counter has begun another log.', 'Run it again to fetch that one.'],
  },
  'offer/nothing': {
    zh: ['没有第 {from} 条起的日志；现在到第 {to} 条。', '已有的就是全部。'],
    en: ['There is nothing from entry {from} on; the log ends at {to}.', 'What you have is all.'],
  },
  'pull/bad-hosts': {
    zh: ['{file} 第 {line} 行不对：{why}。', '每行写 地址:端口，窗口，证书指纹。'],
    en: ['{file} line {line} is wrong: {why}.', 'Each line is address:port,counter,certificate fingerprint.'],
  },
  'pull/no-hosts': {
    zh: [
      '{file} 里没有窗口。',
      '每行写 地址:端口，窗口，证书指纹；可用 guiping hall hosts --data 数据目录 导出。',
    ],
    en: [
      '{file} names no counter.',
      'Each line is address:port,counter,certificate fingerprint; guiping hall hosts --data DIR writes them.',
    ],
  },
  'pull/unreachable': {
    zh: ['连不上 {host}（{why}）。', '请检查窗口是否开机、已开放取日志、网络是否通；再次运行会接着取。'],
    en: [
      '{host} does not answer ({why}).',
      'Check that the counter is on, offers its log and can be reached; run again to go on.',
    ],
  },
  'pull/wrong-certificate': {
    zh: ['{host} 的证书指纹与名单不同（{found}）。', '没有发送任何内容。请到窗口核对指纹后再更新名单。'],
    en: [
      '{host} has another certificate than the list says ({found}).',
      'Nothing was sent. Compare the fingerprint at the counter before you change the list.',
    ],
  },
  'pull/bad-answer': {
    zh: ['{host} 的回答不对（{why}）。', '没有写入；请再次运行，若仍如此请检查该窗口的版本。'],
    en: [
      '{host} answered wrongly ({why}).',
      "Nothing of it was kept; run again, then check the counter's version.",
    ],
  },
  'pull/forked': {
    zh: ['窗口 {station} 的日志从第 {seq} 条起与以前取到的不同。', '以前的文件没有改动；请保留两份并核查。'],
    en: [
      'From entry {seq} on the log of counter {station} is another one than was fetched before.',
      'The file from before is untouched; keep both and look into it.',
    ],
  },
  'pull/behind': {
    zh: [
      '窗口 {station} 现在只到第 {head} 条，以前取到第 {seq} 条。',
      '以前的文件没有改动；请核查该窗口是否恢复过旧数据。',
    ],
    en: [
      'Counter {station} now ends at entry {head}; entry {seq} was fetched before.',
      'The file from before is untouched; find out whether old data was put back there.',
    ],
  },
  'pull/other-key': {
    zh: ['窗口 {station} 的签名钥匙与以前不同。', '以前的文件没有改动；请到窗口核查。'],
    en: [
      'Counter {station} signs with another key than before.',
      'The file from before is untouched; look into it there.',
    ],
  },
  'pull/kept-file': {
    zh: ['{file} 已不完整（{verdict}）。', '请把它移走再运行，会从头取一份。'],
    en: ['{file} is not whole ({verdict}).', 'Move it away and run again; all of it is fetched anew.'],
  },
  'pull/stopped': {
    zh: ['已停止。', '已取到的都在；再次运行会接着取。'],
    en: ['Stopped.', 'What has come is kept; run again to go on.'],
  },
  'glog/not-a-glog': {
    zh: ['{file} 不是日志文件（.glog）。', '请选窗口写出的 .glog 文件。'],
    en: ['{file} is no log file (.glog).', 'Choose a .glog that a counter wrote.'],
  },
  'glog/newer': {
    zh: ['{file} 由更新版本的柜评写出。', '请更新柜评后再读。'],
    en: ['{file} was written by a newer Guiping.', 'Update Guiping and read it again.'],
  },
  'glog/cut': {
    zh: ['{file} 没有写完或被截断，只到第 {seq} 条。', '请再取一次。'],
    en: ['{file} was cut off or not finished; it ends at entry {seq}.', 'Fetch it again.'],
  },
  'glog/forged-end': {
    zh: ['{file} 结尾的签名不对。', '请到窗口重新取，并保留这一份核查。'],
    en: [
      'The signature at the end of {file} is wrong.',
      'Fetch it again from the counter, and keep this one.',
    ],
  },
} as const
