/**
 * One contract for every kind of port: in memory, TCP, a pseudo-terminal through the real serial binding, and the
 * hardware that TEST_PORT names (a device path or COM5). In what they differ stands in port-kinds.ts.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openPort } from '../../src/device/port/open.ts'
import type { Port } from '../../src/device/port/port.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { bytesOf, must, profileNamed, ratingFrame, until } from './help.ts'
import {
  type Bench,
  type ContractPad,
  DIFFERENCES,
  type Differences,
  KINDS,
  type Kind,
} from './port-kinds.ts'

const profile = profileNamed('ff68')
const [line] = profile.line
const ASK = bytesOf('FF 68 03 03 68 01 01 0B 0D 16')
const QUIET = { data: () => {}, lost: () => {} }

interface Opened {
  port: Port
  got: number[]
  lost: string[]
}
/** What a case has in its hands. */
interface Hands extends Bench {
  open1(): Promise<Opened>
  differs: Differences
}

let ports: Port[] = []
let pads: ContractPad[] = []
afterEach(async () => {
  for (const port of ports) await port.close()
  for (const pad of pads) await pad.stop()
  ports = []
  pads = []
})

const prepare = async (kind: Kind): Promise<Hands> => {
  const bench = await KINDS[kind](profile)
  if (bench.pad) pads.push(bench.pad)
  const open: Bench['open'] = async (...given) => {
    const opened = await bench.open(...given)
    if (opened.ok) ports.push(opened.value)
    return opened
  }
  const open1 = async (): Promise<Opened> => {
    const got: number[] = []
    const lost: string[] = []
    const handlers = {
      data: (bytes: Uint8Array) => got.push(...bytes),
      lost: (why: string) => lost.push(why),
    }
    return { port: must(await open(bench.port, line, handlers)), got, lost }
  }
  return { ...bench, open, open1, differs: DIFFERENCES[kind] }
}

type Played = Hands & { pad: ContractPad }

/** What every port does, with nobody at the cable. */
const ALONE: Record<string, (hands: Hands) => Promise<void>> = {
  'takes bytes': async ({ open1 }) => {
    const { port } = await open1()
    expect(await port.write(ASK)).toEqual({ ok: true, value: undefined })
  },
  'can be opened again at once after it was closed, also closed twice': async ({ open1 }) => {
    const first = await open1()
    await Promise.all([first.port.close(), first.port.close()])
    const second = await open1()
    expect(await second.port.write(ASK)).toEqual({ ok: true, value: undefined })
    expect([first.got, first.lost, second.lost]).toEqual([[], [], []])
  },
  'takes nothing after it was closed': async ({ open1 }) => {
    const { port } = await open1()
    await port.close()
    expect(await port.write(ASK)).toEqual({ ok: false, error: { code: 'pad/port-gone' } })
  },
  'answers a second opening as its kind does': async ({ open1, open, port, differs }) => {
    await open1()
    const second = await open(port, line, QUIET)
    expect(second.ok ? 'opens' : second.error).toEqual(
      differs.secondOpening === 'opens' ? 'opens' : { code: differs.secondOpening, params: { port } },
    )
  },
  'is there for the presence watch, and the same one': async ({ presence, port }) => {
    const first = await presence(port)
    expect(first).not.toBeNull()
    expect(await presence(port)).toBe(first)
  },
}

/** What every port does while a pad is played at its other end. */
const PLAYED: Record<string, (hands: Played) => Promise<void>> = {
  'carries every byte value to the PC, in order': async ({ open1, pad }) => {
    const { got } = await open1()
    const all = Uint8Array.from({ length: 256 }, (_, value) => value)
    pad.send(all)
    await until('256 bytes', () => got.length >= 256)
    expect(got).toEqual([...all])
  },
  'carries commands to the pad': async ({ open1, pad }) => {
    const { port } = await open1()
    must(await port.write(ASK))
    expect(await pad.waitFor('ask', 2_000)).toBe(true)
  },
  'tells once that it is lost when the cable is pulled, and takes no more bytes': async (hands) => {
    const { pad, differs } = hands
    const { port, got, lost } = await hands.open1()
    // A byte has passed, so that the reader waits.
    pad.send(Uint8Array.of(1))
    await until('a byte', () => got.length === 1)
    await pad.unplug()
    await until('the loss', () => lost.length > 0)
    await port.close()
    expect(lost).toHaveLength(1)
    expect(differs.pullTold).toContain(lost[0])
    expect(await port.write(Uint8Array.of(1))).toEqual({ ok: false, error: { code: 'pad/port-gone' } })
  },
  'is let go by a close after a pull that may have gone untold, and says nothing afterwards': async (
    hands,
  ) => {
    const { pad, differs } = hands
    const { port, lost } = await hands.open1()
    await pad.unplug()
    if (differs.toldBeforeFirstByte === 'always') await until('the loss', () => lost.length === 1)
    await port.close()
    const told = lost.length
    must(await pad.replug())
    const again = await hands.open1()
    pad.send(Uint8Array.from(ratingFrame(1, 3)))
    await until('a frame', () => again.got.length >= 10)
    expect([again.got, lost.length]).toEqual([ratingFrame(1, 3), told])
  },
  'says nothing after it was closed; the next opening hears the pad': async ({ open1, pad }) => {
    const first = await open1()
    await first.port.close()
    const second = await open1()
    pad.send(Uint8Array.from(ratingFrame(1, 3)))
    await until('a frame', () => second.got.length >= 10)
    expect(second.got).toEqual(ratingFrame(1, 3))
    expect([first.got, first.lost]).toEqual([[], []])
  },
  'does not open while the pad is pulled out, and says why as its kind does': async (hands) => {
    const { pad, open, port, differs } = hands
    await pad.unplug()
    expect(await open(port, line, QUIET)).toEqual({
      ok: false,
      error: { code: differs.pulledOut, params: { port } },
    })
  },
  'is gone for the presence watch when the cable is pulled, where that can be seen': async (hands) => {
    const { pad, presence, port, differs } = hands
    await pad.unplug()
    expect((await presence(port)) === null).toBe(differs.presenceEnds)
  },
  'ends a write that the pad never takes when it is closed': async ({ open1, pad }) => {
    const { port } = await open1()
    pad.mute(true)
    let ended = false
    // More than every buffer between here and the pad holds.
    const write = port.write(new Uint8Array(16 * 1024 * 1024)).then((result) => {
      ended = true
      return result
    })
    // No event tells that a write will not end: what has not ended by now is stalled.
    await new Promise((later) => setTimeout(later, 150))
    expect(ended).toBe(false)
    await port.close()
    expect(await write).toMatchObject({ ok: false })
  },
}

const hardware = process.env['TEST_PORT']

describe.each(['memory', 'tcp', 'pseudo-terminal'] as const)('a port on %s', (kind) => {
  it.each(Object.entries(ALONE))('%s', async (_, run) => run(await prepare(kind)))
  it.each(Object.entries(PLAYED))('%s', async (_, run) => {
    const hands = await prepare(kind)
    const { pad } = hands
    if (!pad) throw new Error(`${kind} has no pad to play`)
    await run({ ...hands, pad })
  })
})

describe('a port on hardware', () => {
  if (!hardware) console.log('contract on hardware skipped: TEST_PORT names no port')
  else console.log(`contract on hardware ${hardware}: the cases that need a hand at the cable are not run`)
  it.skipIf(!hardware).each(Object.entries(ALONE))('%s', async (_, run) => run(await prepare('hardware')))
})

afterAll(() => {
  const rows = Object.entries(DIFFERENCES).map(([kind, row]) => `  ${kind}: ${JSON.stringify(row)}`)
  console.log(`in what the kinds of port differ:\n${rows.join('\n')}`)
})

describe('a port that does not open', () => {
  const refused = (name: string) => openPort(name, line, QUIET)

  it('does not exist', async () => {
    const port = join(tempDir(), 'ttyUSB9')
    expect(await refused(port)).toEqual({ ok: false, error: { code: 'pad/port-missing', params: { port } } })
  })

  it('is a file', async () => {
    const port = join(tempDir(), 'file')
    writeFileSync(port, 'text')
    expect(await refused(port)).toMatchObject({ error: { code: 'pad/not-serial' } })
  })

  it('is given up when nobody wants it any more', async () => {
    const { port } = await prepare('tcp')
    expect(await openPort(port, line, QUIET, AbortSignal.abort())).toMatchObject({ ok: false })
  })
})
