/**
 * A hall's afternoon: many counters at once, and with some of them something is wrong. `npm run proof -- pull` has fifty.
 * Each is a real log behind the real offer (TLS, gate, worker); only the keypad and the pages are left out.
 */
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { mergeFolder } from '../../src/cli/pull/merge.ts'
import { rowOf, tableOf } from '../../src/cli/pull/table.ts'
import { pullHosts } from '../../src/cli/pull.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { makeKeyPair } from '../../src/keys/request.ts'
import { fingerprintOf } from '../../src/main/certificate.ts'
import { createOffer } from '../../src/main/offer/offer.ts'
import { DEFAULT_CONFIG } from '../../src/shared/config.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { asked, type Kit, kit, matterOpened, must, rated, serve, shiftOpened } from '../db/log-kit.ts'
import { cable } from '../harness/cable.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { enrolmentOf, freePort, tokenBy } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'

const COUNTERS = Number(process.env['PROOF_RUNS'] ?? 10)
const clock = fakeClock()
const hall = makeKeyPair()

/** A counter's log and its offer, and nothing else of the program. */
const counter = async (
  station: string,
  dir = tempDir(),
  port?: number,
  enrolment = enrolmentOf(hall, `counter-${station}`),
) => {
  const k = kit(dir)
  const log = k.log(`boot-${station}-${port ?? 0}`)
  const at = { address: '127.0.0.1', port: port ?? (await freePort()) }
  const offer = createOffer({
    ...{ dir, log, clock },
    settings: {
      config: () => ({ ...DEFAULT_CONFIG, station, offer: at }),
      enrolment: () => enrolment,
      roster: () => ({ staff: [], items: [], policy: DEFAULT_POLICY }),
    },
    record: (draft) => log.append([draft]),
    stamp: () => ({ at: clock.now(), mono: clock.mono(), by: null }),
    report: (error) => console.error(error),
  })
  must(await offer.use(at))
  const stop = async () => {
    await offer.stop()
    log.close()
  }
  onTestFinished(stop)
  const fingerprint = (fingerprintOf(dir, 'offer') ?? '').replaceAll(':', '').toLowerCase()
  return { k, log, dir, stop, enrolment, host: { ...at, station, fingerprint } }
}

/** More than one page, in one go. */
const LONG = 600
const serveLong = (k: Kit, log: ReturnType<Kit['log']>) => {
  const shift = shiftOpened(k, '019deb22-0000-7000-8000-000000000001')
  const drafts = Array.from({ length: LONG }, () => {
    const matter = matterOpened(k, '019deb22-0000-7000-8000-000000000001')
    const ask = asked(k, matter.matter)
    return [matter, ask, ...rated(k, matter.matter, ask.ask, 5)]
  })
  must(log.append([shift, ...drafts.flat()]))
}

it(`collects ${COUNTERS} counters; those that are down, cut off, forked or somebody else's stand in the table as what they are`, async () => {
  const out = tempDir()
  const token = tokenBy(hall, clock)
  const signal = new AbortController().signal
  const pull = (hosts: Parameters<typeof pullHosts>[0]) => pullHosts(hosts, { out, token, signal })

  const all = []
  for (let n = 1; n <= COUNTERS; n += 1) {
    const one = await counter(String(n))
    if (n === 2) serveLong(one.k, one.log)
    else serve(one.k, one.log, [5, null, 1])
    all.push(one)
  }
  const hosts = all.map(({ host }) => host)
  const [down, cut, forked, wrong] = all as [
    (typeof all)[0],
    (typeof all)[0],
    (typeof all)[0],
    (typeof all)[0],
  ]

  // 3 was fetched once, and its PC then set back to an image from before, and worked on.
  const image = tempDir()
  cpSync(forked.dir, image, { recursive: true })
  serve(forked.k, forked.log, [1, 1])
  expect((await pull([forked.host]))[0]?.fault).toBeNull()
  const kept = readFileSync(join(out, readdirSync(out).find((name) => name.endsWith('.glog')) ?? ''))
  await forked.stop()
  const back = await counter('3', image, forked.host.port, forked.enrolment)
  serve(back.k, back.log, [5, 5, 5, 5])
  // 1 is off, 2 hangs on a cable that breaks once, and 4 answers with another certificate than the list's.
  await down.stop()
  hosts[1] = { ...cut.host, port: await cable(cut.host.port, 900_000) }
  hosts[3] = { ...wrong.host, fingerprint: 'a'.repeat(64) }

  const had = await pull(hosts)
  const rows = had.map((one) => rowOf(one, token))
  const bad: Record<string, string | null> = {
    1: 'pull/unreachable',
    3: 'pull/forked',
    4: 'pull/wrong-certificate',
  }
  expect(rows.map(({ station, fault, ok }) => [station, fault?.code ?? null, ok])).toEqual(
    rows.map(({ station }) => [station, bad[station] ?? null, bad[station] === undefined]),
  )
  expect(rows).toHaveLength(COUNTERS)
  // What broke off was taken up again in the same run, and nothing of it twice.
  expect(rows[1]).toMatchObject({ fresh: rows[1]?.entries, verdict: 'ok' })
  const pulls = cut.log.entries(1, 10_000, 1e9).filter(({ body }) => body.includes('"log.pulled"'))
  expect(pulls.length).toBeGreaterThan(1)
  // The fork's file is what it was.
  expect(readFileSync(had[2]?.file ?? '').equals(kept)).toBe(true)

  const merged = must(mergeFolder(out, had, token, () => true))
  // Of 1 nothing came, of 4 nothing was taken; 3 is there as it was fetched first.
  const whole = COUNTERS - 4
  expect(merged).toMatchObject({ matters: LONG + 5 + 3 * whole, twice: 0, parted: [] })

  const table = tableOf(rows).split('\n')
  const line = (station: string) => table.findIndex((text) => text.startsWith(`${station} `))
  for (const [station, code] of Object.entries(bad)) expect(table[line(station) + 1]).toContain(`(${code})`)
  const good = table.filter((text) => /^\d+ .* 完整 /.test(text))
  expect(good).toHaveLength(COUNTERS - 3)
})

it('a matter that began in one log and was rated in the log that goes on from it is merged as rated, whichever is longer', async () => {
  const out = tempDir()
  const token = tokenBy(hall, clock)
  const pull = async (one: Awaited<ReturnType<typeof counter>>) =>
    pullHosts([one.host], { out, token, signal: new AbortController().signal })
  const before = await counter('5')
  const shift = '019deb22-0000-7000-8000-000000000005'
  const matter = matterOpened(before.k, shift)
  const ask = asked(before.k, matter.matter)
  must(before.log.append([shiftOpened(before.k, shift), matter, ask]))
  must(before.log.setAcked(before.log.head().seq))
  expect((await pull(before))[0]?.fault).toBeNull()
  must(before.log.append(rated(before.k, matter.matter, ask.ask, 5)))
  await before.stop()
  must(noteDamage(before.dir, 'check'))
  // Another name of the window: a test's clock makes both logs in one millisecond, which names the file as well.
  const after = await counter('5a', before.dir, before.host.port, before.enrolment)
  serve(after.k, after.log, [4, 4, 4])
  const had = await pull(after)
  expect(had[0]?.report?.header.log_id).not.toBe(before.log.id)
  const merged = must(mergeFolder(out, had, token, () => true))
  expect(merged).toMatchObject({ matters: 4, parted: [] })
  const rows = readFileSync(merged.matters_csv, 'utf8').split('\r\n')
  expect(rows.find((row) => row.includes(matter.matter))).toContain(',已评价,5,')
})
