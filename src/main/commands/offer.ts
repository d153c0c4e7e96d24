/** The offer of this counter's log to hall IT. */
import { z } from 'zod'
import { ANY_ADDRESS, hostLine, type OfferPlace } from '../../shared/offer.ts'
import { fail, ok } from '../../shared/result.ts'
import { fingerprintOf } from '../certificate.ts'
import { networkAddresses } from '../display/own-address.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from './table.ts'

const pullSchema = z.object({
  who: z.string(),
  why: z.string(),
  address: z.string(),
  from: z.number(),
  to: z.number(),
})
const PULLS = 5

/** The newest pulls, from the lists of the log. */
const lastPulls = async (parts: Parts) => {
  const query = { list: 'entries', kind: 'log.pulled', limit: PULLS, order: 'newest' } as const
  const page = await parts.logPages.ask('list', { query })
  if (!page.ok) return []
  return page.value.entries.flatMap(({ at, fields }) => {
    const pull = pullSchema.safeParse(fields)
    return pull.success && at !== null ? [{ at, ...pull.data }] : []
  })
}

const lineOf = ({ address, port }: OfferPlace, station: string, fingerprint: string | null) => {
  const reached = address === ANY_ADDRESS ? networkAddresses()[0] : address
  return reached && fingerprint ? hostLine(reached, port, station, fingerprint) : null
}

const changed = (parts: Parts, what: string) =>
  parts.counter.record({
    ...{ kind: 'config.changed', ...parts.byRole(), role: 'installer' },
    what: [what.slice(0, 512)],
  })

export const offerRuns = {
  'offer.get': async (parts) => {
    const { offer: at, station, tokensRevokedAt: here } = parts.settings.config()
    const hall = parts.settings.roster().policy.tokensRevokedAt
    const fingerprint = fingerprintOf(parts.dir, 'offer')
    return ok({
      at,
      listening: parts.offer.listening(),
      trouble: parts.offer.trouble(),
      fingerprint,
      line: at && lineOf(at, station, fingerprint),
      addresses: networkAddresses(),
      revokedAt: here === null && hall === null ? null : Math.max(here ?? 0, hall ?? 0),
      pulls: await lastPulls(parts),
    })
  },
  'offer.set': async (parts, { at }) => {
    if (at && parts.practice) return fail('offer/practice')
    if (at && ![ANY_ADDRESS, '127.0.0.1', ...networkAddresses()].includes(at.address))
      return fail('offer/not-own-address', { address: at.address })
    const saved = parts.settings.saveConfig({ ...parts.settings.config(), offer: at })
    if (!saved.ok) return saved
    const used = await parts.offer.use(at)
    const fingerprint = at && fingerprintOf(parts.dir, 'offer')
    // The hall learns from the log where the counter can be reached, and by which certificate it is known.
    parts.counter.record({
      kind: 'log.offered',
      ...parts.byRole(),
      port: at?.port ?? null,
      address: at && (at.address === ANY_ADDRESS ? (networkAddresses()[0] ?? at.address) : at.address),
      fingerprint: fingerprint?.replaceAll(':', '').toLowerCase() ?? null,
    })
    return used.ok ? ok({}) : used
  },
  'offer.token': (parts, wanted) => {
    if (!parts.settings.config().offer) return fail('offer/not-on')
    const made = parts.offer.token(wanted)
    if (!made.ok) return made
    const told = changed(parts, `pull-token ${wanted.who}: ${wanted.why}`)
    return told.ok ? made : told
  },
  'offer.revoke': (parts) => {
    const saved = parts.settings.saveConfig({
      ...parts.settings.config(),
      tokensRevokedAt: parts.clock.now(),
    })
    if (!saved.ok) return saved
    const told = changed(parts, 'pull-tokens revoked')
    return told.ok ? ok({}) : told
  },
} satisfies Partial<Runs>
