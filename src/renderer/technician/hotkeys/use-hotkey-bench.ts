/** The technician's hotkeys: what the program has, and what this page would change. */
import { useCallback, useEffect, useState } from 'react'
import type { Action } from '../../../shared/hotkeys/actions.ts'
import type { Layer } from '../../../shared/hotkeys/layer.ts'
import type { Decision } from '../../../shared/hotkeys/resolve.ts'
import type { HotkeysView, KeyTest } from '../../../shared/hotkeys/view.ts'
import type { Why } from '../../../shared/hotkeys/why.ts'
import type { Fault } from '../../../shared/result.ts'
import { useSnapshot, useStore } from '../../wire/use-store.ts'

export type HotkeyRow = HotkeysView['actions'][number]

/** What has not been saved yet, and what it would come to. */
interface Draft {
  layer: Layer
  decisions: Decision[]
}

/** A row as the draft would make it; what it leaves as it is keeps what is known of it. */
const rowsWith = (view: HotkeysView, draft: Draft | null): HotkeyRow[] =>
  view.actions.map((row) => {
    const next = draft?.decisions.find(({ action }) => action === row.action)
    if (!next || (next.keys === row.keys && next.layer === row.layer)) return row
    return { ...next, reach: next.keys === null ? 'off' : 'suspended', fired: false }
  })

export type HotkeyBench = NonNullable<ReturnType<typeof useHotkeyBench>>

/** @returns null before the first answer. */
export const useHotkeyBench = () => {
  const store = useStore()
  const { host } = useSnapshot()
  const [view, setView] = useState<HotkeysView | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  const [saved, setSaved] = useState(false)

  const look = useCallback(
    async (fresh = false) => {
      const result = await store.call('hotkeys.get', { fresh })
      if (result.ok) setView(result.value)
      else setFault(result.error)
    },
    [store],
  )
  useEffect(() => {
    look(true)
  }, [look])
  // The program tells of every key that comes and of every test that ends.
  const { hotkeys, hotkeyPause } = host
  useEffect(() => {
    if (hotkeys.length > 0 || hotkeyPause) look()
  }, [hotkeys, hotkeyPause, look])

  if (!view) return null

  const done = <T extends { ok: true } | { ok: false; error: Fault }>(result: T): T => {
    setFault(result.ok ? null : result.error)
    return result
  }
  const layer = draft?.layer ?? view.pc
  const change = async (next: Layer) => {
    setSaved(false)
    const decisions = await store.call('hotkeys.preview', { layer: next })
    if (done(decisions).ok && decisions.ok) setDraft({ layer: next, decisions: decisions.value })
  }
  /** @param keys null: no key; undefined: as the layers before say. */
  const setKey = (action: Action, keys: string | null | undefined) => {
    const { [action]: _, ...others } = layer.keys
    return change({ ...layer, keys: keys === undefined ? others : { ...others, [action]: keys } })
  }
  const discard = () => {
    setDraft(null)
    setFault(null)
  }
  return {
    view,
    layer,
    rows: rowsWith(view, draft),
    changed: draft !== null,
    saved,
    fault,
    change,
    setKey,
    discard,
    save: async () => {
      const result = done(await store.call('hotkeys.save', { layer }))
      if (!result.ok) return
      setDraft(null)
      setSaved(true)
      await look()
    },
    startTest: async (test: KeyTest): Promise<boolean> => {
      setSaved(false)
      const result = done(await store.call('hotkeys.test-start', { test }))
      await look()
      return result.ok
    },
    testKey: async (keys: string) => {
      await store.call('hotkeys.test-key', { keys })
      await look()
    },
    endTest: async (save: boolean) => {
      const result = done(await store.call('hotkeys.test-end', { save }))
      if (save && result.ok) setSaved(true)
      await look()
    },
    explain: async (keys: string): Promise<Why | null> => {
      const result = done(await store.call('hotkeys.explain', { keys }))
      return result.ok ? result.value : null
    },
  }
}
