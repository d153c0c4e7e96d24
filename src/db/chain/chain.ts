/**
 * The hash chain of a log. Pure: counter and hall check the same chain with the same lines.
 *
 * hash = SHA-256(UTF-8("guiping-log/1\n" + log id + "\n" + seq + "\n" + hex(prev) + "\n" + body)), seq in decimal,
 * hex in lower case; the first prev is 32 zero bytes. Every part before the body is free of line feeds, so that no two
 * different entries make the same text.
 */
import { hash as digest } from 'node:crypto'
import { type Head, ZERO_HASH } from '../../shared/entries.ts'

/** @returns the entry's hash, 64 lower-case hex digits. `prevHex` likewise; `seq` counts from 1. */
export const entryHash = (logId: string, seq: number, prevHex: string, body: string): string =>
  digest('sha256', `guiping-log/1\n${logId}\n${seq}\n${prevHex}\n${body}`)

/** The place before the first entry. */
export const EMPTY_HEAD: Head = { seq: 0, hash: ZERO_HASH }
