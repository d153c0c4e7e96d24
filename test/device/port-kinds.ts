/** The kinds of port that the contract runs on, and in what they differ: each difference is a row. */
import { join } from 'node:path'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { type Presence, portPresence } from '../../src/device/link/presence.ts'
import { openPort } from '../../src/device/port/open.ts'
import type { OpenPort } from '../../src/device/port/port.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import type { Loss } from '../../src/shared/pad.ts'
import type { Profile } from '../../src/shared/profile.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { must } from './help.ts'
import { memoryPad } from './memory-port.ts'

/** The pad's end, as far as the contract plays it. */
export interface ContractPad
  extends Pick<Emulator, 'port' | 'send' | 'unplug' | 'replug' | 'mute' | 'waitFor' | 'stop'> {
  presence: Presence
}

export type Kind = 'memory' | 'tcp' | 'pseudo-terminal' | 'hardware'

/** What a kind does where kinds differ. null: this cannot be seen on it. */
export interface Differences {
  /** Fault of a second opening; `opens`: nothing forbids it. */
  secondOpening: ErrorCode | 'opens'
  /** Fault of an opening while the pad is pulled out. */
  pulledOut: ErrorCode | null
  /** What a pull may be told as. */
  pullTold: readonly Loss[] | null
  /** Whether a pull is told also before a first byte has come. */
  toldBeforeFirstByte: 'always' | 'sometimes' | null
  /** Whether the presence watch sees a pull. */
  presenceEnds: boolean | null
}

export const DIFFERENCES: Record<Kind, Differences> = {
  memory: {
    secondOpening: 'pad/port-busy',
    pulledOut: 'pad/port-missing',
    pullTold: ['close-event'],
    toldBeforeFirstByte: 'always',
    presenceEnds: true,
  },
  tcp: {
    // A converter says itself whether it takes a second connection; ours does.
    secondOpening: 'opens',
    pulledOut: 'pad/unreachable',
    // A reset by the other end is an error, an end in order is none.
    pullTold: ['close-event', 'read-error'],
    toldBeforeFirstByte: 'always',
    // Watched by its socket and keepalive.
    presenceEnds: false,
  },
  'pseudo-terminal': {
    secondOpening: 'pad/port-busy',
    pulledOut: 'pad/port-missing',
    pullTold: ['close-event', 'read-error'],
    // 64 of 320 pulls went untold when they came before the first read was parked.
    toldBeforeFirstByte: 'sometimes',
    presenceEnds: true,
  },
  hardware: {
    secondOpening: 'pad/port-busy',
    pulledOut: null,
    pullTold: null,
    toldBeforeFirstByte: null,
    presenceEnds: null,
  },
}

export interface Bench {
  open: OpenPort
  /** null: nobody plays this pad; only what needs no hand at its cable is tried. */
  pad: ContractPad | null
  port: string
  presence: Presence
}

const emulated = async (profile: Profile, on: { tcp: number } | { pty: string }): Promise<Bench> => {
  const pad = must(await startEmulator({ profile, on, clock: systemClock }))
  return { open: openPort, pad: { ...pad, presence: portPresence }, port: pad.port, presence: portPresence }
}

export const KINDS: Record<Kind, (profile: Profile) => Promise<Bench>> = {
  memory: async (profile) => {
    const pad = memoryPad(profile)
    return { open: pad.open, pad, port: pad.port, presence: pad.presence }
  },
  tcp: (profile) => emulated(profile, { tcp: 0 }),
  'pseudo-terminal': (profile) => emulated(profile, { pty: join(tempDir(), 'pad') }),
  hardware: async () => ({
    ...{ open: openPort, pad: null, presence: portPresence },
    port: process.env['TEST_PORT'] ?? '',
  }),
}
