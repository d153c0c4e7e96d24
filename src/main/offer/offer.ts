/** The offer of this counter's log as the program has it: off by default, kept as it was set, with what it needs. */
import { X509Certificate } from 'node:crypto'
import type { GlogFrame } from '../../db/glog/write.ts'
import type { Log } from '../../db/log/log.ts'
import { makePullToken } from '../../keys/pull-token.ts'
import { uuidV7 } from '../../keys/uuid.ts'
import type { Clock } from '../../shared/clock.ts'
import type { EntryDraft } from '../../shared/entries.ts'
import { HOUR_MS, type OfferPlace, type TokenFile } from '../../shared/offer.ts'
import { type Fault, ok, type Result } from '../../shared/result.ts'
import { keptCertificate } from '../certificate.ts'
import type { Settings } from '../data/settings.ts'
import { keepListening } from '../keep-listening.ts'
import type { Stamped } from '../stamps.ts'
import { type FrameOf, frameOf } from './frame.ts'
import { createGate } from './gate.ts'
import { counterKeys } from './keys.ts'
import { createLimits, createRefusalNotes } from './limits.ts'
import { createPulls } from './pulls.ts'
import { type OfferServer, startOffer } from './server.ts'

export interface Offer {
  listening(): boolean
  trouble(): Fault | null
  use(at: OfferPlace | null): Promise<Result<void>>
  /** A token for this counter alone, signed by itself. */
  token(wanted: { who: string; why: string; hours: number }): Result<TokenFile>
  /** Header and signed end of the log as it stands, for a `.glog` file. */
  frame(): Result<GlogFrame>
  stop(): Promise<void>
}

export interface OfferOptions {
  dir: string
  clock: Clock
  log: Log
  settings: Pick<Settings, 'config' | 'enrolment' | 'roster'>
  record(draft: EntryDraft): Result<unknown>
  stamp(): Stamped
  report(error: unknown, where: string): void
}

/** SHA-256 of a certificate, 64 hex digits in lower case. */
const digestOf = (cert: string) => new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()

export const createOffer = (options: OfferOptions): Offer => {
  const { dir, clock, log, settings, record, stamp, report } = options
  const noteRefusal = createRefusalNotes(clock)
  const limits = createLimits(clock)

  const frame = (): Result<FrameOf> => {
    const enrolment = settings.enrolment()
    const keys = counterKeys(dir, enrolment)
    if (!keys.ok) return keys
    return ok({ log, station: settings.config().station, enrolment, keys: keys.value })
  }

  const onRefused = ({ code }: Fault, address: string) => {
    const left = noteRefusal(code, address)
    if (left === null) return
    const detail = left === 0 ? address : `${address} (+${left})`
    record({ kind: 'incident', ...stamp(), code, detail })
  }

  const start = async (at: OfferPlace): Promise<Result<OfferServer>> => {
    const certificate = keptCertificate(dir, 'offer', at.address, clock.now())
    if (!certificate.ok) return certificate
    const keys = counterKeys(dir, settings.enrolment())
    if (!keys.ok) return keys
    const gate = createGate({
      clock,
      station: () => settings.config().station,
      counter: () => settings.enrolment()?.counter ?? null,
      hallKey: () => settings.enrolment()?.hallKey ?? null,
      ownKey: () => settings.enrolment()?.publicKey ?? keys.value.publicKey,
      revokedAt: () => ({
        here: settings.config().tokensRevokedAt,
        hall: settings.roster().policy.tokensRevokedAt,
      }),
      certificate: digestOf(certificate.value.cert),
    })
    const pulls = createPulls({ dir, clock, frame, record, stamp })
    const server = await startOffer({
      ...{ at, certificate: certificate.value, gate, limits, pulls, onRefused },
      report: (error) => report(error, 'offer'),
    })
    if (!server.ok) return server
    return ok({
      close: async () => {
        await server.value.close()
        await pulls.end()
      },
    })
  }

  const { server, ...kept } = keepListening(clock, start)
  return {
    ...kept,
    listening: () => server() !== null,
    token: ({ who, why, hours }) => {
      const of = frame()
      if (!of.ok) return of
      const now = clock.now()
      const { station, keys, enrolment } = of.value
      const made = makePullToken(
        { id: uuidV7(now), stations: [station], who, why, from: now, until: now + hours * HOUR_MS },
        keys,
      )
      return ok({
        guiping: 'pull-token/1',
        ...made,
        hallKey: enrolment?.hallKey ?? null,
        counters: [{ station, publicKey: keys.publicKey }],
      })
    },
    frame: () => {
      const of = frame()
      return of.ok ? frameOf(of.value, clock.now()) : of
    },
  }
}
