/** Tokens for fetching a log: `base64url(claims).base64url(signature)`, Ed25519, bound to a key of whoever holds them. */
import { type PullClaims, pullClaimsSchema } from '../shared/offer.ts'
import { type KeyPair, makeKeyPair, signRequest, signText, verifyText } from './request.ts'

const TOKEN = /^[A-Za-z0-9_-]{1,14000}\.[A-Za-z0-9_-]{86}$/

const signedPart = (claims: string) => Buffer.from(`guiping-pull-token/1\n${claims}`)

/** @returns the token and the secret of its holder, which goes into the same file and to no counter. */
export const makePullToken = (
  wanted: Omit<PullClaims, 'v' | 'may' | 'key' | 'holder'>,
  issuer: KeyPair,
): { token: string; secret: string } => {
  const holder = makeKeyPair()
  const claims: PullClaims = {
    ...{ v: 1, may: 'read-log', key: issuer.publicKey, holder: holder.publicKey },
    ...wanted,
  }
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url')
  const signature = Buffer.from(signText(signedPart(text), issuer.privateKey), 'base64').toString('base64url')
  return { token: `${text}.${signature}`, secret: holder.privateKey }
}

/** @returns what the token says where the key that it names signed it; null for anything else. Never throws. */
export const readPullToken = (token: string): PullClaims | null => {
  if (!TOKEN.test(token)) return null
  const [text = '', signature = ''] = token.split('.')
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
  const claims = pullClaimsSchema.safeParse(value)
  if (!claims.success) return null
  const signed = verifyText(
    signedPart(text),
    claims.data.key,
    Buffer.from(signature, 'base64url').toString('base64'),
  )
  return signed ? claims.data : null
}

/** One request of a pull, as its holder signs it: for one counter, the one with this certificate. */
export interface PullRequest {
  /** Path with query. */
  path: string
  /** ms UTC by the holder's clock; each request of a token has a later one. */
  time: number
  /** SHA-256 of the counter's certificate, 64 hex digits in lower case. */
  certificate: string
}

const requestOf = ({ path, time, certificate }: PullRequest) => ({
  ...{ method: 'GET', path, time, from: certificate, prev: 'pull' },
  body: new Uint8Array(),
})

export const signPull = (request: PullRequest, secret: string): string =>
  signRequest(requestOf(request), secret)

export const pullRequestOf = requestOf
