/** The clerk's work. */
import { z } from 'zod'
import { itemSchema, pauseReasonSchema } from '../people.ts'
import { counterViewSchema, snapshotSchema } from '../views.ts'
import { ANYONE, contract, done, nothing, WORK } from './contract.ts'

/** What one use of the next-step key did. `waiting`: nothing yet, the citizen still has `leftMs`. */
export const didSchema = z.object({
  did: z.enum([
    'opened',
    'asked',
    'waiting',
    'closed-and-opened',
    'resumed',
    'asked-again',
    'closed',
    'changed',
  ]),
  leftMs: z.number().optional(),
})

/** An item of a search. `favourite` and `recent`: this clerk's; `initials`: of the name's pinyin, as one may type them. */
export const foundItemSchema = itemSchema.extend({
  favourite: z.boolean(),
  recent: z.boolean(),
  initials: z.string(),
})
export type FoundItem = z.infer<typeof foundItemSchema>

export const workCommands = {
  'state.get': contract(ANYONE, nothing, snapshotSchema),

  'counter.next': contract(WORK, nothing, didSchema),
  'counter.ask-again': contract(WORK, nothing, didSchema),
  'counter.unrated': contract(WORK, z.strictObject({ reason: z.string().max(32) }), didSchema),
  'counter.pause': contract(WORK, z.strictObject({ reason: pauseReasonSchema }), done),
  'counter.resume': contract(WORK, nothing, done),
  'counter.state': contract(['clerk', 'program', 'technician', 'it'], nothing, counterViewSchema),
  'matter.open': contract(
    WORK,
    z.strictObject({ item: z.string().max(64).optional(), reference: z.string().max(128).optional() }),
    didSchema,
  ),
  'matter.ask': contract(WORK, nothing, didSchema),
  'matter.item': contract(WORK, z.strictObject({ code: z.string().max(64) }), didSchema),
  /** By code, name, pinyin or its initials, best first; favourites and what was done lately before their equals. */
  'items.search': contract(WORK, z.strictObject({ text: z.string().max(64) }), z.array(foundItemSchema)),
  'items.favourite': contract(['clerk'], z.strictObject({ code: z.string().max(64), on: z.boolean() }), done),

  /** Brings the page to the front: the window, or a browser tab. */
  'window.show': contract(['clerk', 'program', 'technician', 'it'], nothing, done),
  'delivery.now': contract(['clerk', 'technician', 'it'], nothing, done),
} as const
