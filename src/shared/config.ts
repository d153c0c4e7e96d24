/** The counter's own settings: config.json in the data folder. */
import { z } from 'zod'
import { NO_LAYER, storedLayerSchema } from './hotkeys/layer.ts'
import { offerPlaceSchema } from './offer.ts'
import { padIdentitySchema, portNameSchema } from './pad.ts'

export const configSchema = z.strictObject({
  /** What the people in the hall call this window, e.g. `7`. */
  station: z.string().trim().min(1).max(32),
  keypad: z
    .strictObject({
      port: portNameSchema,
      profile: z.string(),
      /** ff68: the pad's address; null accepts any. */
      address: z.number().int().min(0).max(255).nullable(),
      /** By what the pad is known when it comes back at another port; null: by its port's name alone; left out: not learnt yet. */
      identity: padIdentitySchema.nullable().optional(),
    })
    .nullable(),
  language: z.enum(['zh-CN', 'en-US']),
  /** This PC's hotkeys, over those of the site and the defaults. */
  hotkeys: storedLayerSchema.default(NO_LAYER),
  /** `auto`: the clerk's page speaks to the citizen where the pad has no voice. */
  speech: z.enum(['auto', 'off']).default('auto'),
  /** Where copies of the log go: another disk or a share; null: backups/ in the data folder. */
  backups: z.string().trim().min(1).max(500).nullable().default(null),
  /** Where hall IT may fetch the log over the network; null: nowhere, and nothing listens. */
  offer: offerPlaceSchema.nullable().default(null),
  /** Tokens for fetching the log that were signed up to this moment (ms UTC, this PC's clock) count no more; null: all do. */
  tokensRevokedAt: z.number().int().nullable().default(null),
})
export type Config = z.infer<typeof configSchema>

export const DEFAULT_CONFIG: Config = {
  station: '1',
  keypad: null,
  language: 'zh-CN',
  hotkeys: NO_LAYER,
  speech: 'auto',
  backups: null,
  offer: null,
  tokensRevokedAt: null,
}

/** What has commands of its own: the keypad, the hotkeys, the offer of the log and its tokens. */
const OWN = { keypad: true, hotkeys: true, offer: true, tokensRevokedAt: true } as const

/** The settings that are set as a whole. */
export const settingsSchema = configSchema.omit(OWN)
export type Settings = z.infer<typeof settingsSchema>

export const settingsOf = ({
  keypad: _keypad,
  hotkeys: _hotkeys,
  offer: _offer,
  tokensRevokedAt: _revoked,
  ...rest
}: Config): Settings => rest
