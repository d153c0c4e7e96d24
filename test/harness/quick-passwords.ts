/**
 * Verifiers of the least cost that a check still takes. scrypt is slow on purpose, most tests make new data folders with
 * new passwords, and on two cores that was a large part of a whole run. keys.unit holds the real cost; the tests of
 * programs as processes of their own pay it.
 */
import { randomBytes, scryptSync } from 'node:crypto'
import { vi } from 'vitest'

const [N, r, p] = [2 ** 14, 8, 1]

vi.mock('../../src/keys/password.ts', async (original) => ({
  ...(await original<typeof import('../../src/keys/password.ts')>()),
  makeVerifier: async (password: string) => {
    const salt = randomBytes(16)
    const key = scryptSync(password.normalize('NFKC'), salt, 32, { N, r, p })
    return `scrypt$${N}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`
  },
}))
