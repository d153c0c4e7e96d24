import type { Push, Snapshot } from '../../shared/views.ts'

/** `old`: already in the snapshot. `gap`: something was missed, or the program started anew: ask for the snapshot. */
export type Applied = { kind: 'applied'; snapshot: Snapshot } | { kind: 'old' } | { kind: 'gap' }

/** Puts one push into the snapshot. Only the very next seq fits, and only from the same start of the program. */
export const applyPush = (snapshot: Snapshot, push: Push): Applied => {
  if (push.section === 'host' && push.value.boot !== snapshot.host.boot) return { kind: 'gap' }
  if (push.seq <= snapshot.seq) return { kind: 'old' }
  if (push.seq !== snapshot.seq + 1) return { kind: 'gap' }
  return { kind: 'applied', snapshot: { ...snapshot, seq: push.seq, [push.section]: push.value } }
}
