/** The log as hall IT reads it and takes it out. Levels and raw bytes: of closed matters alone. */
import { z } from 'zod'
import { fillSchema } from '../export-map.ts'
import {
  asideTakenSchema,
  asideViewSchema,
  copyViewSchema,
  keepViewSchema,
  leavingViewSchema,
  leftSchema,
} from '../keep.ts'
import { daySumSchema, facetsSchema, listPageSchema, listQuerySchema, storySchema } from '../log-view.ts'
import { faultSchema } from '../views.ts'
import { contract, done, INSTALLERS, IT, nothing } from './contract.ts'

export const exportFormatSchema = z.enum(['csv', 'xlsx', 'jsonl', 'sqlite', 'glog'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** Formats that hold all of the log, whatever the days. */
export const WHOLE_FORMATS: readonly ExportFormat[] = ['sqlite', 'glog']

/** Formats that are tables: they have columns, and so may have other ones. */
export const TABLE_FORMATS: readonly ExportFormat[] = ['csv', 'xlsx']

const fill = z.record(fillSchema, z.string().trim().max(64))
const why = z.string().trim().min(1).max(200)
const range = { from: z.number().optional(), to: z.number().optional() }

/** Counts are rows: matters of a table, else entries. */
export const exportViewSchema = z.object({
  state: z.enum(['none', 'running', 'stopping', 'done', 'failed']),
  done: z.number(),
  /** 0 while nobody knows. */
  total: z.number(),
  file: z.string().nullable(),
  entries: z.number(),
  fault: faultSchema.nullable(),
})
export type ExportView = z.infer<typeof exportViewSchema>

export const logCommands = {
  'log.list': contract(IT, listQuerySchema, listPageSchema),
  /** Everything about one matter, in the order of the log. */
  'log.story': contract(IT, z.strictObject({ matter: z.uuid() }), storySchema),
  'log.days': contract(IT, z.strictObject(range), z.array(daySumSchema)),
  'log.facets': contract(IT, nothing, facetsSchema),

  /** Begins an export into the folder of exports; one at a time. */
  'log.export': contract(
    IT,
    z.strictObject({
      format: exportFormatSchema,
      ...range,
      /** Name of the columns for another system; null: as people read them. */
      map: z.string().max(32).nullable().default(null),
      fill: fill.prefault({ department: '', region: '' }),
      why,
    }),
    done,
  ),
  'log.export-state': contract(IT, nothing, exportViewSchema),
  'log.export-stop': contract(IT, nothing, done),
  /** The columns for other systems, and what was filled in last. */
  'log.export-maps': contract(
    IT,
    nothing,
    z.object({
      maps: z.array(z.object({ name: z.string(), zh: z.string(), en: z.string() })),
      fill: z.record(fillSchema, z.string()),
      /** Where a site puts its own. */
      folder: z.string(),
      fault: faultSchema.nullable(),
    }),
  ),
  /** The command line has taken the log out: written down by the program that holds the log. */
  'log.exported': contract(
    IT,
    z.strictObject({
      /** `quarantine`: copies of logs that were moved aside. */
      format: z.union([exportFormatSchema, z.literal('quarantine')]),
      from: z.number().int(),
      to: z.number().int(),
      entries: z.number().int(),
      what: z.string().max(300),
      why: why.optional(),
    }),
    done,
  ),

  /** What may leave the log, and why nothing may. */
  'log.keep': contract(IT, nothing, keepViewSchema),
  /** Lets leave what `log.keep` showed, up to entry `to`: archived first, and written down. */
  'log.prune': contract(IT, z.strictObject({ to: z.number().int().min(1), why }), leftSchema),

  /** How far that is; null: nothing leaves now. */
  'log.prune-state': contract(IT, nothing, leavingViewSchema.nullable()),
  'log.prune-stop': contract(IT, nothing, done),
  /** Copies of the log, and logs that were moved aside. */
  'log.aside': contract(IT, nothing, asideViewSchema),
  /** Copies what was moved aside into the folder of exports; written down first. */
  'log.aside-copy': contract(IT, z.strictObject({ why }), asideTakenSchema),
  'log.aside-state': contract(IT, nothing, copyViewSchema),
  'log.aside-stop': contract(IT, nothing, done),

  /** Writes what a person who helps from afar needs to know, without secrets or citizens' data. */
  'diagnose.make': contract(INSTALLERS, nothing, z.object({ file: z.string() })),
  /** What only the running program knows of it. */
  'diagnose.live': contract(INSTALLERS, nothing, z.record(z.string(), z.unknown())),
} as const
