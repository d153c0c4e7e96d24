/** What choosing an item opens, on the IT page. */
export const launch = {
  'launch.title': '选事项时打开',
  'launch.text':
    '工作人员在柜评里选事项时，自动打开这里列出的程序或网页，别的一律不开。可以填 {item} 事项编码、{reference} 受理编号、{station} 窗口、{staff} 工号。',
  'launch.none': '还没有。',
  'launch.others': '其他所有事项',
  'launch.no-item': '没有这个事项',
  'launch.remove': '移除',
  'launch.remove-of': '移除 {{code}} 打开的内容',
  'launch.unused': '另外允许、但没有事项打开：{{what}}',
  'launch.item': '事项编码（留空：其他所有事项）',
  'launch.kind': '打开什么',
  'launch.program': '程序',
  'launch.url': '网页',
  'launch.path': '程序的完整路径',
  'launch.address': '网页地址',
  'launch.args': '参数（每行一个，可以没有）',
  'launch.add': '加入',
} as const
