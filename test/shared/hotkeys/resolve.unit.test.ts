import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalKeys, KEYS, parseAccelerator } from '../../../src/shared/hotkeys/accelerator.ts'
import { ACTIONS, type Action, DEFAULT_KEYS } from '../../../src/shared/hotkeys/actions.ts'
import { type Layer, layerSchema, NO_LAYER } from '../../../src/shared/hotkeys/layer.ts'
import { explainKey, resolveHotkeys, surroundings, takenKeys } from '../../../src/shared/hotkeys/resolve.ts'
import { forbidden, parsePattern } from '../../../src/shared/hotkeys/rules.ts'
import { whySchema, whySentence } from '../../../src/shared/hotkeys/why.ts'
import { shippedRules } from '../../harness/hotkey-rules.ts'

const rules = shippedRules()
const layer = (more: Partial<Layer> = {}): Layer => ({ ...NO_LAYER, ...more })
const resolved = (pc: Partial<Layer>, site: Partial<Layer> = {}) =>
  new Map(
    resolveHotkeys({ site: layer(site), pc: layer(pc) }, rules).map((decision) => [
      decision.action,
      decision,
    ]),
  )
const explained = (keys: string, pc: Partial<Layer> = {}, site: Partial<Layer> = {}) =>
  explainKey(keys, { site: layer(site), pc: layer(pc) }, rules)

/** Texts that are keys, nearly keys, and anything. */
const anyKeys = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.subarray(['Control', 'Alt', 'Shift', 'Super']),
        fc.constantFrom(...KEYS.map(({ name }) => name)),
      )
      .map(([modifiers, key]) => [...modifiers, key].join('+')),
  },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(DEFAULT_KEYS)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 64 }) },
)
const anyLayer = fc
  .record(
    {
      keys: fc.dictionary(fc.constantFrom(...ACTIONS), fc.option(anyKeys), { maxKeys: 6 }),
      pos: fc.option(fc.constantFrom(...rules.pos.keys())),
      layout: fc.option(fc.constantFrom(...rules.layouts.keys())),
      taken: fc.array(anyKeys, { maxLength: 4 }),
    },
    { requiredKeys: ['keys', 'taken'] },
  )
  .map((made) => layerSchema.parse(made))

it('the defaults are the keys, and all of them may be', () => {
  expect([...resolved({}).values()].map(({ action, keys }) => [action, keys])).toEqual(
    Object.entries(DEFAULT_KEYS).sort(
      ([a], [b]) => ACTIONS.indexOf(a as Action) - ACTIONS.indexOf(b as Action),
    ),
  )
})

it('whatever the layers say: no reserved, taken or doubled key is registered, and every decision has its reason', () => {
  fc.assert(
    fc.property(anyLayer, anyLayer, (site, pc) => {
      const layers = { site, pc }
      const around = surroundings(layers)
      const seen = new Set<string>()
      for (const { action, keys, why } of resolveHotkeys(layers, rules)) {
        expect(whySchema.safeParse(why).success).toBe(true)
        for (const language of ['zh-CN', 'en-US'] as const)
          expect(whySentence(why, language)).toMatch(/[。.]$/)
        if (keys === null) continue
        const key = parseAccelerator(keys)
        expect(key && forbidden(rules, around, key)).toBeNull()
        expect(takenKeys(layers).has(keys)).toBe(false)
        expect(seen.has(keys), `${action} ${keys}`).toBe(false)
        seen.add(keys)
      }
    }),
    { numRuns: 500 },
  )
})

it('a card terminal’s file frees function keys, and never F12, the system’s or the input method’s', () => {
  const all = parsePattern('Any+*')
  const greedy = { name: 'greedy', zh: '-', en: '-', uses: [], frees: all ? [all] : [] }
  const freed = { ...rules, pos: new Map([...rules.pos, ['greedy', greedy]]) }
  const code = (text: string) => {
    const key = parseAccelerator(text)
    return key && forbidden(freed, { pos: 'greedy', layout: null }, key)?.code
  }
  expect(code('F8')).toBeUndefined()
  for (const text of ['F12', 'Control+Shift+F12', 'Alt+F4', 'Super+D', 'Control+Space', 'Control+C'])
    expect(code(text), text).toBe('reserved')
})

it('the later layer wins, "off" included, whatever the earlier ones say', () => {
  fc.assert(
    fc.property(anyLayer, anyLayer, fc.constantFrom(...ACTIONS), (site, pc, action) => {
      const decision = resolveHotkeys({ site, pc }, rules).find((one) => one.action === action)
      const wish = pc.keys[action] !== undefined ? pc.keys[action] : site.keys[action]
      const wanted = wish === undefined ? DEFAULT_KEYS[action] : wish
      expect(decision?.layer).toBe(
        pc.keys[action] !== undefined ? 'pc' : site.keys[action] !== undefined ? 'site' : 'default',
      )
      // Its own wish or nothing: never an earlier layer's key.
      expect([wanted === null ? null : canonicalKeys(wanted), null]).toContain(decision?.keys)
      if (wish === null) expect(decision?.why.code).toBe('off')
    }),
    { numRuns: 500 },
  )
})

it('every text gets an answer with a sentence in both languages', () => {
  fc.assert(
    fc.property(anyKeys, anyLayer, anyLayer, (keys, site, pc) => {
      const why = explainKey(keys, { site, pc }, rules)
      expect(whySchema.safeParse(why).success).toBe(true)
      expect(whySentence(why, 'zh-CN')).toMatch(/。$/)
      expect(whySentence(why, 'en-US')).toMatch(/\.$/)
      // What is said to be registered is, and the other way round.
      const registered = resolveHotkeys({ site, pc }, rules).some((one) => one.keys === canonicalKeys(keys))
      expect(why.code === 'set').toBe(registered && canonicalKeys(keys) !== null)
    }),
    { numRuns: 500 },
  )
})

it('of two actions with one key the later layer keeps it, in one layer the more used; the other says so', () => {
  const pc = resolved({ keys: { show: 'Alt+Control+1' } })
  expect(pc.get('show')).toMatchObject({ keys: 'Control+Alt+1', layer: 'pc' })
  expect(pc.get('next')).toMatchObject({ keys: null, why: { code: 'twice', action: 'show' } })
  const same = resolved({ keys: { show: 'Control+Alt+7', next: 'CTRL+ALT+7' } })
  expect(same.get('next')?.keys).toBe('Control+Alt+7')
  expect(same.get('show')).toMatchObject({ keys: null, why: { code: 'twice', action: 'next' } })
})

it('"why does Ctrl+Alt+3 do nothing?" has an answer for each cause', () => {
  const say = (...args: Parameters<typeof explained>) => whySentence(explained(...args), 'zh-CN')
  expect(say('Control+Alt+3')).toBe('Ctrl+Alt+3 是「再请一次」，由出厂设置决定。')
  expect(say('Control+Alt+3', { keys: { 'ask-again': null } })).toBe(
    'Ctrl+Alt+3 没有作用：它在出厂设置里是「再请一次」，本机设置关掉了它。',
  )
  expect(say('Control+Alt+3', {}, { keys: { 'ask-again': 'Control+Alt+7' } })).toBe(
    'Ctrl+Alt+3 没有作用：它在出厂设置里是「再请一次」，大厅配置改成了 Ctrl+Alt+7。',
  )
  expect(say('Control+Alt+3', { taken: ['Control+Alt+3'] })).toBe(
    'Ctrl+Alt+3 已让给这台电脑上的其他软件（冲突测试发现）。请换一个键。',
  )
  expect(say('Control+Alt+3', { layout: 'de' })).toContain('在这种键盘上要用来打字')
  expect(say('Control+Alt+7')).toBe('Ctrl+Alt+7 没有给任何功能，可以使用。')
  expect(say('F8')).toContain('功能键属于刷卡软件')
  expect(say('Control+C')).toBe('Ctrl+C 不能作快捷键：用来复制、粘贴和剪切。')
  expect(say('hello')).toContain('「hello」不是一个键')
})

it('a card terminal’s profile frees function keys or names its own; F12 is never free', () => {
  const key = { keys: { next: 'F9' } }
  expect(resolved(key).get('next')).toMatchObject({ keys: null, why: { code: 'reserved' } })
  expect(resolved({ ...key, pos: 'standalone' }).get('next')).toMatchObject({ keys: 'F9' })
  expect(resolved(key, { pos: 'standalone' }).get('next')).toMatchObject({ keys: 'F9' })
  // This PC may say that it has none after all.
  expect(resolved({ ...key, pos: null }, { pos: 'standalone' }).get('next')?.keys).toBeNull()
  expect(resolved({ ...key, pos: 'function-keys' }).get('next')?.why.code).toBe('pos')
  for (const pos of [null, ...rules.pos.keys()])
    for (const keys of ['F12', 'Shift+F12', 'Control+F12', 'Alt+F12', 'Control+Alt+F12'])
      expect(resolved({ pos, keys: { next: keys } }).get('next')?.keys, `${pos} ${keys}`).toBeNull()
})

it('without rules there are no keys at all, and that is the reason', () => {
  for (const { keys, why } of resolveHotkeys({ site: NO_LAYER, pc: NO_LAYER }, null)) {
    expect(keys).toBeNull()
    expect(why).toEqual({ code: 'no-rules' })
  }
})
