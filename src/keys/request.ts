/** Ed25519 keys and the signatures that counter and hall put on what they send each other. */

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { Receipt } from '../shared/receipt.ts'

export interface KeyPair {
  /** SPKI DER in base64. */
  publicKey: string
  /** PKCS#8 DER in base64. Secret: stands in one 0600 file of the data folder. */
  privateKey: string
}

/** @returns a new Ed25519 pair. */
export const makeKeyPair = (): KeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** What a counter's signature covers: method, path with query, time (ms UTC), chain headers and the body as sent. */
export interface SignedRequest {
  method: string
  path: string
  time: number
  /** `Guiping-From` and `Guiping-Prev` of an append, or empty text. */
  from: string
  prev: string
  body: Uint8Array
}

const requestText = (r: SignedRequest) =>
  Buffer.from(`guiping-request/1\n${r.method}\n${r.path}\n${r.time}\n${r.from}\n${r.prev}\n${sha256(r.body)}`)

/** What the hall's signature covers: the status, the time of the request it answers (no replays) and the body. */
export interface SignedAnswer {
  status: number
  time: number
  body: Uint8Array
}

const answerText = (a: SignedAnswer) =>
  Buffer.from(`guiping-answer/1\n${a.status}\n${a.time}\n${sha256(a.body)}`)

/** @returns an Ed25519 signature in base64. */
export const signText = (text: Buffer, privateKey: string) =>
  sign(
    null,
    text,
    createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' }),
  ).toString('base64')

/** False for a wrong signature and for a key that is none; never throws. */
export const verifyText = (text: Buffer, publicKey: string, signature: string) => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, text, key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

export const signRequest = (request: SignedRequest, privateKey: string): string =>
  signText(requestText(request), privateKey)
export const checkRequest = (request: SignedRequest, publicKey: string, signature: string): boolean =>
  verifyText(requestText(request), publicKey, signature)
export const signAnswer = (answer: SignedAnswer, privateKey: string): string =>
  signText(answerText(answer), privateKey)
export const checkAnswer = (answer: SignedAnswer, publicKey: string, signature: string): boolean =>
  verifyText(answerText(answer), publicKey, signature)

/** The hall's signature under a receipt covers its text and nothing else, so that `openssl` can check it. */
export const signReceipt = (text: string, privateKey: string): string =>
  signText(Buffer.from(text), privateKey)
export const checkReceipt = ({ text, signature }: Receipt, publicKey: string): boolean =>
  verifyText(Buffer.from(text), publicKey, signature)

/** @returns the first 16 hex digits of the key's SHA-256, in groups of four, for people to compare. */
export const fingerprint = (publicKey: string): string =>
  (sha256(Buffer.from(publicKey, 'base64')).slice(0, 16).match(/.{4}/g) ?? []).join(' ')
