/** `guiping do` against a door that answers as the program does. */
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { writeDoor } from '../../src/main/door.ts'
import { root } from '../harness/browser-host.ts'
import { tempDir } from '../harness/temp-dir.ts'

const run = promisify(execFile)

const ANSWERS: Record<string, unknown> = {
  'hotkeys.act': { did: 'waiting', leftMs: 6_200 },
  'counter.unrated': { did: 'closed' },
  'counter.state': { state: 'paused' },
}

it('says in a word what was done, in the language asked for; --json and state give the value', async () => {
  const data = tempDir()
  const asked: unknown[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    const { method, input } = JSON.parse(body)
    asked.push([method, input])
    response.end(JSON.stringify({ ok: true, value: ANSWERS[method] ?? {} }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(writeDoor(data, { url: `http://127.0.0.1:${port}`, token: 't' }).ok).toBe(true)
  const act = async (words: string[], language = '') => {
    const env = { ...process.env, GUIPING_LANG: language }
    return (await run(join(root, 'bin/guiping'), ['do', ...words, '--data', data], { env })).stdout
  }
  expect(await act(['pause', 'meal'])).toBe('已暂停\n')
  expect(await act(['pause', 'meal'], 'en')).toBe('Paused\n')
  expect(await act(['resume'])).toBe('已恢复\n')
  expect(await act(['next'])).toBe('还在等待评价，还剩 7 秒\n')
  expect(await act(['unrated', 'left'])).toBe('已结束\n')
  expect(await act(['next', '--json'])).toBe('{"did":"waiting","leftMs":6200}\n')
  expect(await act(['state'])).toBe('{"state":"paused"}\n')
  expect(await act(['unrated', '2'])).toBe('还在等待评价，还剩 7 秒\n')
  expect(await act(['search'], 'en')).toBe('Item search opened\n')
  expect(asked.slice(-2)).toEqual([
    ['hotkeys.act', { action: 'unrated-2' }],
    ['hotkeys.act', { action: 'search' }],
  ])
  expect(asked[0]).toEqual(['counter.pause', { reason: 'meal' }])
}, 90_000)
