/** Signatures of a `.glog`: the counter's under its end, the hall's under receipts. */
import type { GlogChecks } from '../../db/glog/read.ts'
import { checkReceipt, verifyText } from '../../keys/request.ts'
import { endText, type GlogHeader, type TokenFile } from '../../shared/offer.ts'

/** Whose keys are known without asking the counters: those of the token's file. */
export type Trusted = Pick<TokenFile, 'hallKey' | 'counters'>

export const NOBODY: Trusted = { hallKey: null, counters: [] }

export const glogChecks = ({ hallKey }: Trusted): GlogChecks => ({
  end: (header, { signature, ...end }) =>
    verifyText(Buffer.from(endText(header.log_id, header.station, end)), header.key, signature),
  receipt: (header, receipt) => {
    const key = hallKey ?? header.hall_key
    return key !== null && checkReceipt(receipt, key)
  },
})

/** `known`: the counter's key is one that the hall gave; `other`: the hall knows other keys of this window; `first`: nobody said. */
export const signerOf = (
  { counters }: Trusted,
  { station, key }: GlogHeader,
): 'known' | 'first' | 'other' => {
  if (counters.some(({ publicKey }) => publicKey === key)) return 'known'
  return counters.some((one) => one.station === station) ? 'other' : 'first'
}
