/** What pages see: the snapshot and its sections. No section carries a level of a single rating. */
import { z } from 'zod'
import { displayViewSchema } from './display.ts'
import { hotkeyPauseSchema, hotkeyViewSchema, keyHeardSchema } from './hotkeys/view.ts'
import { itemSchema, pauseReasonSchema, siteReasonSchema } from './people.ts'

export const roleSchema = z.enum(['none', 'clerk', 'technician', 'it', 'program', 'display'])
export type Role = z.infer<typeof roleSchema>

export const faultSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

export const counterStateSchema = z.enum(['signed-out', 'idle', 'serving', 'asked', 'paused'])
export type CounterStateName = z.infer<typeof counterStateSchema>

/** What the next-step key would do now. */
export const nextStepSchema = z.enum(['sign-in', 'unlock', 'resume', 'open', 'ask', 'wait', 'close-and-open'])
export type NextStep = z.infer<typeof nextStepSchema>

export const counterViewSchema = z.object({
  state: counterStateSchema,
  locked: z.boolean(),
  staff: z.object({ number: z.string(), name: z.string() }).nullable(),
  next: nextStepSchema,
  pauseReason: pauseReasonSchema.nullable(),
  matter: z
    .object({
      id: z.string(),
      item: z.object({ code: z.string(), name: z.string() }),
      reference: z.string().nullable(),
      /** ms at work when this view was made; grows on the page while `running`. */
      servedMs: z.number(),
      running: z.boolean(),
      limitMs: z.number().nullable(),
      /** From this servedMs on a calm warning; null where there is no limit. Past `limitMs` it is overtime. */
      warnMs: z.number().nullable(),
      /** ms left in which `matter.undo` takes it back; 0: no longer. Shrinks on the page. */
      undoMs: z.number(),
    })
    .nullable(),
  /** Earlier matters of this visit that wait for the one rating (policy `visit: 'one'`), oldest first. */
  waiting: z.array(
    z.object({
      id: z.string(),
      item: z.object({ code: z.string(), name: z.string() }),
      reference: z.string().nullable(),
      servedMs: z.number(),
    }),
  ),
  ask: z.object({ id: z.string(), windowMs: z.number(), leftMs: z.number() }).nullable(),
  /** The item that the next matter opens with, unless another is chosen. */
  nextItem: z.object({
    code: z.string(),
    name: z.string(),
    /** Chosen by the clerk, used last in this shift, the usual one of this window, or none of these. */
    why: z.enum(['chosen', 'last', 'usual', 'default']),
  }),
})
export type CounterView = z.infer<typeof counterViewSchema>

export const matterRowSchema = z.object({
  id: z.string(),
  openedAt: z.number(),
  item: z.object({ code: z.string(), name: z.string() }),
  reference: z.string().nullable(),
  servedMs: z.number().nullable(),
  outcome: z.enum(['open', 'rated', 'unrated']),
  reason: z.string().nullable(),
  /** The clerk's reason beside the program's own, or null. */
  explained: z.string().nullable(),
  /** ms over the item's time limit, or null. */
  overtimeMs: z.number().nullable(),
  /** The first matter of its visit: rows with the same are of one citizen. */
  visit: z.string(),
  /** Of the shift that is open: its item can still be changed, and its reason be given. */
  ownShift: z.boolean(),
})
export type MatterRow = z.infer<typeof matterRowSchema>

export const todayViewSchema = z.object({
  /** Newest first, at most 200. */
  matters: z.array(matterRowSchema),
  coverage: z.object({
    matters: z.number(),
    asked: z.number(),
    rated: z.number(),
    unrated: z.number(),
    target: z.number(),
    /** rated ÷ asked and rated ÷ finished matters, 0…1; null while there is none. */
    ofAsked: z.number().nullable(),
    ofMatters: z.number().nullable(),
  }),
  /** Matters of this shift that the program closed without a rating and whose reason the clerk has not given. */
  unexplained: z.array(matterRowSchema),
})
export type TodayView = z.infer<typeof todayViewSchema>

export const padViewSchema = z.object({
  state: z.enum(['none', 'connecting', 'online', 'lost', 'blocked']),
  port: z.string().nullable(),
  profile: z.string().nullable(),
  trouble: faultSchema.nullable(),
  /** Whether the pad has sent anything sensible since it came online: an open port alone proves no pad. */
  heard: z.boolean(),
})
export type PadView = z.infer<typeof padViewSchema>

export const deliveryViewSchema = z.object({
  state: z.enum(['none', 'delivered', 'waiting', 'trouble']),
  hall: z.string().nullable(),
  /** Entries that the hall has not acknowledged. */
  waiting: z.number(),
  lastContactAt: z.number().nullable(),
  trouble: faultSchema.nullable(),
})
export type DeliveryView = z.infer<typeof deliveryViewSchema>

export const hostViewSchema = z.object({
  version: z.string(),
  /** Random name of this start of the program: a page that sees another one reloads its state. */
  boot: z.string(),
  station: z.string(),
  language: z.enum(['zh-CN', 'en-US']),
  /** Practice (试用): nothing of it is work. */
  practice: z.boolean(),
  /** true until a keypad or a hall has been set up. */
  fresh: z.boolean(),
  capabilities: z.object({
    globalHotkeys: z.enum(['os', 'portal', 'none']),
    bar: z.enum(['window', 'page']),
    tray: z.boolean(),
    alwaysOnTop: z.boolean(),
  }),
  /** Every action in the order of ACTIONS: its key, how far it reaches, and why. */
  hotkeys: z.array(hotkeyViewSchema),
  /** Set while no hotkey fires. */
  hotkeyPause: hotkeyPauseSchema.nullable(),
  /** The last key that came from outside the page; null for a page that does not work as the clerk. */
  keyHeard: keyHeardSchema.nullable(),
  unratedReasons: z.array(siteReasonSchema),
  /** Whether one rating covers all matters of a visit: `matter.add` while serving. */
  visit: z.enum(['each', 'one']),
  /** Whether the clerk's page speaks to the citizen, for a pad without a voice. */
  speaks: z.boolean(),
  /** Where the log stood when the last shift was closed, to note down: `1234-8f3a21c0`; null: none was. */
  dayCode: z.string().nullable(),
  /** The roles this page holds now. */
  roles: z.array(roleSchema),
  /** Something a person must see at once, e.g. the log cannot be written. */
  trouble: faultSchema.nullable(),
})
export type HostView = z.infer<typeof hostViewSchema>

export const snapshotSchema = z.object({
  seq: z.number().int(),
  host: hostViewSchema,
  counter: counterViewSchema,
  /** null for a page without the clerk's role. */
  today: todayViewSchema.nullable(),
  pad: padViewSchema,
  delivery: deliveryViewSchema,
  /** null for a page that is not the customer's screen. */
  display: displayViewSchema.nullable(),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** A push replaces one section of the snapshot. `seq` grows by one per push of a page: a gap means: ask for the snapshot. */
export type Push = {
  [S in Exclude<keyof Snapshot, 'seq'>]: { seq: number; section: S; value: Snapshot[S] }
}[Exclude<keyof Snapshot, 'seq'>]

export const itemListSchema = z.array(itemSchema)
