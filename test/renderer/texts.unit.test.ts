import { expect, it } from 'vitest'
import { enUS } from '../../src/renderer/i18n/en-US.ts'
import { createI18n, textOf } from '../../src/renderer/i18n/i18n.ts'
import { reasonWords } from '../../src/renderer/i18n/reason.ts'
import { type Speak, zhCN } from '../../src/renderer/i18n/zh-CN.ts'
import { ENTRY_FIELDS } from '../../src/shared/entries.ts'
import { DEFAULT_POLICY, SYSTEM_REASONS } from '../../src/shared/people.ts'

const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()

it('every text is there in both languages, with the same blanks, without exclamation marks or curly quotes', () => {
  expect(Object.keys(enUS).toSorted()).toEqual(Object.keys(zhCN).toSorted())
  for (const [key, english] of Object.entries(enUS)) {
    const chinese = zhCN[key as keyof typeof zhCN]
    expect(blanks(english), key).toEqual(blanks(chinese))
    expect(`${english}${chinese}`.length, key).toBeGreaterThan(1)
    // Curly quotes are as wide as a Chinese character in the fonts of the pages.
    expect(english + chinese, key).not.toMatch(/[!！‘’“”]/)
    expect(english, key).not.toMatch(/[\u4e00-\u9fff]/)
  }
})

it('speaks Chinese at once and English when told, filling the blanks', async () => {
  const i18n = createI18n()
  expect(i18n.t('did.waiting', { seconds: 7 })).toBe('群众还有 7 秒可以评价。')
  await i18n.changeLanguage('en-US')
  expect(i18n.t('role.station', { station: '<7>' })).toBe('Window <7>')
})

it('each language keeps its own words, blanks are filled anew, and a text can be had in the other', () => {
  const i18n = createI18n()
  const [zh, en] = [textOf(i18n, 'zh-CN'), textOf(i18n, 'en-US')]
  for (const { t } of [zh, en, zh, en])
    expect(t('matter.ready')).toBe((t === zh.t ? zhCN : enUS)['matter.ready'])
  expect([7, 8].map((seconds) => zh.t('did.waiting', { seconds }))).toEqual([
    '群众还有 7 秒可以评价。',
    '群众还有 8 秒可以评价。',
  ])
  expect(zh.textIn('en-US', 'matter.ready')).toBe(enUS['matter.ready'])
})

it('a reason is said in words: the program’s, the site’s, and a removed one as its code', () => {
  const t = ((key: keyof typeof zhCN) => zhCN[key]) as Speak
  const say = (code: string) => reasonWords(code, DEFAULT_POLICY.unratedReasons, 'zh-CN', t)
  for (const code of SYSTEM_REASONS) expect(say(code)).not.toBe(code)
  expect(say('left')).toBe('群众已离开')
  expect(reasonWords('left', DEFAULT_POLICY.unratedReasons, 'en-US', t)).toBe('Citizen had left')
  expect(say('gone-since')).toBe('gone-since')
})

it('every kind of entry has words on the log’s page', () => {
  for (const kind of Object.keys(ENTRY_FIELDS)) expect(Object.keys(zhCN)).toContain(`kind.${kind}`)
})
