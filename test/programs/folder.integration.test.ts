/** The watched folder as old programs use it, and as somebody with bad intentions might. */
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { prepareWatched, watchFolder } from '../../src/main/programs/folder.ts'
import type { Reply } from '../../src/shared/wire.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'

const watched = (answer: (method: string, input: unknown) => Reply = () => ({ ok: true, value: {} })) => {
  const path = tempDir()
  const clock = fakeClock()
  const asked: [string, unknown][] = []
  const start = () => {
    const watch = watchFolder({
      path,
      dir: tempDir(),
      clock,
      language: () => 'zh-CN',
      report: (error) => {
        throw error
      },
      request: async (method, input) => {
        asked.push([method, input])
        return answer(method, input)
      },
    })
    onTestFinished(() => watch.stop())
    return watch
  }
  const put = (name: string, text: string | Uint8Array) => writeFileSync(join(path, name), text)
  const answered = (name: string) => JSON.parse(readFileSync(join(path, 'answers', name), 'utf8'))
  const list = (folder = '') =>
    readdirSync(join(path, folder)).filter((name) => !['answers', 'taken', 'refused'].includes(name))
  return { path, clock, asked, start, put, answered, list }
}

it('each file is carried out once, in the order they were written, and answered by a file of its name', async () => {
  const { asked, start, put, answered, list } = watched((method) => ({ ok: true, value: { method } }))
  put('1.json', '{"do":"open","item":"A01","reference":"R-1","citizen":"王小明"}\r\n')
  const watch = start()
  await watch.look()
  put('2.json', '\ufeff{"do":"ask","reference":"R-1"}')
  await watch.look()
  await watch.look()
  expect(asked).toEqual([
    ['program.open', { item: 'A01', reference: 'R-1', citizen: '王小明' }],
    ['program.ask', { reference: 'R-1' }],
  ])
  expect(answered('1.json')).toEqual({ ok: true, value: { method: 'program.open' } })
  expect(answered('2.json')).toMatchObject({ ok: true })
  expect([list(), list('taken'), list('refused')]).toEqual([[], [], []])
})

it('a file that is not whole is waited for; one that its writer gave up is moved aside', async () => {
  const { path, clock, asked, start, put, answered, list } = watched()
  const watch = start()
  put('slow.json', '{"do":"as')
  put('empty.json', '')
  await watch.look()
  clock.advance(9_000)
  await watch.look()
  appendFileSync(join(path, 'slow.json'), 'k"')
  await watch.look()
  clock.advance(9_000)
  await watch.look()
  expect(list()).toEqual(['slow.json'])
  expect(readFileSync(join(path, 'refused', 'empty.json.reason.txt'), 'utf8')).toMatch(
    /没有写完.*\(program\/file-unfinished\)\n$/,
  )
  appendFileSync(join(path, 'slow.json'), '}')
  await watch.look()
  expect(asked).toEqual([['program.ask', {}]])
  expect(answered('slow.json')).toMatchObject({ ok: true })
  expect(answered('empty.json')).toMatchObject({ ok: false, error: { code: 'program/file-unfinished' } })
})

it('what is no request is moved aside with the reason beside it, and nothing is done', async () => {
  const { path, asked, start, put, answered, list } = watched((_method, input) =>
    Object.keys(input as object).includes('extra')
      ? { ok: false, error: { code: 'request/bad-input', message: '不对' } }
      : { ok: true, value: {} },
  )
  const outside = join(tempDir(), 'outside.json')
  writeFileSync(outside, '{"do":"ask"}\n')
  put('bad.json', 'open A01\n')
  put('two.json', '{"do":"ask"}\n{"do":"ask"}\n')
  put('unknown.json', '{"do":"rate","level":5}\n')
  put('proto.json', '{"__proto__":{"do":"ask"}}\n')
  put('large.json', `{"do":"ask","reference":"${'x'.repeat(70_000)}"}\n`)
  put('extra.json', '{"do":"ask","extra":1}\n')
  symlinkSync(outside, join(path, 'link.json'))
  linkSync(outside, join(path, 'hard.json'))
  mkdirSync(join(path, 'folder.json'))
  put('.hidden.json', '{"do":"ask"}\n')
  put('note.txt', '{"do":"ask"}\n')
  put('..json.exe', '{"do":"ask"}\n')
  const watch = start()
  await watch.look()
  expect(asked).toEqual([['program.ask', { extra: 1 }]])
  const refused = ['bad', 'two', 'unknown', 'proto', 'large', 'extra', 'link', 'hard']
  expect(
    list('refused')
      .filter((name) => name.endsWith('.json'))
      .sort(),
  ).toEqual(refused.map((name) => `${name}.json`).sort())
  for (const name of refused) {
    expect(answered(`${name}.json`), name).toMatchObject({ ok: false })
    expect(existsSync(join(path, 'refused', `${name}.json.reason.txt`)), name).toBe(true)
  }
  expect(answered('two.json').error.message).toContain('two.json')
  expect(list().sort()).toEqual(['..json.exe', '.hidden.json', 'folder.json', 'note.txt'])
  expect(readFileSync(outside, 'utf8')).toBe('{"do":"ask"}\n')
})

it('an answer never goes through a link to somewhere else', async () => {
  const { path, start, put, answered } = watched()
  const outside = join(tempDir(), 'precious')
  writeFileSync(outside, 'as it was')
  mkdirSync(join(path, 'answers'))
  symlinkSync(outside, join(path, 'answers', '1.json'))
  symlinkSync(outside, join(path, 'answers', '.1.json.new'))
  put('1.json', '{"do":"state"}\n')
  await start().look()
  expect(answered('1.json')).toEqual({ ok: true, value: {} })
  expect(readFileSync(outside, 'utf8')).toBe('as it was')
})

it('what was taken when the program stopped is repeated where that is harmless, and else said to be unknown', async () => {
  const { path, asked, start, answered, list } = watched()
  mkdirSync(join(path, 'taken'))
  writeFileSync(join(path, 'taken', 'named.json'), '{"do":"open","reference":"R-1"}\n')
  writeFileSync(join(path, 'taken', 'nameless.json'), '{"do":"open"}\n')
  await start().look()
  expect(asked).toEqual([['program.open', { reference: 'R-1' }]])
  expect(answered('named.json')).toMatchObject({ ok: true })
  expect(answered('nameless.json')).toMatchObject({ ok: false, error: { code: 'program/interrupted' } })
  expect(list('taken')).toEqual([])
})

it('a folder that is a link, holds links, is the data folder or is not there is refused with the reason', async () => {
  const data = tempDir()
  const real = tempDir()
  const link = join(tempDir(), 'link')
  symlinkSync(real, link)
  const holding = tempDir()
  symlinkSync(real, join(holding, 'refused'))
  const why = async (path: string) => {
    const prepared = await prepareWatched(path, data)
    return prepared.ok ? 'ok' : prepared.error.params?.['why']
  }
  expect(await why(real)).toBe('ok')
  expect(await why(link)).toBe('not a folder')
  expect(await why(holding)).toBe('refused is not a folder')
  expect(await why(join(data, 'in'))).toBe('data folder')
  expect(await why(join(data, '..'))).toBe('data folder')
  expect(await why('relative/folder')).toBe('not a full path')
  expect(await why(join(real, 'missing'))).toBe('ENOENT')
})

it('files of a Chinese Windows are read in its code page', async () => {
  const { asked, start, put } = watched()
  put(
    '1.json',
    Buffer.from([...Buffer.from('{"do":"open","item":"'), 0xd7, 0xc9, 0xd1, 0xaf, ...Buffer.from('"}\n')]),
  )
  await start().look()
  expect(asked).toEqual([['program.open', { item: '咨询' }]])
})

it('off until a technician names a folder; then files open matters, whose citizens are nowhere; off again at once', async () => {
  const app = await testApp()
  await signedIn(app)
  const session = app.openSession()
  app.parts.sessions.grant(session, 'technician', null)
  const path = tempDir()
  expect(app.parts.programs.view().folder).toEqual({ path: null, trouble: null })
  expect(await ask(app, session, 'programs.folder', { path: app.dir })).toBe('program/folder-bad')
  expect(await ask(app, session, 'programs.folder', { path })).toBe('ok')
  writeFileSync(join(path, '1.json'), '{"do":"open","item":"A01","reference":"R-1","citizen":"王小明"}\n')
  await expect.poll(() => existsSync(join(path, 'answers', '1.json')), { timeout: 10_000 }).toBe(true)
  expect(JSON.parse(readFileSync(join(path, 'answers', '1.json'), 'utf8'))).toMatchObject({
    ok: true,
    value: { matter: { reference: 'R-1', state: 'serving' } },
  })
  expect(readFileSync(join(path, 'answers', '1.json'), 'utf8')).not.toContain('王小明')
  expect(JSON.stringify(logged(app))).not.toContain('王小明')
  expect(await ask(app, session, 'programs.folder', { path: null })).toBe('ok')
  writeFileSync(join(path, '2.json'), '{"do":"ask"}\n')
  expect(await ask(app, session, 'programs.folder', { path: null })).toBe('ok')
  expect(existsSync(join(path, '2.json'))).toBe(true)
  expect(logged(app, 'rating.asked')).toEqual([])
})
