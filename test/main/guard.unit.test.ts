import { expect, it } from 'vitest'
import { refusal } from '../../src/main/browser/guard.ts'

const address = '127.0.0.1:4000'
const json = { host: address, 'content-type': 'application/json' }

it.each([
  ['another host name (DNS rebinding)', 'GET', { host: 'evil.example:4000' }, 'host'],
  ['localhost, which is not what was opened', 'GET', { host: 'localhost:4000' }, 'host'],
  ['a page from elsewhere', 'POST', { ...json, origin: 'http://evil.example' }, 'origin'],
  ['a page on another port of this PC', 'POST', { ...json, origin: 'http://127.0.0.1:4001' }, 'origin'],
  ['a sandboxed page', 'POST', { ...json, origin: 'null' }, 'origin'],
  ['a cross-site request that hides its origin', 'POST', { ...json, 'sec-fetch-site': 'cross-site' }, 'site'],
  ['a form', 'POST', { host: address, 'content-type': 'text/plain' }, 'content-type'],
  ['a body without a type', 'POST', { host: address }, 'content-type'],
])('refuses %s', (_name, method, headers, why) => {
  expect(refusal(method, headers, address)).toBe(why)
})

it('lets our own page and the command line in', () => {
  expect(refusal('GET', { host: address }, address)).toBeNull()
  expect(
    refusal('POST', { ...json, origin: `http://${address}`, 'sec-fetch-site': 'same-origin' }, address),
  ).toBeNull()
  expect(refusal('POST', { ...json, 'content-type': 'application/json; charset=utf-8' }, address)).toBeNull()
})
