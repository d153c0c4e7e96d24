/** A self-signed certificate for localhost, made on the spot: no key lies in the repository, no tool is needed. */
import { generateKeyPairSync, sign } from 'node:crypto'

/** One DER element (X.690): tag, length, contents. */
const der = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const body = Buffer.concat(contents)
  const length =
    body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 0xff])
  return Buffer.concat([Buffer.from([tag]), length, body])
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const ED25519 = sequence(der(0x06, Buffer.from([0x2b, 0x65, 0x70])))
const COMMON_NAME = der(0x06, Buffer.from([0x55, 0x04, 0x03]))

const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`

/** @returns PEM texts, valid 2020…2049. */
export const makeCertificate = (): { cert: string; key: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('localhost')))))
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')))
  const body = sequence(
    der(0x02, Buffer.from([1])),
    ED25519,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign(null, body, privateKey))
  return {
    cert: pem('CERTIFICATE', sequence(body, ED25519, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
