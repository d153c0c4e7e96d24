/** node-hid holds a native addon: it is loaded by the first HID port, and by nothing else. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const source = (path: string) => JSON.stringify(join(import.meta.dirname, '..', '..', 'src', path))

it('node-hid is loaded once a HID port is opened, not for serial or network ports nor by the program’s parts', async () => {
  const script = `
    const { createRequire } = await import('node:module')
    const require = createRequire(${source('device/port/open.ts')})
    const loaded = () => Object.keys(require.cache).some((path) => path.includes('node-hid'))
    await import(${source('main/keypad.ts')})
    const { openPort } = await import(${source('device/port/open.ts')})
    const { portPresence } = await import(${source('device/link/presence.ts')})
    const line = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }
    const handlers = { data() {}, lost() {} }
    for (const port of ['/dev/no-such-port', 'COM250', 'tcp://127.0.0.1:1']) {
      await portPresence(port)
      await openPort(port, line, handlers)
    }
    const before = loaded()
    await openPort('hid://0001:0001', line, handlers)
    console.log(JSON.stringify([before, loaded()]))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect(JSON.parse(stdout)).toEqual([false, true])
})
