import { expect, it } from 'vitest'
import { actionWords } from '../../src/renderer/hotkeys/action-words.ts'

it('a hotkey that gives a reason says which, where the site has one at its place', () => {
  const reasons = [{ code: 'left', zh: '群众已离开', en: 'Citizen had left' }]
  expect(actionWords('unrated-1', reasons, 'zh-CN')).toBe('未评价：原因 1 · 群众已离开')
  expect(actionWords('unrated-1', reasons, 'en-US')).toBe('Not rated: reason 1 · Citizen had left')
  expect(actionWords('unrated-2', reasons, 'zh-CN')).toBe('未评价：原因 2')
  expect(actionWords('ask-again', reasons, 'zh-CN')).toBe('再请一次')
})
