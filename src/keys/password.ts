/** Passwords: kept only as salted scrypt verifiers, `scrypt$N$r$p$salt$hash` (salt and hash in base64url). */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's figure for scrypt in interactive use: N = 2^15, r = 8, p = 3; about 32 MiB and 0.1–0.3 s on a counter PC. */
const COST = { N: 2 ** 15, r: 8, p: 3 }
const HASH_BYTES = 32

const derive = (password: string, salt: Buffer, N: number, r: number, p: number, bytes: number) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** @returns a verifier of `password` with a fresh salt. */
export const makeVerifier = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST.N, COST.r, COST.p, HASH_BYTES)
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

/**
 * Checks a password in time that does not depend on the answer. A missing or malformed verifier costs the same work
 * and is false, so that an unknown staff number cannot be told from a wrong password.
 */
export const checkPassword = async (password: string, verifier: string | null): Promise<boolean> => {
  const [scheme, n, r, p, salt, hash] = (verifier ?? '').split('$')
  const cost = { N: Number(n), r: Number(r), p: Number(p) }
  const sound =
    scheme === 'scrypt' &&
    salt !== undefined &&
    hash !== undefined &&
    [2 ** 14, 2 ** 15, 2 ** 16, 2 ** 17].includes(cost.N) &&
    cost.r === 8 &&
    cost.p >= 1 &&
    cost.p <= 5
  const want = sound ? Buffer.from(hash, 'base64url') : Buffer.alloc(HASH_BYTES)
  const from = sound ? Buffer.from(salt, 'base64url') : Buffer.alloc(16)
  const used = sound ? cost : COST
  const got = await derive(password, from, used.N, used.r, used.p, HASH_BYTES)
  return sound && want.length === got.length && timingSafeEqual(want, got)
}

/** Letters and digits that nobody mistakes for each other when read aloud or written down. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** @returns random text of `groups` groups of four, e.g. `k7mf-2xqp-h4nd`: about 20 bits a group. */
export const randomCode = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-')
