/** The clerk's work. */
import { z } from 'zod'
import { labelSetSchema } from '../levels.ts'
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
    'undone',
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
/** Own results: sums of whole finished days, each of `least` ratings or more. What was shown once never changes. */
export const ownResultsSchema = z.object({
  least: z.number(),
  /** The site's words for the levels. */
  labelSet: labelSetSchema,
  /** Newest first, at most 60. Days are local, `YYYY-MM-DD`; `counts` are five numbers, the best first. */
  sums: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      ratings: z.number(),
      counts: z.array(z.number()).length(5),
    }),
  ),
})
export type OwnResults = z.infer<typeof ownResultsSchema>

const openInput = z.strictObject({
  item: z.string().max(64).optional(),
  reference: z.string().max(128).optional(),
})

export const workCommands = {
  'state.get': contract(ANYONE, nothing, snapshotSchema),

  'counter.next': contract(WORK, nothing, didSchema),
  'counter.ask-again': contract(WORK, nothing, didSchema),
  'counter.unrated': contract(WORK, z.strictObject({ reason: z.string().max(32) }), didSchema),
  'counter.pause': contract(WORK, z.strictObject({ reason: pauseReasonSchema }), done),
  'counter.resume': contract(WORK, nothing, done),
  'counter.state': contract(['clerk', 'program', 'technician', 'it'], nothing, counterViewSchema),
  'matter.open': contract(WORK, openInput, didSchema),
  'matter.ask': contract(WORK, nothing, didSchema),
  /** Chooses the item of the next matter; null: none in particular. */
  'counter.next-item': contract(WORK, z.strictObject({ code: z.string().max(64).nullable() }), didSchema),
  /** Another matter of the same citizen. */
  'matter.add': contract(WORK, openInput, didSchema),
  /** Takes back a matter opened by mistake: within ten seconds, before the ask. */
  'matter.undo': contract(WORK, nothing, didSchema),
  /** `matter` left out: the one in hand. Given: also one of the open shift that is closed. */
  'matter.item': contract(
    WORK,
    z.strictObject({ code: z.string().max(64), matter: z.uuid().optional() }),
    didSchema,
  ),
  /** By code, name, pinyin or its initials, best first; favourites and what was done lately before their equals. */
  'items.search': contract(WORK, z.strictObject({ text: z.string().max(64) }), z.array(foundItemSchema)),
  'items.favourite': contract(['clerk'], z.strictObject({ code: z.string().max(64), on: z.boolean() }), done),
  /** The clerk's reason for a matter that the program closed without a rating. */
  'matter.reason': contract(
    ['clerk'],
    z.strictObject({ matter: z.uuid(), reason: z.string().max(32) }),
    didSchema,
  ),
  'own.results': contract(['clerk'], nothing, ownResultsSchema),

  /** Brings the page to the front: the window, or a browser tab. */
  'window.show': contract(ANYONE, nothing, done),
  /** Somebody is about to type in the bar, or done: a bar that never takes the focus has it meanwhile. */
  'window.type': contract(['none', 'clerk', 'technician', 'it'], z.strictObject({ on: z.boolean() }), done),
  /** Hands on the clerk's page, told once a minute at most: the counter does not lock itself meanwhile. */
  'session.active': contract(['clerk'], nothing, done),
  'delivery.now': contract(['clerk', 'technician', 'it'], nothing, done),
} as const
