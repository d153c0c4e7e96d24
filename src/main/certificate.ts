/**
 * The own certificates of what listens in the network (the tablet's page, the offer of the log), each made once and kept
 * in the data folder: a key on P-256 (browsers take no Ed25519) and a self-signed certificate. X.509 is written with Node's own crypto: one fixed shape of RFC 5280 is forty lines,
 * and the libraries for it bring a container for injected classes and a global polyfill.
 */
import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../files/json-file.ts'
import { fail, ok, type Result } from '../shared/result.ts'

const certificateSchema = z.strictObject({ cert: z.string(), key: z.string() })
export type Certificate = z.infer<typeof certificateSchema>

const YEAR_MS = 365 * 24 * 3_600_000
const YEARS = 10

/** One DER element (X.690): tag, length, contents. */
const der = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const body = Buffer.concat(contents)
  const { length } = body
  const few = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...few]), body])
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes))
const time = (at: number) => {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  // RFC 5280: two-digit years before 2050, four digits from then on.
  return text < '2050' ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text))
}
/** An extension; `critical` where a reader that does not know it must not go on. */
const extension = (id: Buffer, value: Buffer, critical = false) =>
  sequence(id, ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value))

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const COMMON_NAME = oid(0x55, 0x04, 0x03)
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13)
const KEY_USAGE = oid(0x55, 0x1d, 0x0f)
const EXTENDED_KEY_USAGE = oid(0x55, 0x1d, 0x25)
const SERVER_AUTH = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01)
const ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11)

const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`

/** The address as a name of the certificate (GeneralName); other than IPv4 it goes without. */
const alternative = (address: string): Buffer[] => {
  if (!isIPv4(address)) return []
  const name = der(0x87, Buffer.from(address.split('.').map(Number)))
  return [extension(ALTERNATIVE_NAME, sequence(name))]
}

/** @returns PEM texts, valid from a day before `now` (ms UTC) for ten years. */
export const makeCertificate = (address: string, now: number, title = 'Guiping'): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(title)))))
  // A serial number is a positive INTEGER: its first bit is 0.
  const serial = Buffer.concat([Buffer.from([0x4d]), randomBytes(15)])
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_SHA256,
    name,
    sequence(time(now - YEAR_MS / 365), time(now + YEARS * YEAR_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        extension(BASIC_CONSTRAINTS, sequence(), true),
        extension(KEY_USAGE, der(0x03, Buffer.from([7, 0x80])), true),
        extension(EXTENDED_KEY_USAGE, sequence(SERVER_AUTH)),
        ...alternative(address),
      ),
    ),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  return {
    cert: pem('CERTIFICATE', sequence(body, ECDSA_SHA256, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Which certificate: each has a file of its own. */
export type CertificateOf = 'display' | 'offer'
const fileName = (of: CertificateOf) => `${of}-certificate.json`
const file = (dir: string, of: CertificateOf) => join(dir, fileName(of))

/** The folder's certificate, made for `address` where there is none yet. It stays when the address changes. */
export const keptCertificate = (
  dir: string,
  of: CertificateOf,
  address: string,
  now: number,
): Result<Certificate> => {
  const read = readJsonFile(file(dir, of), certificateSchema)
  if (!read.ok) return read
  if (read.value) return ok(read.value)
  const made = makeCertificate(address, now, `Guiping ${of}`)
  const written = writeJsonFile(file(dir, of), made)
  return written.ok ? ok(made) : written
}

/** SHA-256 of the certificate as browsers show it, in pairs; null where none was made yet. */
export const fingerprintOf = (dir: string, of: CertificateOf): string | null => {
  const read = readJsonFile(file(dir, of), certificateSchema)
  if (!read.ok || !read.value) return null
  const raw = new X509Certificate(read.value.cert).raw
  return createHash('sha256')
    .update(raw)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:')
}

export const notACertificate = (of: CertificateOf, error: unknown): Result<never> =>
  fail('data/config-invalid', {
    path: fileName(of),
    why: error instanceof Error && 'code' in error ? String(error.code) : 'TLS',
  })
