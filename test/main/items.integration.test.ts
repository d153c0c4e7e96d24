import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { FoundItem } from '../../src/shared/commands/work.ts'
import { manyItems } from '../harness/many-items.ts'
import { ask, signedIn, testApp, testRoster } from '../harness/test-app.ts'

type App = Awaited<ReturnType<typeof testApp>>

const search = async (app: App, session: string, text: string): Promise<FoundItem[]> => {
  const reply = await app.request(session, 'items.search', { text })
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value as FoundItem[]
}

it('items are found by pinyin among 5,000; a new list of the hall counts at once', async () => {
  const roster = { ...(await testRoster()), items: manyItems(5_000) }
  const app = await testApp({ roster })
  const session = await signedIn(app)
  const found = await search(app, session, 'xgmnsrzzssb')
  expect(found[0]).toMatchObject({
    name: '小规模纳税人增值税申报',
    initials: 'xgmnsrzzssb',
    favourite: false,
  })
  expect(await search(app, session, '')).toHaveLength(50)
  app.parts.settings.saveRoster({
    ...roster,
    items: [{ code: 'N1', name: '新事项', limitMs: null, weight: 1 }],
  })
  expect((await search(app, session, 'xsx')).map(({ code }) => code)).toEqual(['N1'])
  expect((await search(app, session, '')).map(({ code }) => code)).toEqual(['ZX', 'N1'])
})

it('a clerk’s favourites come first, then what that clerk did lately; another clerk has others; they outlive a restart', async () => {
  const app = await testApp()
  const session = await signedIn(app)
  await ask(app, session, 'matter.open', { item: 'B02' })
  expect((await search(app, session, '')).map(({ code, recent }) => [code, recent])).toEqual([
    ['B02', true],
    ['ZX', false],
    ['A01', false],
  ])
  expect(await ask(app, session, 'items.favourite', { code: 'A01', on: true })).toBe('ok')
  expect((await search(app, session, '')).map(({ code, favourite }) => [code, favourite])).toEqual([
    ['A01', true],
    ['B02', false],
    ['ZX', false],
  ])
  expect((await app.parts.items.search('1002', '')).map(({ code }) => code)).toEqual(['ZX', 'A01', 'B02'])
  expect((await app.parts.items.search(null, '')).map(({ code }) => code)).toEqual(['ZX', 'A01', 'B02'])
  await app.stop('test')
  const again = await testApp({ dir: app.dir })
  const back = await signedIn(again)
  expect((await search(again, back, ''))[0]).toMatchObject({ code: 'A01', favourite: true })
  expect(await ask(again, back, 'items.favourite', { code: 'A01', on: false })).toBe('ok')
  expect((await search(again, back, '')).map(({ code }) => code)).toEqual(['B02', 'ZX', 'A01'])
})

it('an item that is not there is no favourite, and a file that was edited wrongly is said, not written over', async () => {
  const first = await testApp()
  expect(await ask(first, await signedIn(first), 'items.favourite', { code: 'X', on: true })).toBe(
    'counter/unknown-item',
  )
  await first.stop('test')
  writeFileSync(join(first.dir, 'favourites.json'), '{"1001": 7}')
  const app = await testApp({ dir: first.dir })
  const session = await signedIn(app)
  expect(await search(app, session, 'zzs')).toHaveLength(1)
  expect(await ask(app, session, 'items.favourite', { code: 'A01', on: true })).toBe('data/config-invalid')
  expect(readFileSync(join(first.dir, 'favourites.json'), 'utf8')).toBe('{"1001": 7}')
  writeFileSync(join(first.dir, 'favourites.json'), '{"1001": ["B02"]}')
  expect(await ask(app, session, 'items.favourite', { code: 'A01', on: true })).toBe('ok')
  expect((await search(app, session, '')).map(({ code }) => code)).toEqual(['B02', 'A01', 'ZX'])
})
