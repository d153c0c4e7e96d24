/** What pages see of the hotkeys. */
import { z } from 'zod'
import { actionSchema } from './actions.ts'
import { layerSchema } from './layer.ts'
import { layerNameSchema, whySchema } from './why.ts'

/**
 * How far a key reaches. `os`: every program; `page`: while the page has the focus; `unproven`: given to the desktop,
 * which has not brought it yet; `refused`: another program has it; `suspended`: for a moment; `off`: there is none.
 */
export const reachSchema = z.enum(['os', 'page', 'unproven', 'refused', 'suspended', 'off'])
export type Reach = z.infer<typeof reachSchema>

export const hotkeyViewSchema = z.object({
  action: actionSchema,
  /** null: this action has no key, and `why` says so. */
  keys: z.string().nullable(),
  reach: reachSchema,
  /** Whether it came since it was registered. */
  fired: z.boolean(),
  why: whySchema,
})
export type HotkeyView = z.infer<typeof hotkeyViewSchema>

/** While nothing fires: `card` for the card terminal, `record` while a technician records a key. */
export const hotkeyPauseSchema = z.object({ why: z.enum(['card', 'record']), endsAt: z.number() })
export type HotkeyPause = z.infer<typeof hotkeyPauseSchema>

/** The last key that came from outside the page, and what became of it: the page answers in its place. */
export const keyHeardSchema = z.object({
  /** Grows by one with each key. */
  number: z.number(),
  at: z.number(),
  action: actionSchema,
  /** What the command did, in the words of `counter.next`. */
  did: z.object({ did: z.string(), leftMs: z.number().optional() }).nullable(),
  fault: z
    .object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
})
export type KeyHeard = z.infer<typeof keyHeardSchema>

const wantSchema = z.object({ layer: layerNameSchema, keys: z.string().nullable() })

export const decisionSchema = z.object({
  action: actionSchema,
  keys: z.string().nullable(),
  layer: layerNameSchema,
  why: whySchema,
  wants: z.array(wantSchema),
})

/** `record`: the page takes the next key; `clash`: what comes is somebody else's; `prove`: does each key come at all. */
export const keyTestSchema = z.enum(['record', 'clash', 'prove'])
export type KeyTest = z.infer<typeof keyTestSchema>

const choice = z.object({ name: z.string(), zh: z.string(), en: z.string() })

export const hotkeysViewSchema = z.object({
  actions: z.array(decisionSchema.extend({ reach: reachSchema, fired: z.boolean() })),
  site: layerSchema,
  pc: layerSchema,
  pos: z.array(choice),
  layouts: z.array(choice),
  test: z
    .object({
      name: keyTestSchema,
      endsAt: z.number(),
      /** What came during the clash test; `action`: whose key it was until then. */
      pressed: z.array(z.object({ keys: z.string(), action: actionSchema.nullable(), times: z.number() })),
    })
    .nullable(),
})
export type HotkeysView = z.infer<typeof hotkeysViewSchema>
