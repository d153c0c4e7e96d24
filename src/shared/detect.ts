/** Finding out which keypad hangs on which port, as the technician's page sees it. */
import { z } from 'zod'
import { padIdentitySchema } from './pad.ts'
import { faultSchema } from './views.ts'

/** What USB tells of a port: a proposal, never a finding. */
export const proposalSchema = z.object({
  reason: z.enum(['remembered', 'bridge-on-keypads', 'bridge', 'usb', 'built-in']),
  /** The bridge's chip; it says nothing of what hangs on it. */
  chip: z.string().nullable(),
  /** How it is told from others that look the same; `press`: only by a key on the one that is meant. */
  apart: z.enum(['alone', 'serial', 'location', 'press']),
})

export const findingSchema = z.object({
  step: z.enum(['usb', 'open', 'ask', 'listen']),
  /** The port, or the profile that asked. */
  about: z.string(),
  state: z.enum(['ok', 'none', 'failed']),
  /** In the wire's and the system's own words. */
  evidence: z.string(),
  advice: faultSchema.nullable(),
})
export type FindingView = z.infer<typeof findingSchema>

/** What a pad turned out to be: ready for the form of port and profile. */
export const detectedSchema = z.object({
  port: z.string(),
  profile: z.string(),
  address: z.number().nullable(),
  /** By what it is known again; null: by the port's name alone. */
  identity: padIdentitySchema.nullable(),
})
export type DetectedView = z.infer<typeof detectedSchema>

export const detectViewSchema = z.object({
  /** Counts the detections of this start of the program. */
  number: z.number().int(),
  /** `which`: a key on the one that is meant; `press`: any key of it; `done`: see `found`, else the findings. */
  phase: z.enum(['which', 'looking', 'press', 'done']),
  ports: z.array(z.string()),
  /** ms in which the key must come; null: none is due. */
  leftMs: z.number().nullable(),
  findings: z.array(findingSchema),
  /** Profiles that fit all keys so far, while another key is due that may part them. */
  tied: z.array(z.string()),
  /** One: that is it. Several profiles fit: the technician must choose. */
  found: z.array(detectedSchema),
  /** Why it ended before there were findings to say it. */
  fault: faultSchema.nullable(),
})
export type DetectView = z.infer<typeof detectViewSchema>
