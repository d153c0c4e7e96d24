/** What other programs may do, and what technicians and IT say about them. */
import { z } from 'zod'
import {
  launchSettingsSchema,
  programAnswerSchema,
  programNameSchema,
  programStateSchema,
  programsViewSchema,
} from '../programs.ts'
import type { Role } from '../views.ts'
import { contract, done, INSTALLERS, IT, nothing } from './contract.ts'

const PROGRAM: readonly Role[] = ['program']

const reference = z.string().trim().min(1).max(128)

export const programCommands = {
  /** `citizen`, a name to show, is accepted from programs that send one, and is gone before anything is done. */
  'program.open': contract(
    PROGRAM,
    z
      .strictObject({
        item: z.string().max(64).optional(),
        reference: reference.optional(),
        citizen: z.string().max(128).optional(),
      })
      .transform(({ citizen: _, ...kept }) => kept),
    programAnswerSchema,
  ),
  'program.ask': contract(PROGRAM, z.strictObject({ reference: reference.optional() }), programAnswerSchema),
  'program.close': contract(
    PROGRAM,
    z.strictObject({ reference: reference.optional(), reason: z.string().max(32) }),
    programAnswerSchema,
  ),
  'program.state': contract(PROGRAM, nothing, programStateSchema),

  'programs.list': contract(INSTALLERS, nothing, programsViewSchema),
  /** `token` is shown here and nowhere again. */
  'programs.add': contract(
    INSTALLERS,
    z.strictObject({ name: programNameSchema }),
    z.object({ name: z.string(), token: z.string() }),
  ),
  'programs.remove': contract(INSTALLERS, z.strictObject({ name: programNameSchema }), done),
  /** The watched folder; null: none. */
  'programs.folder': contract(
    INSTALLERS,
    z.strictObject({ path: z.string().trim().min(1).max(260).nullable() }),
    done,
  ),
  /** 0 lets the system choose; programs.list tells. */
  'programs.port': contract(INSTALLERS, z.strictObject({ port: z.number().int().min(0).max(65_535) }), done),
  'programs.launch': contract(IT, nothing, launchSettingsSchema),
  /** Names of the items that start something, by code; one that no list has is left out. */
  'programs.launch-names': contract(IT, nothing, z.record(z.string(), z.string())),
  'programs.set-launch': contract(IT, launchSettingsSchema, done),
} as const
