/** What technicians do with the keypad. */
import { z } from 'zod'
import { checkKeySchema, checkViewSchema, confirmedStepSchema, skipCountsSchema } from '../check.ts'
import { detectViewSchema, proposalSchema } from '../detect.ts'
import { learnViewSchema } from '../learn.ts'
import { levelSchema } from '../levels.ts'
import { captureName, capturesViewSchema, monitorEventSchema, replayViewSchema } from '../monitor.ts'
import { padCommandSchema, padIdentitySchema, portInfoSchema, portNameSchema } from '../pad.ts'
import { lineSettingsSchema, profileNameSchema } from '../profile.ts'
import { faultSchema } from '../views.ts'
import { contract, done, nothing, TECHNICIAN } from './contract.ts'

const padChoice = z.strictObject({
  port: portNameSchema,
  profile: z.string().max(64),
  address: z.number().int().min(0).max(255).nullable(),
  /** By what the pad is known again; null: by its port's name alone; left out: it is learnt and kept. */
  identity: padIdentitySchema.nullable().optional(),
})

const levels = z
  .array(levelSchema)
  .min(1)
  .max(5)
  .refine((given) => new Set(given).size === given.length, 'a level twice')

export const deviceCommands = {
  /**
   * The likeliest first. `heldBy`: the other program that has the port open, where this system lets one see it.
   */
  'device.ports': contract(
    TECHNICIAN,
    nothing,
    z.array(portInfoSchema.extend({ heldBy: z.string().nullable(), proposal: proposalSchema })),
  ),
  /** Read from the files anew. `fault`: one is wrong, and the list is as it was before. */
  'device.profiles': contract(
    TECHNICIAN,
    nothing,
    z.object({
      profiles: z.array(
        z.object({
          name: z.string(),
          zh: z.string(),
          en: z.string(),
          addressed: z.boolean(),
          keys: z.array(checkKeySchema),
        }),
      ),
      fault: faultSchema.nullable(),
    }),
  ),
  'device.connect': contract(TECHNICIAN, padChoice, done),
  'device.disconnect': contract(TECHNICIAN, nothing, done),
  'device.send': contract(TECHNICIAN, z.strictObject({ command: padCommandSchema }), done),
  /** The last events on the wire. Only while no shift is open: the day's raw bytes are levels. */
  'device.monitor': contract(
    TECHNICIAN,
    nothing,
    z.object({ events: z.array(monitorEventSchema), skips: skipCountsSchema }),
  ),

  /**
   * Which keypad it is. Several ports: a key on the one that is meant says which. The counter's own link lets its port
   * go meanwhile, and comes back. Closed while a shift is open, as everything that shows keys.
   */
  'device.detect-start': contract(
    TECHNICIAN,
    z.strictObject({ ports: z.array(portNameSchema).min(1).max(8) }),
    done,
  ),
  'device.detect': contract(TECHNICIAN, nothing, detectViewSchema.nullable()),
  'device.detect-stop': contract(TECHNICIAN, nothing, done),

  /** A new kind of keypad: its keys are pressed in the order of `levels`, each `times` times. */
  'device.learn-start': contract(
    TECHNICIAN,
    z.strictObject({
      port: portNameSchema,
      line: lineSettingsSchema,
      levels: levels.min(2),
      times: z.number().int().min(1).max(10),
    }),
    done,
  ),
  /** … or from captures that were kept, without the pad. `level` null: as the capture itself says. */
  'device.learn-captures': contract(
    TECHNICIAN,
    z.strictObject({
      captures: z
        .array(z.strictObject({ name: captureName, level: levelSchema.nullable() }))
        .min(2)
        .max(50),
    }),
    done,
  ),
  /** These keys anew; null: those that have not been pressed yet. The others are kept. */
  'device.learn-again': contract(TECHNICIAN, z.strictObject({ levels: levels.nullable() }), done),
  'device.learn': contract(TECHNICIAN, nothing, learnViewSchema.nullable()),
  /** Ends the listening; what was pressed is kept until the next start. */
  'device.learn-stop': contract(TECHNICIAN, nothing, done),
  /** As a profile of the site, usable at once. */
  'device.learn-save': contract(
    TECHNICIAN,
    z.strictObject({
      name: profileNameSchema,
      title: z.strictObject({ zh: z.string().trim().min(1).max(40), en: z.string().trim().min(1).max(40) }),
    }),
    done,
  ),

  /** The guided check. It shows raw keys, so all but its end is closed while a shift is open. */
  'device.check-start': contract(TECHNICIAN, padChoice, done),
  'device.check': contract(TECHNICIAN, nothing, checkViewSchema.nullable()),
  'device.check-confirm': contract(
    TECHNICIAN,
    z.strictObject({ step: confirmedStepSchema, ok: z.boolean() }),
    done,
  ),
  /** The page spoke in place of a pad without a voice. */
  'device.check-spoken': contract(TECHNICIAN, nothing, done),
  'device.check-save': contract(TECHNICIAN, nothing, done),
  /** Ends the check. Unsaved, the keypad that was set before is used again. */
  'device.check-stop': contract(TECHNICIAN, nothing, done),

  /** Captures hold raw bytes: closed while a shift is open, and a recording ends when one opens. */
  'device.captures': contract(TECHNICIAN, nothing, capturesViewSchema),
  'device.capture-start': contract(TECHNICIAN, z.strictObject({ name: captureName }), done),
  'device.capture-stop': contract(TECHNICIAN, nothing, done),
  'device.replay': contract(
    TECHNICIAN,
    z.strictObject({ name: captureName, profile: z.string().max(64) }),
    replayViewSchema,
  ),
} as const
