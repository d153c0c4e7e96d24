import { describe, expect, it } from 'vitest'
import { checkPassword, makeVerifier, randomCode } from '../../src/keys/password.ts'
import { checkAnswer, checkRequest, makeKeyPair, signAnswer, signRequest } from '../../src/keys/request.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'

describe('passwords', () => {
  it('verifies the right one only, and never holds the password', async () => {
    const verifier = await makeVerifier('柜评-secret')
    // Other tests make cheaper ones (harness/quick-passwords.ts): this is where the cost is held.
    expect(verifier).toMatch(/^scrypt\$32768\$8\$3\$/)
    expect(verifier).not.toContain('secret')
    expect(await checkPassword('柜评-secret', verifier)).toBe(true)
    expect(await checkPassword('柜评-secreT', verifier)).toBe(false)
  })
  it('answers false for a missing, malformed or costly verifier', async () => {
    for (const bad of [null, '', 'scrypt$', 'scrypt$1073741824$8$1$AA$AA', 'md5$1$2$3$4$5'])
      expect(await checkPassword('x', bad)).toBe(false)
  })
  it('makes codes that differ and can be read aloud', () => {
    expect(randomCode(3)).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/)
    expect(randomCode(3)).not.toBe(randomCode(3))
  })
})

describe('signatures', () => {
  const request = { method: 'POST', path: '/v1/x?y=1', time: 1, from: '1', prev: 'p', body: Buffer.from('b') }
  it('hold for exactly what was signed', () => {
    const keys = makeKeyPair()
    const signature = signRequest(request, keys.privateKey)
    expect(checkRequest(request, keys.publicKey, signature)).toBe(true)
    for (const changed of [
      { ...request, method: 'PUT' },
      { ...request, path: '/v1/x?y=2' },
      { ...request, time: 2 },
      { ...request, from: '2' },
      { ...request, prev: 'q' },
      { ...request, body: Buffer.from('c') },
    ])
      expect(checkRequest(changed, keys.publicKey, signature)).toBe(false)
    expect(checkRequest(request, makeKeyPair().publicKey, signature)).toBe(false)
    expect(checkRequest(request, 'not a key', signature)).toBe(false)
  })
  it('of an answer are bound to the request they answer', () => {
    const keys = makeKeyPair()
    const answer = { status: 200, time: 5, body: Buffer.from('{}') }
    const signature = signAnswer(answer, keys.privateKey)
    expect(checkAnswer(answer, keys.publicKey, signature)).toBe(true)
    expect(checkAnswer({ ...answer, time: 6 }, keys.publicKey, signature)).toBe(false)
  })
})

describe('uuidV7', () => {
  it('never gives the same id twice, and marks version and variant in each', () => {
    const ids = Array.from({ length: 5000 }, () => uuidV7(1))
    expect(new Set(ids).size).toBe(5000)
    for (const id of ids) expect(id).toMatch(/^00000000-0001-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
  it('sorts by time, also with a clock before 1970', () => {
    expect(uuidV7(2000) < uuidV7(3000)).toBe(true)
    for (const at of [-5, Number.NaN])
      expect(uuidV7(at)).toMatch(/^00000000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
