/**
 * Keeps the hotkeys: resolves them, has the host register them, knows which of them came, and suspends them. The
 * technician's tests (tests.ts) stand on it.
 */
import type { Clock } from '../../shared/clock.ts'
import { parseAccelerator } from '../../shared/hotkeys/accelerator.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import type { Layer } from '../../shared/hotkeys/layer.ts'
import {
  type Decision,
  explainKey,
  type Layers,
  resolveHotkeys,
  surroundings,
} from '../../shared/hotkeys/resolve.ts'
import type { HotkeyPause, HotkeysView, HotkeyView, KeyHeard, Reach } from '../../shared/hotkeys/view.ts'
import { type Why, whySentence } from '../../shared/hotkeys/why.ts'
import type { PauseReason } from '../../shared/people.ts'
import { type Fault, fail, type Result } from '../../shared/result.ts'
import type { Settings } from '../data/settings.ts'
import type { Host } from '../parts.ts'
import type { HotkeyFiles } from './files.ts'

/** How long the keys stay away for the card terminal: longer than a payment takes, and nobody has to think of it. */
const CARD_MS = 3 * 60_000

export interface HotkeyKeeper {
  /** Every action with its key, how far it reaches and why. */
  view(): HotkeyView[]
  /** The same with how it was decided. */
  actions(): HotkeysView['actions']
  layers(): Layers
  files(): HotkeyFiles
  pause(): HotkeyPause | null
  pauseReason(): PauseReason
  /** Registers what is wanted now: after the start, sleep, unlocking, and every change. */
  apply(): void
  /** Reads the files anew and applies them. */
  reload(): void
  /** What `layer` in place of this PC's would come to. */
  preview(layer: Layer): Decision[]
  /** Registers and keeps `layer`, or changes nothing. */
  save(layer: Layer): Result<void>
  explain(keys: string): Why
  /** Keys that are left alone for the time of a test. */
  leaveAlone(keys: readonly string[]): void
  /** A key has come: it works. */
  came(action: Action): void
  suspend(pause: HotkeyPause | null): void
  /** Suspends the keys for the card terminal, for CARD_MS, or brings them back. */
  pauseForCard(on: boolean): void
  heard(): KeyHeard | null
  hear(heard: Omit<KeyHeard, 'number' | 'at'>): void
  fault(): Fault | null
  stop(): void
}

export interface KeeperOptions {
  clock: Clock
  host: Pick<Host, 'hotkeys' | 'hotkeysPaused'>
  settings: Settings
  read(): HotkeyFiles
  changed(): void
}

/** Why a key may not be saved; a key that the clash test took away stays as it was and off. */
const unsaved = (decisions: readonly Decision[], before: Layer): Why | null => {
  const wrong = ({ action, keys, layer, why, wants }: Decision) => {
    if (keys !== null || why.code === 'off') return false
    const kept = why.code === 'taken' && wants.at(-1)?.keys === before.keys[action]
    // Of two actions with one key, either may have been chosen here.
    const rival = why.code === 'twice' && decisions.find(({ action: other }) => other === why.action)
    return (layer === 'pc' && !kept) || (rival && rival.layer === 'pc')
  }
  return decisions.find(wrong)?.why ?? null
}

/** What is found at work about a key that the settings allow. */
const FOUND: Record<Exclude<Reach, 'off'>, (keys: string, action: Action) => Why> = {
  os: (keys, action) => ({ code: 'works', keys, action }),
  page: (keys, action) => ({ code: 'page', keys, action }),
  unproven: (keys, action) => ({ code: 'unproven', keys, action }),
  refused: (keys) => ({ code: 'refused', keys }),
  suspended: (keys) => ({ code: 'suspended', keys }),
}

export const createKeeper = ({ clock, host, settings, read, changed }: KeeperOptions): HotkeyKeeper => {
  let files = read()
  let yielded: readonly string[] = []
  let decisions: Decision[] = []
  const reaches = new Map<Action, Reach>()
  /** Keys that came since they were registered. */
  const fired = new Set<string>()
  let pause: HotkeyPause | null = null
  let cancelPause = () => {}
  let heard: KeyHeard | null = null

  const layersWith = (pc: Layer): Layers => ({
    site: files.site,
    pc: { ...pc, taken: [...pc.taken, ...yielded] },
  })
  const layers = () => layersWith(settings.config().hotkeys)
  /** A card terminal or a keyboard that nobody knows any more: no key can be said to be safe. */
  const unknownName = (of: Layers): string | null => {
    const { pos, layout } = surroundings(of)
    if (pos !== null && !files.rules?.pos.has(pos)) return pos
    return layout !== null && !files.rules?.layouts.has(layout) ? layout : null
  }
  const rulesFor = (of: Layers) => (files.rules && unknownName(of) === null ? files.rules : null)
  const resolve = (of: Layers) => resolveHotkeys(of, rulesFor(of))

  /** Has the host register exactly these. @returns the first key that another program has, or null. */
  const register = (wanted: Decision[]): string | null => {
    decisions = wanted
    const keys = wanted.flatMap(({ action, keys: text }) => (text === null ? [] : [{ action, keys: text }]))
    for (const text of fired) if (!keys.some((key) => key.keys === text)) fired.delete(text)
    const reached = host.hotkeys(keys)
    reaches.clear()
    for (const [index, { action }] of keys.entries()) reaches.set(action, reached[index] ?? 'refused')
    return keys.find(({ action }) => reaches.get(action) === 'refused')?.keys ?? null
  }

  const apply = () => {
    const wanted = resolve(layers())
    // While suspended nothing can be registered; the end of it comes here again.
    if (pause) decisions = wanted
    else register(wanted)
    changed()
  }

  const suspend = (wanted: HotkeyPause | null) => {
    cancelPause()
    cancelPause = wanted ? clock.after(wanted.endsAt - clock.now(), () => suspend(null)) : () => {}
    pause = wanted
    host.hotkeysPaused(wanted)
    apply()
  }

  const reachOf = ({ action, keys }: Decision): Reach => {
    if (keys === null) return 'off'
    if (pause) return 'suspended'
    const reach = reaches.get(action) ?? 'refused'
    return reach === 'unproven' && fired.has(keys) ? 'os' : reach
  }
  const found = (decision: Decision): HotkeysView['actions'][number] => {
    const { action, keys, why } = decision
    const reach = reachOf(decision)
    return {
      ...decision,
      reach,
      fired: keys !== null && fired.has(keys),
      why: keys === null || reach === 'off' ? why : FOUND[reach](keys, action),
    }
  }

  return {
    view: () =>
      decisions
        .map(found)
        .map(({ action, keys, reach, fired: came, why }) => ({ action, keys, reach, fired: came, why })),
    actions: () => decisions.map(found),
    layers,
    files: () => files,
    pause: () => pause,
    pauseReason: () => surroundings(layers()).pauseReason,
    apply,
    reload: () => {
      files = read()
      apply()
    },
    preview: (layer) => resolve(layersWith(layer)),
    save: (layer) => {
      const wanted = layersWith(layer)
      const unknown = files.rules && unknownName(wanted)
      if (unknown) return fail('hotkeys/unknown-name', { name: unknown })
      const next = resolve(wanted)
      const language = settings.config().language
      const wrong = rulesFor(wanted)
        ? unsaved(next, settings.config().hotkeys)
        : ({ code: 'no-rules' } as const)
      if (wrong) return fail('hotkeys/not-saved', { why: whySentence(wrong, language) })
      suspend(null)
      const refused = register(next)
      const saved = refused
        ? fail('hotkeys/refused', { keys: refused })
        : settings.saveConfig({ ...settings.config(), hotkeys: layer })
      apply()
      return saved
    },
    explain: (text) => {
      const of = layers()
      const why = explainKey(text, of, rulesFor(of))
      const own = why.code === 'set' ? decisions.find(({ keys }) => keys === why.keys) : undefined
      return own ? found(own).why : why
    },
    leaveAlone: (keys) => {
      yielded = keys.filter((text) => parseAccelerator(text) !== null)
      apply()
    },
    came: (action) => {
      const keys = decisions.find((decision) => decision.action === action)?.keys
      if (!keys || fired.has(keys)) return
      fired.add(keys)
      changed()
    },
    suspend,
    pauseForCard: (on) => suspend(on ? { why: 'card', endsAt: clock.now() + CARD_MS } : null),
    heard: () => heard,
    hear: (last) => {
      heard = { ...last, number: (heard?.number ?? 0) + 1, at: clock.now() }
      changed()
    },
    fault: () => {
      const name = files.rules && unknownName(layers())
      return files.fault ?? (name ? { code: 'hotkeys/unknown-name', params: { name } } : null)
    },
    stop: () => cancelPause(),
  }
}
