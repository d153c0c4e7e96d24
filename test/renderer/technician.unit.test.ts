import { expect, it } from 'vitest'
import { keysOf } from '../../src/device/check/facts.ts'
import { enUS } from '../../src/renderer/i18n/en-US.ts'
import { createI18n } from '../../src/renderer/i18n/i18n.ts'
import { type Speak, zhCN } from '../../src/renderer/i18n/zh-CN.ts'
import { lastKept } from '../../src/renderer/technician/kept.ts'
import { monitorRows } from '../../src/renderer/technician/monitor-rows.ts'
import { pressedKeys } from '../../src/renderer/technician/pressed-keys.ts'
import { evidenceWords, heardWords, keyWords, labelsOf } from '../../src/renderer/technician/words.ts'
import { checkEvidenceSchema } from '../../src/shared/check.ts'
import type { Heard, MonitorEvent } from '../../src/shared/monitor.ts'
import { profileNamed } from '../device/help.ts'
import { CHECKS } from '../e2e/technician-sights.ts'

const i18n = createI18n()
const t = ((key: string, values?: Record<string, string | number>) => i18n.t(key, values ?? {})) as Speak

const key: Heard = { type: 'key', key: '04', level: 5, cause: null, flag: null }
const row = (
  number: number,
  direction: MonitorEvent['direction'],
  hex: string,
  heard: Heard | null = null,
) => ({
  ...{ number, at: number, direction, hex, heard },
})
const marked = (events: MonitorEvent[]) =>
  monitorRows(events).map(({ number, bytes }) => [
    number,
    bytes.map(({ hex, changed }) => (changed ? `[${hex}]` : hex)).join(' '),
  ])

it('a byte is marked where it differs from the row before in the same direction', () => {
  expect(
    marked([row(1, 'in', 'ff6804'), row(2, 'out', 'ff01'), row(3, 'in', 'ff6803'), row(4, 'in', 'ff680316')]),
  ).toEqual([
    [4, 'FF 68 03 [16]'],
    [3, 'FF 68 [03]'],
    [2, 'FF 01'],
    [1, 'FF 68 04'],
  ])
})

it('a read that is one frame and what it means are one row; a frame out of two reads keeps its own', () => {
  const whole = monitorRows([row(1, 'in', 'ff04'), row(2, 'note', 'ff04', key)])
  expect(whole).toMatchObject([{ number: 1, direction: 'in', heard: key }])
  const cut = monitorRows([row(1, 'in', 'ff'), row(2, 'in', '04'), row(3, 'note', 'ff04', key)])
  expect(cut).toMatchObject([{ number: 3, heard: key }, { number: 2, heard: null }, { number: 1 }])
  // A pad that echoes: the PC's own bytes are never what the pad said.
  expect(monitorRows([row(1, 'out', 'ff04'), row(2, 'note', 'ff04', key)])).toHaveLength(2)
})

it('without a check too, a key that was pressed is not said to be waiting for it', () => {
  const pressed = pressedKeys(keysOf(profileNamed('ff68')), [
    row(1, 'note', 'ff04', key),
    row(2, 'in', 'ff01'),
  ])
  expect(pressed.filter(({ presses }) => presses > 0)).toMatchObject([{ key: '04', presses: 1 }])
})

it('every evidence has its sentence in both languages, and the steps fill every blank of it', () => {
  for (const code of checkEvidenceSchema.shape.code.options) {
    expect(zhCN, code).toHaveProperty([`check.seen-${code}`])
    expect(enUS, code).toHaveProperty([`check.seen-${code}`])
  }
  const seen = new Set<string>()
  for (const { steps } of Object.values(CHECKS))
    for (const { evidence } of steps) {
      seen.add(evidence.code)
      const words = evidenceWords(evidence, t)
      expect(words).not.toMatch(/[{}]/)
      for (const value of Object.values(evidence.params ?? {})) expect(words).toContain(String(value))
    }
  expect(seen.size).toBeGreaterThan(15)
})

it('keys are named as they stand on the pad: a cause by its own word', () => {
  expect(keyWords({ level: 5, reason: null }, 'zh-CN', '2010')).toBe('很好')
  expect(keyWords({ level: 2, reason: '业务不熟' }, 'en-US', '2010')).toBe('业务不熟')
  const labelled = (name: string) => {
    const keys = keysOf(profileNamed(name))
    return keys.map((key) => keyWords(key, 'zh-CN', labelsOf(keys)))
  }
  expect(labelled('ff68-4key')).toEqual(['非常满意', '满意', '基本满意', '不满意'])
  expect(labelled('ff68').at(-1)).toBe('很差')
})

it('what came over the wire is said in words that can be read out over the phone', () => {
  const say = (heard: Heard) => heardWords(heard, t, 'zh-CN', '2010')
  expect(say(key)).toBe('按键 04 · 很好')
  expect(say({ ...key, level: null })).toBe('按键 04 · 型号里没有的键')
  expect(say({ ...key, flag: 'stuck' })).toBe('按键 04 · 很好 · 像是卡住了')
  expect(say({ type: 'skip', why: 'bad-checksum', count: 10 })).toBe('校验不对，10 字节')
  expect(say({ type: 'dropped', key: '04', why: 'bounce' })).toBe('按键 04 未计：触点抖动')
  expect(say({ type: 'answer', what: 'identity', text: 'P8' })).toBe('评价器自报：P8')
  expect(say({ type: 'link', state: 'lost', fault: null })).toBe('已断开')
})

it('the captures of the last learning are chosen already: of each key the newest, also over an unplug', () => {
  const at = Date.UTC(2026, 4, 3)
  const file = (name: string, minutes: number) => ({ name, size: 1, at: at - minutes * 60_000 })
  const files = [
    file('三个键', 0),
    file('learn-20260503090500000-3', 1),
    file('learn-20260503090400000-4', 5),
    file('learn-20260503090300000-3', 6),
    file('learn-20260503090200000-9', 7),
    file('learn-20260502090000000-5', 1_440),
  ]
  expect(lastKept(files)).toEqual({ 'learn-20260503090500000-3': 3, 'learn-20260503090400000-4': 4 })
  expect(lastKept([])).toEqual({})
})
