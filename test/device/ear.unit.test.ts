import { describe, expect, it } from 'vitest'
import { createEar } from '../../src/device/emulator/ear.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { bytesOf, profileNamed } from './help.ts'

const byteByByte = (profile: ReturnType<typeof profileNamed>, bytes: Uint8Array) => {
  const ear = createEar(profile)
  return [...bytes].flatMap((byte) => ear.push(Uint8Array.of(byte)))
}

describe("the emulated pad's ear", () => {
  it('knows the published commands, in whatever pieces they come', () => {
    const said = bytesOf(
      'FF 68 03 03 68 01 01 0B 0D 16 FF 68 02 02 68 01 03 04 16 FF 68 03 03 68 01 01 03 05 16 FF 68 03 03 68 01 02 05 08 16',
    )
    expect(byteByByte(profileNamed('ff68'), said)).toEqual(['ask', 'thanks', 'ack', 'stars 5'])
  })

  it('knows both acknowledgements that makers want', () => {
    const press = {
      type: 'key',
      key: '03',
      level: 4,
      edge: 'press',
      deviceAt: null,
      address: 0x81,
      bytes: '',
    } as const
    for (const name of ['ff68', 'ff68-short']) {
      const profile = profileNamed(name)
      const answer = codecOf(profile).acknowledge(profile, press)
      expect(createEar(profile).push(answer ?? Uint8Array.of())).toEqual(['ack'])
    }
  })

  it('hears a command after half of another', () => {
    const said = bytesOf('FF 68 03 03 68 01 FF 68 03 03 68 01 01 0B 0D 16')
    expect(createEar(profileNamed('ff68')).push(said)).toEqual(['ask'])
  })

  it('does not obey a command with a wrong length', () => {
    expect(createEar(profileNamed('ff68')).push(bytesOf('FF 68 04 04 68 01 01 0B 0D 16'))).toEqual([])
  })

  it('does not obey a command with a wrong check', () => {
    expect(createEar(profileNamed('ff68')).push(bytesOf('FF 68 03 03 68 01 01 0B 0E 16'))).toEqual([])
  })

  it('hears lines of text, also where a character is cut in two', () => {
    const profile = profileNamed('line')
    const said = Buffer.from('ASK\r\nSAY 您好\r\nSHOW 七号\r\nTHANKS\r\nIDL')
    expect(byteByByte(profile, said)).toEqual(['ask', 'welcome', 'show 七号', 'thanks'])
  })
})
