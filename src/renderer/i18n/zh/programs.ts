/** The tax software's card on the technician's page. */
export const programs = {
  'programs.title': '业务软件',
  'programs.text': '业务软件凭令牌开始办件、请评价、查看状态；它看不到评价结果，也不能代替群众评价。',
  'programs.open': '接口已开：{{url}}',
  'programs.closed': '接口未开',
  'programs.name': '程序名称（小写字母、数字、连字符）',
  'programs.bad-name': '名称只能用小写字母、数字和连字符，以字母或数字开头。',
  'programs.add': '允许并生成令牌',
  'programs.token': '{{name}} 的令牌，只显示这一次：',
  'programs.copy': '复制',
  'programs.written': '已交给该程序',
  'programs.seen': '最近请求 {{time}}',
  'programs.unseen': '还没有请求',
  'programs.remove': '收回',
  'programs.remove-of': '收回 {{name}} 的令牌',
  'programs.folder': '监视的文件夹（老程序用；留空停用）',
  'programs.save': '保存文件夹',
} as const
