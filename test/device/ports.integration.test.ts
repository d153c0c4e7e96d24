/** One contract, two kinds of port: TCP, and a pseudo-terminal through the real serial binding. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { openPort } from '../../src/device/port/open.ts'
import type { Port } from '../../src/device/port/port.ts'
import { systemClock } from '../../src/main/clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { bytesOf, must, profileNamed, ratingFrame, until } from './help.ts'

const profile = profileNamed('ff68')
const kinds = [
  ['tcp', () => ({ tcp: 0 })],
  ['pseudo-terminal', () => ({ pty: join(tempDir(), 'pad') })],
] as const

let pads: Emulator[] = []
let ports: Port[] = []
afterEach(async () => {
  for (const port of ports) await port.close()
  for (const pad of pads) await pad.stop()
  pads = []
  ports = []
})

const plugIn = async (on: { tcp: number } | { pty: string }) => {
  const pad = must(await startEmulator({ profile, on, clock: systemClock }))
  pads.push(pad)
  return pad
}

const open = async (name: string) => {
  const got: number[] = []
  const lost: string[] = []
  const port = must(
    await openPort(name, profile.line[0], {
      data: (bytes) => got.push(...bytes),
      lost: (why) => lost.push(why),
    }),
  )
  ports.push(port)
  return { port, got, lost }
}

const refused = async (name: string) => {
  const opened = await openPort(name, profile.line[0], { data: () => {}, lost: () => {} })
  if (opened.ok) ports.push(opened.value)
  return opened
}

describe.each(kinds)('a port on %s', (_, on) => {
  it('carries every byte value both ways', async () => {
    const pad = await plugIn(on())
    const { port, got } = await open(pad.port)
    const all = Uint8Array.from({ length: 256 }, (_, value) => value)
    pad.send(all)
    await until('256 bytes', () => got.length >= 256)
    expect(got).toEqual([...all])
    expect(await port.write(bytesOf('FF 68 03 03 68 01 01 0B 0D 16'))).toEqual({ ok: true, value: undefined })
    expect(await pad.waitFor('ask', 2_000)).toBe(true)
  })

  it('tells once that it is lost when the cable is pulled, and takes no more bytes', async () => {
    const pad = await plugIn(on())
    const { port, got, lost } = await open(pad.port)
    // A byte has passed, so that the reader waits: on a pseudo-terminal an earlier pull may go unnoticed.
    pad.send(Uint8Array.of(1))
    await until('a byte', () => got.length === 1)
    await pad.unplug()
    await until('the loss', () => lost.length > 0)
    await port.close()
    expect(lost).toHaveLength(1)
    expect(await port.write(Uint8Array.of(1))).toEqual({ ok: false, error: { code: 'pad/port-gone' } })
  })

  it('says nothing after it was closed, and can be opened again at once', async () => {
    const pad = await plugIn(on())
    const first = await open(pad.port)
    await Promise.all([first.port.close(), first.port.close()])
    const second = await open(pad.port)
    pad.press(4)
    await until('a press', () => second.got.length >= 10)
    expect(second.got).toEqual(ratingFrame(1, 3))
    expect([first.got, first.lost]).toEqual([[], []])
  })

  it('can be opened again after the cable was pulled and put back, under the same name', async () => {
    const pad = await plugIn(on())
    const first = await open(pad.port)
    await pad.unplug()
    await first.port.close()
    expect(await refused(pad.port)).toMatchObject({ ok: false })
    must(await pad.replug())
    const second = await open(pad.port)
    pad.press(5)
    await until('a press', () => second.got.length >= 10)
    expect(second.got).toEqual(ratingFrame(1, 4))
  })

  it('ends a write that the pad never takes when the port is closed', async () => {
    const pad = await plugIn(on())
    const { port } = await open(pad.port)
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
  })
})

describe('a port that does not open', () => {
  it('does not exist', async () => {
    const port = join(tempDir(), 'ttyUSB9')
    expect(await refused(port)).toEqual({ ok: false, error: { code: 'pad/port-missing', params: { port } } })
  })

  it('is busy: two programs never share a pad', async () => {
    const pad = await plugIn({ pty: join(tempDir(), 'pad') })
    await open(pad.port)
    expect(await refused(pad.port)).toEqual({
      ok: false,
      error: { code: 'pad/port-busy', params: { port: pad.port } },
    })
  })

  it('is a file', async () => {
    const port = join(tempDir(), 'file')
    writeFileSync(port, 'text')
    expect(await refused(port)).toMatchObject({ error: { code: 'pad/not-serial' } })
  })

  it('is a converter that does not answer', async () => {
    const pad = await plugIn({ tcp: 0 })
    await pad.unplug()
    expect(await refused(pad.port)).toEqual({
      ok: false,
      error: { code: 'pad/unreachable', params: { port: pad.port } },
    })
  })

  it('is given up when nobody wants it any more', async () => {
    const pad = await plugIn({ tcp: 0 })
    const given = await openPort(
      pad.port,
      profile.line[0],
      { data: () => {}, lost: () => {} },
      AbortSignal.abort(),
    )
    expect(given).toMatchObject({ ok: false })
  })
})
