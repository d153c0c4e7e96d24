/** What a counter says of its log to whoever takes it: the header of a `.glog`, and an end with the counter's signature. */

import type { GlogFrame } from '../../db/glog/write.ts'
import type { LogReader } from '../../db/log/reader.ts'
import { type KeyPair, signText } from '../../keys/request.ts'
import { endText, type GlogEnd, type GlogHeader } from '../../shared/offer.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Enrolment } from '../../sync/enrol.ts'

export interface FrameOf {
  log: Pick<LogReader, 'id' | 'head' | 'entries' | 'hashAt' | 'path'>
  station: string
  enrolment: Enrolment | null
  keys: KeyPair
}

/** The log as it stands now. data/damaged where it has no entry. */
export const headerOf = ({ log, station, enrolment, keys }: FrameOf): Result<Omit<GlogHeader, 'made_at'>> => {
  const first = log.entries(1, 1, 1)[0]
  if (!first) return fail('data/damaged', { path: log.path, why: 'no entries' })
  const { seq: to, hash: head } = log.head()
  return ok({
    glog: 1,
    log_id: log.id,
    station,
    counter: enrolment?.counter ?? null,
    hall_key: enrolment?.hallKey ?? null,
    key: keys.publicKey,
    ...{ from: first.seq, prev: first.prev, to, head },
  })
}

/** The end of the entries `header.from` … `to`. */
export const endOf = (
  { log, station, keys }: FrameOf,
  { from, prev }: Pick<GlogHeader, 'from' | 'prev'>,
  to: { seq: number; hash: string },
): GlogEnd => {
  const end = { from, prev, seq: to.seq, head: to.hash }
  const signature = signText(Buffer.from(endText(log.id, station, end)), keys.privateKey)
  return { ...end, signature }
}

export const frameOf = (of: FrameOf, now: number): Result<GlogFrame> => {
  const header = headerOf(of)
  if (!header.ok) return header
  const { to, head } = header.value
  return ok({
    header: { ...header.value, made_at: now },
    end: endOf(of, header.value, { seq: to, hash: head }),
  })
}
