import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { portPresence } from '../../src/device/link/presence.ts'
import { tempDir } from '../harness/temp-dir.ts'

describe('the presence of a device', () => {
  it('is one name as long as nothing changes', async () => {
    expect(await portPresence('/dev/null')).toBe(await portPresence('/dev/null'))
    expect(await portPresence('tcp://192.0.2.7:4001')).toBe('tcp')
  })

  it('ends with its path, and with the device that a link leads to', async () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'device'), '')
    symlinkSync(join(dir, 'device'), join(dir, 'link'))
    expect(await portPresence(join(dir, 'link'))).not.toBeNull()
    rmSync(join(dir, 'device'))
    expect(await portPresence(join(dir, 'device'))).toBeNull()
    expect(await portPresence(join(dir, 'link'))).toBeNull()
  })

  it('is another after the path came to lead to another device', async () => {
    const dir = tempDir()
    const link = join(dir, 'link')
    mkdirSync(join(dir, 'devices'))
    for (const name of ['a', 'b']) writeFileSync(join(dir, 'devices', name), '')
    symlinkSync(join(dir, 'devices', 'a'), link)
    const before = await portPresence(link)
    rmSync(link)
    symlinkSync(join(dir, 'devices', 'b'), link)
    expect(await portPresence(link)).not.toBe(before)
  })
})
