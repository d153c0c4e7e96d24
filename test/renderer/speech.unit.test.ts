import { afterEach, expect, it, vi } from 'vitest'
import { canSpeak, speak } from '../../src/renderer/speech/speak.ts'
import { hearFirst, whatToSay } from '../../src/renderer/speech/what-to-say.ts'
import type { Snapshot } from '../../src/shared/views.ts'
import { SNAPSHOTS } from '../e2e/fake-wire.ts'

afterEach(() => vi.unstubAllGlobals())

const speaking = (snapshot: Snapshot, speaks = true): Snapshot => ({
  ...snapshot,
  host: { ...snapshot.host, speaks },
})
const { serving, asked, idle } = SNAPSHOTS
const row = (outcome: 'rated' | 'unrated' | 'open') => {
  const matters = [{ ...idle.today?.matters[1], id: 'm-in-hand', outcome, reason: null }]
  return { ...idle, today: { ...idle.today, matters } } as Snapshot
}

/** Everything said while the snapshots pass. */
const said = (snapshots: Snapshot[]) => {
  let heard = hearFirst(snapshots[0] ?? idle)
  return snapshots.flatMap((snapshot) => {
    const next = whatToSay(heard, snapshot)
    heard = next.heard
    return next.say ?? []
  })
}

it('asks once as an ask opens, and thanks once when it was rated', () => {
  const day = [serving, asked, asked, row('open'), row('rated'), row('rated')]
  expect(said(day.map((snapshot) => speaking(snapshot)))).toEqual(['ask', 'thanks'])
})

it('an ask that nobody answered gets no thanks; the next ask is spoken again', () => {
  const second = {
    ...asked,
    counter: { ...asked.counter, ask: { ...asked.counter.ask, id: 'ask-2' } },
  } as Snapshot
  const day = [serving, asked, row('unrated'), row('unrated'), second]
  expect(said(day.map((snapshot) => speaking(snapshot)))).toEqual(['ask', 'ask'])
})

it('asked again, the citizen hears it again', () => {
  const again = {
    ...asked,
    counter: { ...asked.counter, ask: { ...asked.counter.ask, id: 'ask-2' } },
  } as Snapshot
  expect(said([serving, asked, again, row('rated')].map((snapshot) => speaking(snapshot)))).toEqual([
    'ask',
    'ask',
    'thanks',
  ])
})

it('a page that comes while an ask is open does not repeat it, and thanks all the same', () => {
  expect(said([asked, asked, row('rated')].map((snapshot) => speaking(snapshot)))).toEqual(['thanks'])
})

it('a pad with a voice, or speech switched off, keeps the page silent', () => {
  expect(said([serving, asked, row('rated')].map((snapshot) => speaking(snapshot, false)))).toEqual([])
})

it('nothing happens where the engine cannot speak, and the newest phrase takes the place of the one before', () => {
  vi.stubGlobal('window', {})
  expect(canSpeak()).toBe(false)
  expect(() => speak('谢谢', 'zh-CN')).not.toThrow()
  const spoken: string[] = []
  vi.stubGlobal('SpeechSynthesisUtterance', function (this: { text: string }, text: string) {
    this.text = text
  })
  vi.stubGlobal('window', {
    speechSynthesis: {
      cancel: () => spoken.push('cancel'),
      speak: ({ text, lang }: { text: string; lang: string }) => spoken.push(`${lang} ${text}`),
    },
  })
  speak('请您评价', 'zh-CN')
  expect(spoken).toEqual(['cancel', 'zh-CN 请您评价'])
})
