/** What one layer says about hotkeys: the site (hotkeys/site.json of the data folder) or this PC (config.json). */
import { z } from 'zod'
import { pauseReasonSchema } from '../people.ts'
import { actionSchema } from './actions.ts'

const keys = z.string().max(64)

export const layerSchema = z.strictObject({
  /** null: the action has no key. Left out: as the layer before says. */
  keys: z.partialRecord(actionSchema, keys.nullable()).default({}),
  /** Name of the card terminal's profile; null: none. Left out: as the layer before says. */
  pos: z.string().max(64).nullable().optional(),
  /** Name of the keyboard layout, where it has AltGr; null: none. Left out: as the layer before says. */
  layout: z.string().max(64).nullable().optional(),
  /** What the pause key pauses for. */
  pauseReason: pauseReasonSchema.optional(),
  /** Keys that another program here uses, as the clash test found them. Layers add to each other. */
  taken: z.array(keys).max(500).default([]),
})
export type Layer = z.infer<typeof layerSchema>

export const NO_LAYER: Layer = { keys: {}, taken: [] }

/** Of the time before layers: three keys, written out even where nobody had chosen them. */
const OLD_DEFAULTS: Record<string, string> = {
  next: 'Control+Alt+1',
  unrated: 'Control+Alt+2',
  show: 'Control+Alt+0',
}

const fromOld = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('next' in value)) return value
  const chosen = Object.entries(value).filter(([action, text]) => OLD_DEFAULTS[action] !== text)
  return { keys: Object.fromEntries(chosen) }
}

/** This PC's layer as config.json holds it, in the present or the old shape. */
export const storedLayerSchema = z.preprocess(fromOld, layerSchema)
