/** What technicians do with the keypad. */
import { z } from 'zod'
import { checkKeySchema, checkViewSchema, confirmedStepSchema, skipCountsSchema } from '../check.ts'
import { captureName, capturesViewSchema, monitorEventSchema, replayViewSchema } from '../monitor.ts'
import { padCommandSchema, padIdentitySchema, portInfoSchema, portNameSchema } from '../pad.ts'
import { faultSchema } from '../views.ts'
import { contract, done, nothing, TECHNICIAN } from './contract.ts'

const padChoice = z.strictObject({
  port: portNameSchema,
  profile: z.string().max(64),
  address: z.number().int().min(0).max(255).nullable(),
  /** By what the pad is known again; null: by its port's name alone; left out: it is learnt and kept. */
  identity: padIdentitySchema.nullable().optional(),
})

export const deviceCommands = {
  /** `heldBy`: the other program that has the port open, where this system lets one see it. */
  'device.ports': contract(
    TECHNICIAN,
    nothing,
    z.array(portInfoSchema.extend({ heldBy: z.string().nullable() })),
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
