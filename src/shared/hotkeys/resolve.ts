/**
 * Which action has which key: defaults, then the site, then this PC; later wins, "off" included. Every decision comes
 * with its reason. What the winner wants and may not have is off: falling back to an earlier layer's key would give
 * the clerk a key that nobody at this PC chose.
 */
import { formatAccelerator, parseAccelerator } from './accelerator.ts'
import { ACTIONS, type Action, DEFAULT_KEYS } from './actions.ts'
import type { Layer } from './layer.ts'
import { forbidden, type Rules, type Surroundings } from './rules.ts'
import { LAYERS, type LayerName, type Why } from './why.ts'

export interface Layers {
  site: Layer
  pc: Layer
}

/** What one layer wants for an action. */
export interface Want {
  layer: LayerName
  /** null: off. */
  keys: string | null
}

export interface Decision {
  action: Action
  /** The key as it is to be registered, written in our one way; null: none. */
  keys: string | null
  /** The layer that decided. */
  layer: LayerName
  why: Why
  /** Every layer's wish, in their order; the last is the one that counted. */
  wants: Want[]
}

/** @returns the card terminal, the keyboard and what the pause key means, by the last layer that says. */
export const surroundings = ({ site, pc }: Layers) => ({
  pos: pc.pos !== undefined ? pc.pos : (site.pos ?? null),
  layout: pc.layout !== undefined ? pc.layout : (site.layout ?? null),
  pauseReason: pc.pauseReason ?? site.pauseReason ?? ('meeting' as const),
})

/** @returns the keys that other programs use, in our one way of writing. */
export const takenKeys = ({ site, pc }: Layers): Set<string> =>
  new Set([...site.taken, ...pc.taken].map((text) => canonical(text)))

const canonical = (text: string): string => {
  const key = parseAccelerator(text)
  return key ? formatAccelerator(key) : text
}

const wantsFor = (action: Action, { site, pc }: Layers): [Want, ...Want[]] => {
  const more = (
    [
      ['site', site],
      ['pc', pc],
    ] as const
  ).flatMap(([layer, { keys }]) => {
    const wanted = keys[action]
    return wanted === undefined ? [] : [{ layer, keys: wanted }]
  })
  return [{ layer: 'default', keys: DEFAULT_KEYS[action] }, ...more]
}

const refusal = (
  rules: Rules,
  around: Surroundings,
  taken: ReadonlySet<string>,
  text: string,
): Why | null => {
  const key = parseAccelerator(text)
  if (!key) return { code: 'unreadable', keys: text }
  const keys = formatAccelerator(key)
  const no = forbidden(rules, around, key)
  if (no) return { code: no.code, keys, reason: no.reason }
  return taken.has(keys) ? { code: 'taken', keys } : null
}

const decide = (action: Action, layers: Layers, rules: Rules, taken: ReadonlySet<string>): Decision => {
  const wants = wantsFor(action, layers)
  const { layer, keys: wanted } = wants.at(-1) ?? wants[0]
  const off = (why: Why): Decision => ({ action, keys: null, layer, why, wants })
  if (wanted === null) return off({ code: 'off', action, layer })
  const no = refusal(rules, surroundings(layers), taken, wanted)
  if (no) return off(no)
  const keys = canonical(wanted)
  return { action, keys, layer, why: { code: 'set', keys, action, layer }, wants }
}

/** @returns one decision for every action, in the order of ACTIONS. `rules` null: they cannot be read, so no key may be. */
export const resolveHotkeys = (layers: Layers, rules: Rules | null): Decision[] => {
  if (!rules)
    return ACTIONS.map((action) => ({
      action,
      keys: null,
      layer: 'default',
      why: { code: 'no-rules' },
      wants: wantsFor(action, layers),
    }))
  const taken = takenKeys(layers)
  const decisions = ACTIONS.map((action) => decide(action, layers, rules, taken))
  const rank = ({ layer }: Decision) => LAYERS.indexOf(layer)
  return decisions.map((own) => {
    if (own.keys === null) return own
    const rivals = decisions.filter(({ keys }) => keys === own.keys)
    const winner = rivals.reduce((best, other) => (rank(other) > rank(best) ? other : best))
    if (winner === own) return own
    return { ...own, keys: null, why: { code: 'twice', keys: own.keys, action: winner.action } }
  })
}

/** @returns why a key does what it does, or nothing. Every text gets an answer. */
export const explainKey = (text: string, layers: Layers, rules: Rules | null): Why => {
  const parsed = parseAccelerator(text)
  if (!parsed) return { code: 'unreadable', keys: text.slice(0, 64) }
  if (!rules) return { code: 'no-rules' }
  const keys = formatAccelerator(parsed)
  const decisions = resolveHotkeys(layers, rules)
  const own = decisions.find((decision) => decision.keys === keys)
  if (own) return own.why
  const no = refusal(rules, surroundings(layers), takenKeys(layers), keys)
  if (no) return no
  for (const { action, wants, layer, keys: now } of decisions) {
    const earlier = wants.find((want) => want.keys !== null && canonical(want.keys) === keys)
    if (earlier && earlier.layer !== layer)
      return { code: 'moved', keys, action, from: earlier.layer, layer, now }
  }
  return { code: 'free', keys }
}
