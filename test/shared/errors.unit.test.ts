import { expect, it } from 'vitest'
import { ERRORS, sentence } from '../../src/shared/errors.ts'

it('every error has a sentence and a next step in both languages, ending as sentences do, without blame', () => {
  for (const [code, text] of Object.entries(ERRORS)) {
    for (const part of text.zh) expect(part, code).toMatch(/。$/)
    for (const part of text.en) expect(part, code).toMatch(/\.$/)
    expect([...text.zh, ...text.en].join(''), code).not.toMatch(/[!！‘’“”]/)
  }
})

it('Chinese sentences have Chinese punctuation, beside what is filled in too', () => {
  for (const [code, { zh }] of Object.entries(ERRORS))
    for (const part of zh)
      expect(part.replace(/(\{address\}|\{host\}|地址|主机|127\.0\.0\.1):/g, ''), code).not.toMatch(
        /[\p{Script=Han}}][(:,;]|[:,;](?=[\p{Script=Han}{])/u,
      )
})

it('a sentence is the same text everywhere: what happened, what to do, the code in small', () => {
  expect(sentence({ code: 'pad/port-gone' })).toBe(
    '评价器已断开。请检查 USB 线；插回后会自动恢复。(pad/port-gone)',
  )
  expect(sentence({ code: 'session/wait', params: { seconds: 42 } }, 'en-US')).toBe(
    'Too many wrong passwords. Wait 42 s and try again. (session/wait)',
  )
})
