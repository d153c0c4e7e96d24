/** The counter's keypad on real wires: what it tells the program when a pad comes, goes, moves and sleeps. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { systemClock } from '../../src/main/clock.ts'
import { createKeypad, type Keypad } from '../../src/main/keypad.ts'
import type { PortInfo } from '../../src/shared/pad.ts'
import { must, profileNamed, until } from '../device/help.ts'

const profile = profileNamed('line')
let pads: Emulator[] = []
let keypads: Keypad[] = []
afterEach(async () => {
  for (const keypad of keypads) await keypad.stop()
  for (const pad of pads) await pad.stop()
  pads = []
  keypads = []
})

const plugIn = async () => {
  const pad = must(await startEmulator({ profile, on: { tcp: 0 }, clock: systemClock }))
  pads.push(pad)
  return pad
}
const listed = (pad: Emulator, more: Partial<PortInfo>): PortInfo => ({
  ...{ port: pad.port, name: '', vendorId: '1A86', productId: '7523', serialNumber: null },
  ...more,
})

const start = (ports: () => PortInfo[]) => {
  const told: string[] = []
  const keypad = createKeypad({
    clock: systemClock,
    profiles: new Map([[profile.name, profile]]),
    onPress: ({ key }) => told.push(`key ${key}`) > 0,
    onOnline: (port, name, identity) => told.push(`online ${port} ${name} ${identity?.value ?? 'unknown'}`),
    onLost: (port, why) => told.push(`lost ${port} ${why}`),
    changed: () => {},
    listPorts: async () => ports(),
  })
  keypads.push(keypad)
  return { keypad, told, heard: (text: string) => until(text, () => told.includes(text)) }
}

describe('the keypad of a counter', () => {
  it('that is known by its serial number is followed to the port where it comes back', async () => {
    const first = await plugIn()
    const second = await plugIn()
    let ports = [listed(first, { serialNumber: 'A1' }), listed(second, { serialNumber: 'SCALE' })]
    const { keypad, told, heard } = start(() => ports)
    must(await keypad.use({ port: first.port, profile: 'line', address: null }))
    await heard(`online ${first.port} line 1A86:7523:A1`)
    ports = [listed(second, { serialNumber: 'a1' })]
    await first.unplug()
    await heard(`online ${second.port} line 1A86:7523:A1`)
    second.press(5)
    await heard('key 5')
    expect(told).toEqual([
      `online ${first.port} line 1A86:7523:A1`,
      expect.stringMatching(`^lost ${first.port} (?:close-event|read-error)$`),
      `online ${second.port} line 1A86:7523:A1`,
      'key 5',
    ])
    expect(keypad.view()).toMatchObject({ state: 'online', port: second.port })
  })

  it('says that another device stands in its place, and sends that device nothing', async () => {
    const pad = await plugIn()
    let ports = [listed(pad, { serialNumber: 'A1' })]
    const { keypad, heard } = start(() => ports)
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    await heard(`online ${pad.port} line 1A86:7523:A1`)
    await pad.unplug()
    ports = [listed(pad, { serialNumber: 'SCALE' })]
    pad.forget()
    must(await pad.replug())
    await until('blocked', () => keypad.view().state === 'blocked')
    expect(keypad.view().trouble).toEqual({ code: 'pad/wrong-device', params: { port: pad.port } })
    expect(await pad.waitFor('heartbeat', 300)).toBe(false)
  })

  it('that has no serial number may be plugged into another socket', async () => {
    const pad = await plugIn()
    let ports = [listed(pad, { location: '1-1' })]
    const { keypad, told } = start(() => ports)
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    await until('online', () => told.length === 1)
    ports = [listed(pad, { location: '1-2' })]
    await pad.unplug()
    must(await pad.replug())
    await until('online again', () => told.length === 3)
    expect(told[2]).toBe(`online ${pad.port} line unknown`)
  })

  it('is let go for the sleep of the PC and is there again afterwards, both on record', async () => {
    const pad = await plugIn()
    const { keypad, told, heard } = start(() => [])
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    await heard(`online ${pad.port} line unknown`)
    await keypad.suspend()
    expect(keypad.view().state).toBe('connecting')
    keypad.resume()
    await until('online again', () => told.length === 3)
    expect(told.slice(1)).toEqual([`lost ${pad.port} suspended`, `online ${pad.port} line unknown`])
  })

  it('speaks where it can; the PC is told where it cannot', async () => {
    const pad = await plugIn()
    const { keypad, heard } = start(() => [])
    expect(await keypad.say('请评价')).toEqual({ ok: false, error: { code: 'pad/none' } })
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    await heard(`online ${pad.port} line unknown`)
    must(await keypad.say('请评价'))
    expect(await pad.waitFor('say 请评价', 2_000)).toBe(true)
  })
})
