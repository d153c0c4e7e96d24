/**
 * The bundle for whoever helps from afar: one file of JSON that a person can read before sending it. It is put together
 * from what is known to be harmless, field by field; nothing is copied whole and then cleaned.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { cpus, freemem, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { takeLock } from '../../db/lock.ts'
import { setAside } from '../../db/recover/set-aside.ts'
import { fileFault } from '../../db/sqlite.ts'
import { listPorts } from '../../device/port/list.ts'
import { loadProfiles } from '../../device/profiles/load.ts'
import { readJsonFile } from '../../files/json-file.ts'
import type { Clock } from '../../shared/clock.ts'
import { configSchema } from '../../shared/config.ts'
import { rosterSchema } from '../../shared/people.ts'
import { ok, type Result } from '../../shared/result.ts'
import { loadSqlite } from '../../sqlite/choose.ts'
import { verifyOnWorker } from '../log/verify.ts'
import type { Parts } from '../parts.ts'
import { VERSION } from '../version.ts'
import { programLog } from './program-log.ts'

type Facts = Record<string, unknown>

export interface DiagnoseOptions {
  dir: string
  resources: string
  clock: Clock
  /** What the running program says of itself; null where it does not run or was not asked. */
  live: Facts | null
}

const machine = (clock: Clock): Facts => {
  const { node, electron = null, modules } = process.versions as Record<string, string | undefined>
  const sqlite = loadSqlite()
  return {
    at: new Date(clock.now()).toISOString(),
    offsetMinutes: -new Date(clock.now()).getTimezoneOffset(),
    guiping: VERSION,
    ...{ node, electron, modules },
    sqlite: sqlite.ok ? sqlite.value.name : sqlite.error.code,
    platform: process.platform,
    arch: process.arch,
    release: release(),
    cpus: cpus().length,
    memoryMb: { total: Math.round(totalmem() / 1e6), free: Math.round(freemem() / 1e6) },
    uptimeS: Math.round(process.uptime()),
  }
}

/** A port's name without what a person may have written into it. */
const portName = (port: string): string =>
  /^(?:\/dev\/[\w./-]+|COM\d+|tcp:\/\/|hid:\/\/)/i.test(port) ? port : '(other)'

const config = (dir: string): Facts => {
  const read = readJsonFile(join(dir, 'config.json'), configSchema)
  if (!read.ok) return { fault: read.error.code }
  if (!read.value) return { fault: 'none' }
  const { station, keypad, language, speech, hotkeys } = read.value
  return {
    station,
    keypad: keypad && {
      port: portName(keypad.port),
      profile: keypad.profile,
      address: keypad.address,
      knownBy: keypad.identity?.by ?? null,
    },
    ...{ language, speech },
    hotkeys: Object.keys(hotkeys.keys).length,
  }
}

const roster = (dir: string): Facts => {
  const read = readJsonFile(join(dir, 'roster.json'), rosterSchema)
  if (!read.ok) return { fault: read.error.code }
  if (!read.value) return { fault: 'none' }
  const { staff, items, policy } = read.value
  const { windowMs, labelSet, references, idleLockMs, visit, faces, keepMonths } = policy
  return {
    staff: staff.length,
    items: items.length,
    reasons: policy.unratedReasons.length,
    policy: { windowMs, labelSet, references, idleLockMs, visit, faces, keepMonths },
  }
}

/** The host of the hall, without a user name that somebody may have put into the address. */
const hallOf = (dir: string): Facts | null => {
  const read = readJsonFile(join(dir, 'enrolment.json'), z.looseObject({ url: z.string() }))
  if (!read.ok) return { fault: read.error.code }
  if (!read.value || !URL.canParse(read.value.url)) return null
  const { protocol, host } = new URL(read.value.url)
  return { protocol, host }
}

/** The files of the folder that we know by name; others are counted. */
const KNOWN =
  /^(?:log|browse)\.db(?:-wal|-shm)?$|^(?:config|roster|roles|enrolment|door|display|programs)\.json$|^program\.log$/

const files = (dir: string): Facts => {
  const names = readdirSync(dir)
  const known = names.filter((name) => KNOWN.test(name))
  const sizes = Object.fromEntries(known.map((name) => [name, statSync(join(dir, name)).size]))
  const { bavail, bsize } = statfsSync(dir)
  const aside = setAside(dir)
  const quarantined = aside.ok ? aside.value.length : aside.error.code
  return {
    quarantined,
    sizes,
    others: names.length - known.length,
    freeMb: Math.round((bavail * bsize) / 1e6),
  }
}

const profiles = ({ dir, resources }: DiagnoseOptions): Facts => {
  const read = loadProfiles([join(resources, 'profiles'), join(dir, 'profiles')])
  return read.ok ? { names: [...read.value.keys()] } : { fault: read.error.code }
}

const ports = async (): Promise<unknown[]> => {
  const found = await listPorts().catch(() => [])
  return found.map(({ port, vendorId, productId }) => ({ port: portName(port), vendorId, productId }))
}

/** Whether the log is whole, on a worker. What it says of people is left out. */
const verdict = async (dir: string): Promise<Facts> => {
  const report = await verifyOnWorker(dir, 'en-US')
  if (!report.ok) return { fault: report.error.code }
  const { ok: whole, verdict: found, why, entries, firstBad, seals, checkedSeals, head } = report.value
  // The head in short: enough to compare two bundles, and nobody can go on from it.
  const shortHead = createHash('sha256').update(head).digest('hex').slice(0, 12)
  return { whole, verdict: found, why, entries, firstBad, seals, checkedSeals, head: shortHead }
}

/** Whether a program holds the folder now. */
const inUse = (dir: string): boolean => {
  const lock = takeLock(dir)
  if (lock.ok) lock.value.release()
  return !lock.ok
}

/** @returns the bundle. Each part that cannot be had says so and keeps none of the others back. */
export const diagnose = async (options: DiagnoseOptions): Promise<Facts> => {
  const { dir, clock, live } = options
  const parts: [name: string, facts: () => unknown][] = [
    ['machine', () => machine(clock)],
    ['running', () => live !== null || inUse(dir)],
    ['live', () => live],
    ['config', () => config(dir)],
    ['roster', () => roster(dir)],
    ['hall', () => hallOf(dir)],
    ['files', () => files(dir)],
    ['profiles', () => profiles(options)],
    ['ports', ports],
    ['log', () => verdict(dir)],
    ['programLog', () => programLog(join(dir, 'program.log'))],
  ]
  const bundle: Facts = {
    about:
      '柜评诊断信息。不含密码、密钥、办件编号、群众信息和评价内容；发送前可以先看一遍。 / Guiping diagnostics. No passwords, keys, references, citizens or ratings; read it before you send it.',
  }
  for (const [name, facts] of parts) {
    try {
      bundle[name] = await facts()
    } catch (error) {
      bundle[name] = { fault: error instanceof Error && 'code' in error ? String(error.code) : 'error' }
    }
  }
  return bundle
}

/** What only the running program knows: the pad's link, the counters of refused bytes, the delivery. Codes, never their values. */
export const liveFacts = (parts: Parts): Facts => {
  const pad = parts.keypad.view()
  const delivery = parts.deliverer.view()
  const { skips, events } = parts.wire.view()
  return {
    host: parts.host.kind,
    practice: parts.practice !== null,
    driver: parts.log.durability(),
    trouble: parts.trouble()?.code ?? null,
    pad: { state: pad.state, profile: pad.profile, heard: pad.heard, trouble: pad.trouble?.code ?? null },
    link: { skips, events: events.length },
    delivery: {
      state: delivery.state,
      waiting: delivery.waiting,
      lastContactAt: delivery.lastContactAt === null ? null : new Date(delivery.lastContactAt).toISOString(),
      trouble: delivery.trouble?.code ?? null,
    },
    log: { entries: parts.log.head().seq, acked: parts.log.acked() },
  }
}

/** Writes a new file (0600). @returns data/exists … where it cannot. */
export const writeBundle = (file: string, bundle: Facts): Result<void> => {
  try {
    const handle = openSync(file, 'wx', 0o600)
    try {
      writeFileSync(handle, `${JSON.stringify(bundle, null, 2)}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    return ok(undefined)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return { ok: false, error: { code: 'data/exists', params: { path: file } } }
    return { ok: false, error: fileFault(error, file) }
  }
}
