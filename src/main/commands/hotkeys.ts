/** Hotkeys: what a key does, and what technicians do about it. */
import { ok, type Result } from '../../shared/result.ts'
import { act } from '../hotkeys/act.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from './table.ts'

const done = (result: Result<void>) => (result.ok ? ok({}) : result)

const saved = (parts: Parts, result: Result<void>) => {
  if (result.ok)
    parts.counter.record({
      kind: 'config.changed',
      ...parts.byRole(),
      role: 'technician',
      what: ['hotkeys'],
    })
  return done(result)
}

export const hotkeyRuns = {
  'hotkeys.act': (parts, { action, here }) => {
    const acted = act(parts, action)
    if (!here)
      parts.hotkeys.hear({
        action,
        did: acted.ok ? acted.value : null,
        fault: acted.ok ? null : acted.error,
      })
    return acted
  },
  'hotkeys.pause': (parts, { on }) => {
    parts.hotkeys.pauseForCard(on)
    return ok({})
  },

  'hotkeys.get': (parts, { fresh }) => {
    const { hotkeys } = parts
    if (fresh) hotkeys.reload()
    const { rules, site } = hotkeys.files()
    return ok({
      actions: hotkeys.actions(),
      site,
      pc: parts.settings.config().hotkeys,
      pos: [...(rules?.pos.values() ?? [])],
      layouts: [...(rules?.layouts.values() ?? [])],
      test: parts.hotkeyTests.view(),
    })
  },
  'hotkeys.preview': (parts, { layer }) => ok(parts.hotkeys.preview(layer)),
  'hotkeys.save': (parts, { layer }) => saved(parts, parts.hotkeys.save(layer)),
  'hotkeys.explain': (parts, { keys }) => ok(parts.hotkeys.explain(keys)),

  'hotkeys.test-start': (parts, { test }, session) => done(parts.hotkeyTests.start(test, session)),
  'hotkeys.test-key': (parts, { keys }) => done(parts.hotkeyTests.key(keys)),
  'hotkeys.test-end': (parts, { save }) => {
    const ended = parts.hotkeyTests.end(save)
    return save ? saved(parts, ended) : done(ended)
  },
} satisfies Partial<Runs>
