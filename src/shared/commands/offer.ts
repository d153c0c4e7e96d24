/** The offer of this counter's log to hall IT. Whoever installs or keeps the counter switches it; clerks do not. */
import { z } from 'zod'
import { offerPlaceSchema, tokenFileSchema, tokenWantedSchema } from '../offer.ts'
import { faultSchema } from '../views.ts'
import { contract, done, INSTALLERS, nothing } from './contract.ts'

export const offerViewSchema = z.object({
  /** Where it is to listen; null: off. */
  at: offerPlaceSchema.nullable(),
  listening: z.boolean(),
  trouble: faultSchema.nullable(),
  /** SHA-256 of the certificate, as browsers show it; null before it was made. */
  fingerprint: z.string().nullable(),
  /** The line for a hosts file; null while it is off. */
  line: z.string().nullable(),
  /** This PC's addresses in a network. */
  addresses: z.array(z.string()),
  /** Tokens that were signed up to this moment count no more, ms UTC; null: none was called back. */
  revokedAt: z.number().nullable(),
  /** The last pulls, the newest first. */
  pulls: z.array(
    z.object({
      at: z.number(),
      who: z.string(),
      why: z.string(),
      address: z.string(),
      from: z.number(),
      to: z.number(),
    }),
  ),
})
export type OfferView = z.infer<typeof offerViewSchema>

export const offerCommands = {
  'offer.get': contract(INSTALLERS, nothing, offerViewSchema),
  'offer.set': contract(INSTALLERS, z.strictObject({ at: offerPlaceSchema.nullable() }), done),
  /** A token for this counter. It is given out once and kept nowhere. */
  'offer.token': contract(INSTALLERS, tokenWantedSchema, tokenFileSchema),
  /** No token that was signed until now counts here any more, whoever signed it. */
  'offer.revoke': contract(INSTALLERS, nothing, done),
} as const
