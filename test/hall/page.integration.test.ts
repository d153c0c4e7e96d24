import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Hall } from '../../src/hall/hall.ts'
import { html } from '../../src/hall/page/html.ts'
import { addRating, addUnrated, adminPassword, enrol, makeLog, openHall, push } from './kit.ts'

const post = (hall: Hall, path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${hall.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  })

/** @returns the cookie of a session, as a browser would send it. */
const login = async (hall: Hall): Promise<string> => {
  const answer = await post(hall, '/login', { password: await adminPassword() })
  expect(answer.status).toBe(303)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
const look = async (hall: Hall, cookie: string, path = '/') =>
  (await fetch(`${hall.url}${path}`, { headers: { cookie } })).text()
const csrfOf = (page: string) => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''

describe('the page', () => {
  it('shows nothing without the password, and waits a minute after five wrong ones', async () => {
    const { hall, clock } = await openHall()
    await enrol(hall, 'Z9')
    expect(await look(hall, '')).not.toContain('Z9')
    for (let n = 0; n < 5; n++) expect((await post(hall, '/login', { password: 'x' })).status).toBe(403)
    const waits = await post(hall, '/login', { password: await adminPassword() })
    expect(waits.status).toBe(429)
    expect(await waits.text()).toContain('(session/wait)')
    clock.advance(60_000)
    expect(await look(hall, await login(hall))).toContain('Z9')
  })

  it('counts today’s ratings by window and level, unrated by reason, and names what must be checked', async () => {
    const { hall, clock } = await openHall()
    const [one, two] = [await enrol(hall, '1'), await enrol(hall, '2')]
    const log = makeLog()
    for (const level of [5, 5, 5, 2] as const) addRating(log, level)
    addUnrated(log, 'no-press')
    addUnrated(log, 'declined')
    addUnrated(log, 'declined')
    log.add('incident', { code: 'pad/port-gone', detail: '拔出' })
    log.add('incident', { code: 'data/side-taken', detail: '4' })
    log.add('incident', { code: 'offer/revoked', detail: '10.0.3.9' })
    await push(hall, one, log, { time: clock.now() })
    const other = makeLog(log.id)
    addRating(other, 5)
    await push(hall, one, other, { time: clock.now() })
    const page = await look(hall, await login(hall))
    const text = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(text).toContain('很好 3 好 0 一般 0 差 1 很差 0')
    expect(text).toContain('群众不评 2 没有按键 1')
    expect(text).toContain('很好 0 好 0 一般 0 差 0 很差 0')
    expect(text).toContain('✕ 第 1 条起有两个版本')
    expect(text).toContain('拔出 (pad/port-gone)')
    expect(text).toContain('旁路文件中的 4 条已补入日志。不用处理。(data/side-taken)')
    expect(text).toContain('取日志被拒绝：10.0.3.9 (offer/revoked)')
    expect(text).toContain('(hall/fork)')
    expect(text).toContain('还没有联系')
    expect(two.id).not.toBe(one.id)
    // Yesterday's are not today's.
    clock.advance(26 * 3_600_000)
    const tomorrow = (await look(hall, await login(hall), '/?lang=en-US')).replace(/<[^>]+>/g, ' ')
    expect(tomorrow).not.toMatch(/Very good 3/)
    expect(tomorrow).toContain('yesterday')
  })

  it('a counter whose clock is wrong has its ratings on the right day, and is told of', async () => {
    const { hall, clock } = await openHall()
    const counter = await enrol(hall)
    const at = Date.UTC(2001, 0, 1)
    const log = makeLog()
    log.add(
      'key.pressed',
      {
        verdict: 'counted',
        level: 5,
        ask: log.id,
        matter: null,
        profile: 'line',
        key: '5',
        bytes: '',
        deviceAt: null,
      },
      { at },
    )
    await push(hall, counter, log, { time: at })
    const page = await look(hall, await login(hall))
    expect(clock.now()).toBeGreaterThan(at)
    expect(page).toContain('很好 1')
    expect(page).toContain('窗口电脑时间相差')
  })

  it('shows a changed log as not whole once it is checked from the start', async () => {
    const { hall, data } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 2)
    await push(hall, counter, log)
    const cookie = await login(hall)
    const page = await look(hall, cookie)
    expect(page).toContain('✓ 完整')
    const db = new Sqlite(join(data, 'hall.db'))
    db.exec("DROP TRIGGER entry_stays; UPDATE entry SET body = body || ' ' WHERE seq = 2")
    db.close()
    await post(hall, '/recheck', { csrf: csrfOf(page) }, { cookie })
    expect(await look(hall, cookie)).toContain('从第 2 条起不完整')
  })

  it('says when all logs were last checked from the start, and with what result', async () => {
    const { hall, data, clock } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < 5500; n++) addRating(log, 4)
    for (let from = 1; from <= log.bodies.length; from += 500)
      await push(hall, counter, log, { from, to: Math.min(from + 499, log.bodies.length) })
    const cookie = await login(hall)
    expect(await look(hall, cookie)).toContain('正在从头核对')
    expect(await look(hall, cookie)).toMatch(/上次从头核对：5月3日 \d\d:00:00，1 份日志共 5,501 条，都完整/)
    clock.advance(60_000)
    expect(await look(hall, cookie)).toMatch(/上次从头核对：5月3日 \d\d:00:00/)
    const db = new Sqlite(join(data, 'hall.db'))
    db.exec('DROP TRIGGER entry_remains; DELETE FROM entry WHERE seq = 5501')
    db.close()
    await post(hall, '/recheck', { csrf: csrfOf(await look(hall, cookie)) }, { cookie })
    await look(hall, cookie)
    const after = await look(hall, cookie)
    expect(after).toMatch(/上次从头核对：5月3日 \d\d:01:00，1 份日志共 5,500 条，1 份不完整/)
    expect(after).toContain('第 5501 条起缺失')
  })

  it('writes hostile names as text, and lets no script run', async () => {
    const { hall } = await openHall()
    const name = `"><img src=x onerror=a>&'`
    const counter = await enrol(hall, name)
    const log = makeLog(undefined, name)
    addUnrated(log, '<script>1</script>')
    log.add('incident', { code: '<b>', detail: '</td><script>2</script>' })
    await push(hall, counter, log, { time: Date.UTC(2026, 4, 3, 1) })
    const page = await look(hall, await login(hall))
    expect(page).toContain('&quot;&gt;&lt;img src=x onerror=a&gt;&amp;&#39;')
    expect(page).toContain('&lt;script&gt;1&lt;/script&gt;')
    expect(page).toContain('&lt;/td&gt;&lt;script&gt;2')
    expect(page).not.toMatch(/<(script|img)[ >]| style=| on\w+=["']/)
    const { headers } = await fetch(`${hall.url}/`)
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; form-action 'self'/,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('gives a code that enrols, shows it until it is used, and takes no form of a stranger', async () => {
    const { hall } = await openHall()
    const answer = await post(hall, '/login', { password: await adminPassword() })
    expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    const cookie = await login(hall)
    const csrf = csrfOf(await look(hall, cookie))
    const codes = (page: string) =>
      [...page.matchAll(/class="code">([a-z0-9-]+)</g)].map((match) => match[1] ?? '')
    await post(hall, '/codes', { csrf: `${csrf}x` }, { cookie })
    await post(hall, '/codes', { csrf }, { cookie, origin: 'http://evil.example' })
    await post(hall, '/codes', { csrf })
    expect(codes(await look(hall, cookie))).toEqual([])
    await post(hall, '/codes', { csrf }, { cookie, origin: hall.url })
    const [code = ''] = codes(await look(hall, cookie))
    await enrol({ ...hall, makeCode: () => code })
    expect(codes(await look(hall, cookie))).toEqual([])
    await post(hall, '/logout', { csrf }, { cookie })
    expect(csrfOf(await look(hall, cookie))).toBe('')
  })

  it('takes odd forms without breaking', async () => {
    const { hall, errors } = await openHall()
    for (const [path, type, body] of [
      ['/login', 'application/json', '{}'],
      ['/login', 'application/x-www-form-urlencoded', 'password[]=1&__proto__=2'],
      ['/login', 'application/x-www-form-urlencoded', 'x'.repeat(100_000)],
      ['/codes', 'text/plain', 'csrf='],
      ['/nothing', 'text/plain', ''],
    ] as const) {
      const { status } = await fetch(`${hall.url}${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': type, cookie: '%; =;;' },
        redirect: 'manual',
      })
      expect(status, path + type).toBeLessThan(500)
    }
    expect(errors).toEqual([])
  })
})

it('a template escapes whatever is not a template', () => {
  expect(html`<a title="${'"'}">${'<'}${1}${null}${[html`<b>`, html`${'&'}`]}</a>`.html).toBe(
    '<a title="&quot;">&lt;1<b>&amp;</a>',
  )
})
