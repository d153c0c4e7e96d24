/** The pull that is under way: one at a time, written down before it reads, read in pages on a worker of its own. */
import { randomUUID } from 'node:crypto'
import { setAside } from '../../db/recover/set-aside.ts'
import { FLAT, type LogWorker, startLogWorker } from '../../db/work/client.ts'
import type { Clock } from '../../shared/clock.ts'
import { type EntryDraft, ZERO_HASH } from '../../shared/entries.ts'
import type { OfferBegun, OfferStatus } from '../../shared/offer.ts'
import type { Receipt } from '../../shared/receipt.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Stamped } from '../stamps.ts'
import { endOf, type FrameOf, headerOf } from './frame.ts'
import type { Allowed } from './gate.ts'

/** A pull that asks nothing for so long has ended. */
const IDLE_MS = 60_000
/** A page: at most so many entries and bytes of bodies. */
const PAGE = { entries: 1_000, bytes: 512 * 1024 }
const RECEIPTS = 500
/** Each beginning is an entry: one token begins at most so often in ten minutes. */
const BEGINS = 20
const BEGINS_MS = 10 * 60_000

export interface PullsOptions {
  dir: string
  clock: Clock
  frame(): Result<FrameOf>
  record(draft: EntryDraft): Result<unknown>
  stamp(): Stamped
}

export interface Wanted {
  log: string
  /** First entry of the file that is fetched, and the next that it lacks. */
  start: number
  from: number
}

export interface Pulls {
  status(at: number): Result<OfferStatus>
  /** Writes the pull down. offer/busy while another is under way; offer/nothing, offer/other-log, offer/too-many. */
  begin(wanted: Wanted, allowed: Allowed, address: string): Promise<Result<OfferBegun>>
  /** Lines of entries from `from`, as in a JSONL export; offer/no-pull for one that has ended. */
  page(pull: string, token: string, from: number): Promise<Result<string>>
  receipts(
    pull: string,
    token: string,
    after: number,
  ): Promise<Result<{ receipts: Receipt[]; more: boolean }>>
  end(): Promise<void>
}

interface Running {
  pull: string
  token: string
  log: string
  to: number
  worker: LogWorker
  lastAt: number
}

/** The hash before the entry `start`; null where the log does not know. */
const startsAfter = ({ log }: FrameOf, { from, prev }: { from: number; prev: string }, start: number) =>
  start === 1 ? ZERO_HASH : start === from ? prev : log.hashAt(start - 1)

export const createPulls = ({ dir, clock, frame, record, stamp }: PullsOptions): Pulls => {
  let running: Running | null = null
  let cancelIdle = () => {}
  let begins: { token: string; at: number }[] = []

  const end = async () => {
    cancelIdle()
    const ending = running
    running = null
    await ending?.worker.end()
  }
  const stays = (one: Running) => {
    one.lastAt = clock.mono()
    cancelIdle()
    cancelIdle = clock.after(IDLE_MS, () => void end())
  }
  const the = (pull: string, token: string): Running | null =>
    running && running.pull === pull && running.token === token ? running : null

  const mayBegin = (token: string): Result<void> => {
    const now = clock.mono()
    begins = begins.filter(({ at }) => now - at < BEGINS_MS)
    const mine = begins.filter((one) => one.token === token)
    if (mine.length >= BEGINS) {
      const seconds = Math.ceil((BEGINS_MS - (now - (mine[0]?.at ?? now))) / 1000)
      return fail('offer/too-many', { seconds })
    }
    if (running && running.token !== token)
      return fail('offer/busy', { seconds: Math.ceil((IDLE_MS - (now - running.lastAt)) / 1000) })
    return ok(undefined)
  }

  /** A worker that fails is not asked again. */
  const asking = async <T>(one: Running, ask: () => Promise<Result<T>>): Promise<Result<T>> => {
    stays(one)
    try {
      return await ask()
    } catch (error) {
      if (running !== one) return fail('offer/no-pull')
      await end()
      throw error
    }
  }

  return {
    status: (at) => {
      const of = frame()
      if (!of.ok) return of
      const header = headerOf(of.value)
      if (!header.ok) return header
      const hash = at > 0 ? of.value.log.hashAt(at) : null
      const aside = setAside(dir)
      return ok({
        header: header.value,
        at: hash === null ? null : { seq: at, hash },
        ...(aside.ok ? { quarantined: aside.value.length } : {}),
        now: clock.now(),
      })
    },
    begin: async ({ log, start, from }, { claims, issuer }, address) => {
      const may = mayBegin(claims.id)
      if (!may.ok) return may
      const of = frame()
      if (!of.ok) return of
      const header = headerOf(of.value)
      if (!header.ok) return header
      const { log_id, from: first, to, head } = header.value
      if (log !== log_id) return fail('offer/other-log')
      const prev = startsAfter(of.value, header.value, start)
      if (from < start || from < first || from > to || prev === null)
        return fail('offer/nothing', { from, to })
      await end()
      const { who, why, id: token } = claims
      const told = record({ kind: 'log.pulled', ...stamp(), who, why, from, to, address, token, issuer })
      if (!told.ok) return told
      begins.push({ token, at: clock.mono() })
      running = { pull: randomUUID(), token, log, to, worker: startLogWorker(FLAT), lastAt: 0 }
      stays(running)
      return ok({
        pull: running.pull,
        end: endOf(of.value, { from: start, prev }, { seq: to, hash: head }),
      })
    },
    page: async (pull, token, from) => {
      const one = the(pull, token)
      if (!one) return fail('offer/no-pull')
      const { log, to } = one
      if (from > to) return fail('offer/nothing', { from, to })
      return asking(one, async () => {
        const page = await one.worker.start('pull-page', { dir, log, from, to, ...PAGE }).result
        if (!page.ok) return page
        // Whoever has the last page has all: the next may come. One that was lost on the way is asked for anew.
        if (page.value.last >= to && running === one) await end()
        return ok(page.value.lines)
      })
    },
    receipts: async (pull, token, after) => {
      const one = the(pull, token)
      if (!one) return fail('offer/no-pull')
      const { log, to } = one
      return asking(one, async () => {
        const asked = { dir, log, after, to, most: RECEIPTS + 1 }
        const found = await one.worker.start('pull-receipts', asked).result
        if (!found.ok) return found
        return ok({ receipts: found.value.slice(0, RECEIPTS), more: found.value.length > RECEIPTS })
      })
    },
    end,
  }
}
