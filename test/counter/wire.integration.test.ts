/**
 * What leaves the program for the clerk's page, byte for byte: the real browser host, its HTTP server and an emulated
 * keypad over TCP. A day whose ratings are all 1 must look on the wire like one with all five levels.
 */
import { get } from 'node:http'
import { expect, it } from 'vitest'
import type { Level } from '../../src/shared/levels.ts'
import { browserHost } from '../harness/browser-host.ts'
import { builtPages } from '../harness/pages.ts'

/** Resolves when `done` answers something; looks again after every turn of the event loop that took a while. */
const until = async <T>(done: () => T | undefined | false | null): Promise<T> => {
  for (;;) {
    const seen = done()
    if (seen) return seen
    await new Promise((next) => setTimeout(next, 5))
  }
}

/** A page's side of the wire that keeps every byte. */
const openWire = async (openUrl: string) => {
  const opened = await fetch(openUrl)
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const base = new URL(openUrl).origin
  const heard = { rpc: [] as { method: string; text: string }[], events: '' }
  const request = get(`${base}/events`, { headers: { cookie } }, (response) => {
    response.setEncoding('utf8')
    response.on('data', (bytes: string) => {
      heard.events += bytes
    })
  })
  await until(() => heard.events.includes('retry'))
  const rpc = async (method: string, input: unknown = {}) => {
    const response = await fetch(`${base}/rpc`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', origin: base },
      body: JSON.stringify({ method, input }),
    })
    const text = await response.text()
    heard.rpc.push({ method, text })
    return JSON.parse(text)
  }
  return { rpc, heard, close: () => request.destroy() }
}

/** What differs between any two days: ids and times. */
const VOLATILE =
  /"(servedMs|leftMs|undoMs|openedAt|seq|boot|lastContactAt|waiting|overtimeMs|expiresAt)":("[^"]*"|[\d.]+|null)/g
const settled = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(VOLATILE, '"$1":0')

/** The counter's and the day's pushes, without those that repeat the one before. */
const pushesOf = (events: string): string[] => {
  const last = new Map<string, string>()
  return events
    .split('\n\n')
    .filter((part) => part.startsWith('data: '))
    .map((part) => JSON.parse(part.slice(6)))
    .filter(({ section }) => section === 'counter' || section === 'today')
    .flatMap(({ section, value }) => {
      const text = settled(JSON.stringify(value))
      if (last.get(section) === text) return []
      last.set(section, text)
      return [`${section} ${text}`]
    })
}

/** A whole day at the clerk's page, with these ratings. */
const day = async (levels: readonly Level[]) => {
  const host = await browserHost({ practice: true, pages: builtPages() })
  const app = host.program.app()
  const practice = app.parts.practice
  if (!practice) throw new Error('no practice')
  await until(() => app.parts.keypad.view().state === 'online')
  const wire = await openWire(host.server.openUrl())
  const { rpc } = wire
  const [person] = practice.people
  await rpc('state.get')
  await rpc('session.sign-in', { number: person?.number, password: person?.password })
  const counted = () => app.parts.log.today(person?.number ?? '', 0).rated
  for (const [index, level] of levels.entries()) {
    await rpc('counter.next')
    await rpc('counter.next')
    expect(await practice.emulator.waitFor('ask', 10_000)).toBe(true)
    practice.emulator.press(level)
    await until(() => counted() === index + 1)
    await rpc('state.get')
    await rpc('counter.state')
  }
  // Everything else that a clerk can ask for on such a day.
  const { value } = await rpc('state.get')
  const rated = value.today.matters[0].id
  await rpc('matter.item', { code: 'SB-ZZS', matter: rated })
  await rpc('matter.reason', { matter: rated, reason: 'left' })
  await rpc('matter.add', { item: 'ZX' })
  await rpc('matter.undo')
  await rpc('counter.next')
  await rpc('counter.ask-again')
  await rpc('counter.unrated', { reason: 'declined' })
  await rpc('counter.pause', { reason: 'meal' })
  await rpc('counter.resume')
  await rpc('items.search', { text: 'z' })
  await rpc('own.results')
  for (const method of ['log.verify', 'log.export', 'device.monitor', 'config.get', 'device.captures'])
    await rpc(method, method === 'log.export' ? { format: 'jsonl' } : {})
  await rpc('session.lock')
  await rpc('state.get')
  await rpc('session.unlock', { password: person?.password })
  await rpc('session.sign-out')
  await until(() => pushesOf(wire.heard.events).at(-1)?.includes('null'))
  wire.close()
  const presses = app.parts.log
    .entries(1, 10_000, 1e9)
    .map(({ body }) => JSON.parse(body))
    .filter(({ kind }) => kind === 'key.pressed')
  expect(presses.map(({ level }) => level)).toEqual(levels)
  await host.stop('test')
  const bytes = wire.heard.rpc.map(({ text }) => text).join('\n') + wire.heard.events
  return {
    bytes,
    presses: presses as { bytes: string; id: string }[],
    replies: wire.heard.rpc.map(({ method, text }) => {
      const reply = JSON.parse(text)
      // The pad's and the hall's lights hang on the moment; the bytes above are looked at whole.
      if (method === 'state.get') for (const name of ['pad', 'delivery', 'host']) delete reply.value[name]
      return `${method} ${settled(JSON.stringify(reply))}`
    }),
    pushes: pushesOf(wire.heard.events),
  }
}

it('a day on the clerk’s wire shows no level, no key and no press, and looks the same whatever was pressed', async () => {
  const mixed = await day([5, 4, 3, 2, 1])
  const worst = await day([1, 1, 1, 1, 1])
  for (const { bytes, presses } of [mixed, worst]) {
    expect(bytes.length).toBeGreaterThan(10_000)
    expect(bytes).toContain('"rated":5')
    expect(bytes).not.toMatch(/"(level|cause|key|bytes|press|verdict)"/)
    for (const press of presses) {
      expect(bytes).not.toContain(press.bytes)
      expect(bytes).not.toContain(press.id)
    }
  }
  expect(mixed.replies).toEqual(worst.replies)
  expect(mixed.pushes).toEqual(worst.pushes)
}, 240_000)
