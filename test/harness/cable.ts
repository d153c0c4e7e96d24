/** A cable in a network on this machine that breaks in the midst of what comes. */
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { freePort } from './offered.ts'

/** A cable that breaks after so many bytes from the counter, once. */
export const cable = async (to: number, breaksAfter: number) => {
  const port = await freePort()
  let broken = false
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    let bytes = 0
    for (const [a, b] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(a)
      a.on('error', () => b.destroy())
      a.on('close', () => b.destroy())
    }
    near.pipe(far)
    far.on('data', (chunk) => {
      bytes += chunk.length
      if (broken || bytes < breaksAfter) {
        near.write(chunk)
        return
      }
      broken = true
      near.write(chunk.subarray(0, chunk.length / 2))
      near.end()
      far.destroy()
    })
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return port
}
