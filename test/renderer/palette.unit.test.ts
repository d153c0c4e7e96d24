import { expect, it } from 'vitest'
import { initialsOf, wantedOf } from '../../src/renderer/palette/initials.ts'

it('knows the pinyin initials of what the pages say', () => {
  const words = {
    请评价: 'qpj',
    锁定: 'sd',
    未评价: 'wpj',
    暂停: 'zt',
    撤销: 'cx',
    帮助: 'bz',
    用餐: 'yc',
    恢复办理: 'hfbl',
  }
  for (const [text, initials] of Object.entries(words)) expect(initialsOf(text), text).toBe(initials)
  expect(initialsOf('安而欧噢哪热挖压扎租')).toBe('aeoonrwyzz')
  expect(initialsOf('打开页面：IT')).toBe('dkym：it')
})

it('finds by a part of the text or of its initials, blanks and marks aside; what begins with it stands first', () => {
  const list = ['立即送达', '锁定', '未评价：群众已离开'].map((text) => ({ text }))
  const found = (typed: string) => wantedOf(list, typed).map(({ text }) => text)
  expect(found('sd')).toEqual(['锁定', '立即送达'])
  expect(found('评价 群')).toEqual(['未评价：群众已离开'])
  expect(found('QZYLK')).toEqual(['未评价：群众已离开'])
  expect(found('')).toHaveLength(3)
  expect(found('xyz')).toEqual([])
})
