/**
 * `npm run proof -- NAME [RUNS]`: the long proofs, of which `npm test` runs a small share. Seeds are printed;
 * PROOF_SEED sets another, and the same seed gives the same run. Results are kept in docs/proof.md.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

interface Proof {
  what: string
  runs: number
  file: string
}

const PROOFS: Record<string, Proof> = {
  counter: {
    what: 'random histories of counter, log tables, clocks, crashes: a matter ends once, a rating is one press, honest times',
    runs: 100_000,
    file: 'test/counter/histories.unit.test.ts',
  },
  rules: {
    what: 'random histories of the counter alone: every input answered, no level in a view, no ask without an end',
    runs: 100_000,
    file: 'test/counter/rules.unit.test.ts',
  },
  delivery: {
    what: 'random faults between counter and hall: nothing lost, nothing twice',
    runs: 20_000,
    file: 'test/sync/faults.unit.test.ts',
  },
  log: {
    what: 'random entries: the chain verifies, the projections agree',
    runs: 5_000,
    file: 'test/db/property.integration.test.ts',
  },
  framing: {
    what: 'MB of random bytes and noise for every keypad profile: no press invented, none lost, memory bounded',
    runs: 100,
    file: 'test/device/framing-fuzz.unit.test.ts',
  },
  plug: {
    what: 'pulls of the cable at the worst moments: no key lost or doubled, nothing leaks or spins',
    runs: 1_000,
    file: 'test/device/plug.integration.test.ts',
  },
  day: {
    what: 'matters of an 8-hour day on the real program: each closed once, each press counted once, memory flat',
    runs: 400,
    file: 'test/main/day.integration.test.ts',
  },
  'power-cut': {
    what: 'cuts of the power (only fsynced bytes survive): no confirmed entry lost or doubled, the chain verifies',
    runs: 2_000,
    file: 'test/faults/power-cut.integration.test.ts',
  },
  damage: {
    what: 'random bits of a large log, and each byte of a small one flipped: works on, true words, no wrong count',
    runs: 10_000,
    file: 'test/faults/damage.integration.test.ts',
  },
  'io-errors': {
    what: 'writes that find the disk full and fsyncs that fail, at every call: a confirmed entry is there once',
    runs: 10_000,
    file: 'test/faults/io-errors.integration.test.ts',
  },
  pull: {
    what: 'counters whose logs are collected at once, four of them with faults: whole, merged once, the table right',
    runs: 50,
    file: 'test/cli/pull-many.integration.test.ts',
  },
  kill: {
    what: 'kill -9 at random instants and at named places of the program: no confirmed entry lost or doubled',
    runs: 2_000,
    file: 'test/faults/kill.integration.test.ts',
  },
}

const [name, runs] = process.argv.slice(2)
const proof = name === undefined ? undefined : PROOFS[name]
if (!proof) {
  for (const [known, { what, runs }] of Object.entries(PROOFS))
    console.log(`${known.padEnd(10)} ${runs} × ${what}`)
  process.exit(name === undefined ? 0 : 2)
}
const env = { ...process.env, PROOF_RUNS: runs ?? String(proof.runs) }
console.log(`${name}: ${env.PROOF_RUNS} × ${proof.what}`)
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const words = [vitest, 'run', proof.file, '--retry=0', '--testTimeout=0', '--hookTimeout=0']
process.exit(spawnSync(process.execPath, words, { cwd: root, env, stdio: 'inherit' }).status ?? 1)
