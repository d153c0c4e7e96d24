/** The counter's keypad on real wires: what it tells the program when a pad comes, goes, moves and sleeps. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { systemClock } from '../../src/main/clock.ts'
import { createKeypad, type Keypad, type KeypadOptions } from '../../src/main/keypad.ts'
import type { PortInfo } from '../../src/shared/pad.ts'
import { profileSchema } from '../../src/shared/profile.ts'
import { must, profileNamed, until } from '../device/help.ts'

const profile = profileNamed('line')
const hidPad = profileSchema.parse({
  ...{ version: 2, name: 'hid-pad', title: { zh: '本厅 HID 评价器', en: 'Our HID pad' }, source: 'made up' },
  ...{ codec: 'report', keys: { '0': 5 }, commands: {} },
  report: { size: 1, keys: { as: 'bitmap', at: 0, bytes: 1 } },
})
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
  const learnt: Parameters<NonNullable<KeypadOptions['onLearnt']>>[0][] = []
  const keypad = createKeypad({
    clock: systemClock,
    profiles: new Map([profile, hidPad].map((one) => [one.name, one])),
    onPress: ({ key }) => told.push(`key ${key}`) > 0,
    onOnline: (port, name, identity) => told.push(`online ${port} ${name} ${identity?.value ?? 'unknown'}`),
    onLost: (port, why) => told.push(`lost ${port} ${why}`),
    onLearnt: (used) => learnt.push(used),
    changed: () => {},
    listPorts: async () => ports(),
  })
  keypads.push(keypad)
  return { keypad, told, learnt, heard: (text: string) => until(text, () => told.includes(text)) }
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

  it('that has no serial number is followed by its socket; in another socket it might be anything, and hears nothing', async () => {
    const pad = await plugIn()
    const scale = await plugIn()
    let ports = [listed(pad, { location: '1-1' }), listed(scale, { location: '1-2' })]
    const { keypad, told, heard } = start(() => ports)
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    await heard(`online ${pad.port} line 1-1`)
    // The system gave the two names the other way round, as after a start of the PC.
    await pad.unplug()
    ports = [listed(scale, { location: '1-1' })]
    await heard(`online ${scale.port} line 1-1`)
    ports = [listed(pad, { location: '1-3' })]
    await scale.unplug()
    pad.forget()
    must(await pad.replug())
    await until('blocked', () => keypad.view().state === 'blocked')
    expect(keypad.view().trouble).toEqual({ code: 'pad/other-socket', params: { port: pad.port } })
    expect(await pad.waitFor('heartbeat', 300)).toBe(false)
    expect(told.filter((text) => text.startsWith('online'))).toHaveLength(2)
  })

  it('that the system knows nothing of is asked who it is; another pad at its port is then told apart', async () => {
    const pad = await plugIn()
    const { keypad, learnt, heard } = start(() => [])
    const chosen = { port: pad.port, profile: 'line', address: null }
    must(await keypad.use(chosen))
    const identity = { by: 'answer', value: 'emulated 0001 1.0' } as const
    await until('learnt', () => learnt.length > 0)
    expect([learnt, keypad.used()]).toEqual([[{ ...chosen, identity }], { ...chosen, identity }])
    await pad.unplug()
    must(await pad.replug())
    await heard(`online ${pad.port} line emulated 0001 1.0`)
    must(await keypad.use({ ...chosen, identity: { by: 'answer', value: 'emulated 0002 1.0' } }))
    await until('blocked', () => keypad.view().state === 'blocked')
    expect(keypad.view().trouble).toEqual({ code: 'pad/wrong-device', params: { port: pad.port } })
  })

  it('whose identity somebody has said is not learnt, nor one of which nobody wants to know', async () => {
    const pad = await plugIn()
    const { keypad, learnt, heard } = start(() => [listed(pad, { serialNumber: 'A1' })])
    must(await keypad.use({ port: pad.port, profile: 'line', address: null, identity: null }))
    await heard(`online ${pad.port} line unknown`)
    pad.press(5)
    await heard('key 5')
    expect([learnt, keypad.used()?.identity, await pad.waitFor('probe', 200)]).toEqual([[], null, false])
  })

  it('is told to be kept by its serial number once it has spoken, also when it was not plugged in before', async () => {
    const pad = await plugIn()
    await pad.unplug()
    let ports: PortInfo[] = []
    const { keypad, learnt } = start(() => ports)
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    expect(keypad.used()?.identity).toBeUndefined()
    ports = [listed(pad, { serialNumber: 'A1' })]
    must(await pad.replug())
    await until('learnt', () => learnt.length > 0)
    expect(learnt).toMatchObject([{ identity: { by: 'serial', value: '1A86:7523:A1' } }])
  })

  it('that reports its keys as HID pads do is refused at another port, and the pad before is left alone', async () => {
    const pad = await plugIn()
    const { keypad, heard } = start(() => [])
    must(await keypad.use({ port: pad.port, profile: 'line', address: null }))
    await heard(`online ${pad.port} line unknown`)
    expect(await keypad.use({ port: pad.port, profile: 'hid-pad', address: null })).toEqual({
      ok: false,
      error: { code: 'profile/needs-hid', params: { profile: 'hid-pad', port: pad.port } },
    })
    expect(keypad.view()).toMatchObject({ state: 'online', profile: 'line' })
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
    expect(told.slice(1)).toEqual([
      `lost ${pad.port} suspended`,
      expect.stringMatching(`^online ${pad.port} line `),
    ])
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
