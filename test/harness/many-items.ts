import type { Item } from '../../src/shared/people.ts'

const SUBJECTS =
  '增值税 消费税 企业所得税 个人所得税 契税 印花税 房产税 城镇土地使用税 车辆购置税 资源税 环境保护税 社会保险费 发票 税务登记 银行账户 会计报表 出口退税 三方协议 完税证明 重复缴税'.split(
    ' ',
  )
const DEEDS =
  '申报 更正申报 预缴 核定 登记 变更登记 注销 备案 退税 减免 查询 打印 领用 代开 验旧 缴销 证明开具 信息采集 资格认定 延期申请 汇算清缴 调整 复核 归档 咨询'.split(
    ' ',
  )
const WHOM =
  '小规模纳税人 一般纳税人 个体工商户 自然人 非居民企业 跨区域经营 高新技术企业 重点群体 事业单位 外贸综合服务'.split(
    ' ',
  )

/** As many different items as a province's list may have, named as such lists name them; the same at every call. */
export const manyItems = (count: number): Item[] =>
  Array.from({ length: count }, (_, place) => ({
    code: `SW-${String(place).padStart(5, '0')}`,
    name: `${WHOM[place % WHOM.length]}${SUBJECTS[Math.floor(place / WHOM.length) % SUBJECTS.length]}${
      DEEDS[Math.floor(place / WHOM.length / SUBJECTS.length) % DEEDS.length]
    }`,
    limitMs: (1 + (place % 30)) * 60_000,
    weight: 1,
  }))
