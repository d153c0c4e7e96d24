import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchHttp, MAX_ANSWER } from '../../src/sync/http.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A real server on a free port of this PC. */
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}
const get = (url: string, signal = new AbortController().signal) =>
  fetchHttp({ method: 'GET', url, headers: {}, body: null, signal })

describe('HTTP over a real socket', () => {
  it('carries bytes, headers and status both ways unchanged', async () => {
    const url = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => {
        response.writeHead(409, { 'Guiping-Signature': `${request.headers['guiping-time']}+sig` })
        response.end(chunk)
      })
    })
    const body = new Uint8Array([0, 255, 10, 13, 128])
    const { signal } = new AbortController()
    const headers = { 'guiping-time': '7' }
    const answer = await fetchHttp({ method: 'POST', url: `${url}/x?y=1`, headers, body, signal })
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 409, headers: { 'guiping-signature': '7+sig' } },
    })
    expect(answer.ok && [...answer.value.body]).toEqual([...body])
  })
  it('follows no redirect', async () => {
    let followed = false
    const elsewhere = await serve((_request, response) => {
      followed = true
      response.end('{}')
    })
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: elsewhere }).end()
    })
    expect(await get(`${url}/v1/health`)).toEqual({
      ok: false,
      error: { code: 'hall/unreachable', params: { url } },
    })
    expect(followed).toBe(false)
  })
  it('stops reading an answer that no hall gives', async () => {
    const chunk = Buffer.alloc(256 * 1024)
    let written = 0
    const url = await serve((_request, response) => {
      const more = () => {
        let flows = true
        while (flows && !response.destroyed) {
          written += chunk.length
          flows = response.write(chunk)
        }
      }
      response.on('drain', more)
      more()
    })
    expect(await get(url)).toMatchObject({ ok: false, error: { code: 'hall/not-a-hall' } })
    expect(written).toBeLessThan(MAX_ANSWER * 8)
  })
  it('says that nobody answers: refused, cut off in the middle, aborted', async () => {
    const unreachable = { ok: false, error: { code: 'hall/unreachable' } }
    expect(await get('http://127.0.0.1:1')).toMatchObject(unreachable)
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      response.socket?.destroySoon()
    })
    expect(await get(broken)).toMatchObject(unreachable)
    const cutter = new AbortController()
    const silent = await serve(() => cutter.abort())
    expect(await get(silent, cutter.signal)).toMatchObject(unreachable)
  })
})
