/** Hostile requests, made from a seed: each is right in all but one way, so that the one right answer is known. */

export interface Target {
  /** 127.0.0.1:port of the pages' server and of the programs' door. */
  bridge: string
  door: string
  /** Good ones. */
  cookie: string
  doorToken: string
  bridgeToken: string
}

export interface Hostile {
  why: string
  at: 'bridge' | 'door'
  method: string
  path: string
  headers: Record<string, string>
  body?: string | undefined
  /** Sent as it stands in place of all that. */
  raw?: string
  status: number
  /** null: an answer without a body (HEAD). */
  codes: readonly string[] | null
}

/** mulberry32: small, and the same numbers for the same seed everywhere. */
const random = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const hostileRequests = (seed: number, count: number, target: Target): Hostile[] => {
  const next = random(seed)
  const below = (n: number) => Math.floor(next() * n)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const text = (length: number) =>
    Array.from({ length }, () => pick([...'abcXYZ0189-_./:%&=+"\'<>{}[]$`;|'])).join('')
  const letters = (length: number) => Array.from({ length }, () => pick([...'abcdefghij'])).join('')
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

  const json = { 'content-type': 'application/json' }
  const OPEN = JSON.stringify({ item: 'A01', reference: 'R-1' })
  const STATE = JSON.stringify({ method: 'state.get', input: {} })

  const badHosts = (address: string) => {
    const port = address.split(':')[1]
    return [
      `localhost:${port}`,
      'evil.example',
      '127.0.0.1',
      `127.0.0.1:${Number(port) + 1}`,
      `[::1]:${port}`,
      `127.0.0.1:${port}.`,
      `evil.example:${port}`,
      `127.1:${port}`,
      `0.0.0.0:${port}`,
      `${letters(8)}.example:${port}`,
    ]
  }
  const badOrigins = () => [
    'http://evil.example',
    'null',
    'https://127.0.0.1',
    `http://${letters(6)}.example`,
    'file://',
    'app://guiping',
    'chrome-extension://abc',
  ]
  const badTypes = () => [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/json',
    'application/xml',
    '',
    `application/${letters(5)}`,
  ]
  const badJson = () => [
    OPEN.slice(0, 1 + below(OPEN.length - 2)),
    '',
    '{',
    '{"item":NaN}',
    "{'item':1}",
    '\u0000',
    `{"a":"${letters(5)}}`,
    '{"__proto__":{"item":"A01"}}',
    '{"reference":"x","__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"item":{"__proto__":null}}',
  ]
  const large = (key: string) => JSON.stringify({ [key]: letters(66_000 + below(30_000)) })
  const badShapes = () => [
    '[]',
    'null',
    '7',
    '"x"',
    'true',
    '[{}]',
    deep(5 + below(5_000)),
    `{"item":${deep(3_000)}}`,
    JSON.stringify({ item: 7 }),
    JSON.stringify({ item: letters(65) }),
    JSON.stringify({ reference: letters(129) }),
    JSON.stringify({ reference: '' }),
    JSON.stringify({ [letters(6)]: 1 }),
    JSON.stringify({ item: 'A01', level: 5 }),
    JSON.stringify({ item: null }),
    JSON.stringify({ citizen: { name: text(9) } }),
    JSON.stringify({ toString: 1 }),
    JSON.stringify({ hasOwnProperty: text(3) }),
  ]

  const door = (why: string, status: number, code: string, changed: Partial<Hostile> = {}): Hostile => {
    const method = changed.method ?? 'POST'
    return {
      why: `door: ${why}`,
      at: 'door',
      method,
      path: '/v1/open',
      body: method === 'POST' || method === 'PUT' ? OPEN : undefined,
      status,
      codes: method === 'HEAD' ? null : [code],
      ...changed,
      headers: { ...json, authorization: `Bearer ${target.doorToken}`, ...changed.headers },
    }
  }
  const postPath = () => pick(['/v1/open', '/v1/ask', '/v1/close'])
  const badTokens = () => {
    const good = target.doorToken
    return [
      '',
      'Bearer',
      'Bearer ',
      `Bearer ${letters(46)}`,
      `Bearer gp_${letters(43)}`,
      `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good}x`,
      `Bearer ${good.toUpperCase()}`,
      `bearer ${good}`,
      `Basic ${good}`,
      good,
      `Bearer ${target.bridgeToken}`,
      `Bearer ${good} ${good}`,
      `Bearer ${letters(5_000)}`,
      'Bearer undefined',
      'Bearer __proto__',
    ]
  }

  const DOOR: (() => Hostile)[] = [
    () =>
      door('token', 401, 'program/bad-token', {
        path: postPath(),
        headers: { authorization: pick(badTokens()) },
      }),
    () =>
      door('token of streams', 401, 'program/bad-token', {
        method: 'GET',
        path: pick(['/v1/events', '/v1/state']),
        headers: { authorization: pick(badTokens()) },
      }),
    () =>
      door('cookie in place of a token', 401, 'program/bad-token', {
        headers: { authorization: '', cookie: target.cookie },
      }),
    () =>
      door('origin', 403, 'program/refused', {
        path: postPath(),
        headers: { origin: pick([...badOrigins(), `http://${target.door}`]) },
      }),
    () =>
      door('host', 403, 'program/refused', {
        path: postPath(),
        headers: { host: pick(badHosts(target.door)) },
      }),
    () =>
      door('site', 403, 'program/refused', {
        headers: { 'sec-fetch-site': pick(['cross-site', 'same-site', 'same-origin', letters(4)]) },
      }),
    () =>
      door('preflight', 403, 'program/refused', {
        method: 'OPTIONS',
        headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
      }),
    () =>
      door('method', 405, 'program/wrong-method', {
        method: pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND']),
        path: postPath(),
      }),
    () =>
      door('method of the state', 405, 'program/wrong-method', {
        method: pick(['POST', 'PUT', 'DELETE', 'HEAD']),
        path: pick(['/v1/state', '/v1/events']),
      }),
    () =>
      door('path', 404, 'program/no-such-path', {
        path: pick([
          '/',
          '/v1',
          '/v1/',
          '/v1/open/',
          '/V1/OPEN',
          '/v1/open?x=1',
          '//v1/open',
          '/v1/%6fpen',
          '/v1/../v1/open',
          '/rpc',
          '/events',
          '/open',
          '/v1/__proto__',
          '/v1/constructor',
          '/v1/programs.add',
          '/v1/open;x',
          `/v1/${letters(8)}`,
          `/${letters(2_000)}`,
        ]),
      }),
    () =>
      door('type', 415, 'program/not-json', {
        path: postPath(),
        headers: { 'content-type': pick([...badTypes(), 'application/json; charset=gbk']) },
      }),
    () =>
      door('size', 413, 'program/too-large', {
        path: postPath(),
        body: large(pick(['item', 'reference', 'citizen'])),
      }),
    () => door('JSON', 400, 'program/bad-json', { path: postPath(), body: pick(badJson()) }),
    () => door('shape', 400, 'request/bad-input', { body: pick(badShapes()) }),
    () =>
      door('shape of ask', 400, 'request/bad-input', {
        path: '/v1/ask',
        body: pick([
          '[]',
          'null',
          '{"level":5}',
          '{"reference":7}',
          deep(4_000),
          `{"reference":"${letters(200)}"}`,
        ]),
      }),
    () =>
      door('shape of close', 400, 'request/bad-input', {
        path: '/v1/close',
        body: pick([
          '{}',
          '[]',
          '{"reason":7}',
          '{"reason":"left","level":1}',
          `{"reason":"${letters(40)}"}`,
        ]),
      }),
    () =>
      door('role: no command of others behind it', 404, 'program/no-such-path', {
        path: `/v1/${pick(['sign-in', 'unrated', 'next', 'log.export', 'programs', 'hall.enrol'])}`,
        body: '{}',
      }),
    () => ({
      ...door('no HTTP', 400, 'program/bad-request'),
      raw: pick([
        `${text(40).replace(/[\r\n]/g, '')}\r\n\r\n`,
        'POST /v1/open HTTP/9.9\r\n\r\n',
        'POST /v1/open HTTP/1.1\r\nhost x\r\n\r\n',
        `POST /v1/open HTTP/1.1\r\nHost: ${target.door}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`,
        `POST /v1/open HTTP/1.1\r\nHost: ${target.door}\r\nContent-Length: -1\r\n\r\n`,
        `GET /v1/state HTTP/1.1\r\nHost: ${target.door}\r\nX: ${letters(20_000)}\r\n\r\n`,
        '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n',
      ]),
    }),
  ]

  const bridge = (
    why: string,
    status: number,
    codes: readonly string[] | null,
    changed: Partial<Hostile> = {},
  ): Hostile => {
    const method = changed.method ?? 'POST'
    return {
      why: `bridge: ${why}`,
      at: 'bridge',
      method,
      path: '/rpc',
      body: method === 'POST' ? STATE : undefined,
      status,
      codes: method === 'HEAD' ? null : codes,
      ...changed,
      headers: { ...(method === 'POST' ? json : {}), cookie: target.cookie, ...changed.headers },
    }
  }
  const call = (method: string, input: unknown = {}) => ({ body: JSON.stringify({ method, input }) })
  const asProgram = { headers: { cookie: '', authorization: `Bearer ${target.bridgeToken}` } }
  const REFUSED = ['request/refused']
  const clerks = [
    'counter.next',
    'counter.ask-again',
    'counter.unrated',
    'counter.pause',
    'counter.resume',
    'matter.open',
    'matter.ask',
    'matter.item',
    'items.search',
    'session.sign-out',
    'session.lock',
  ]
  const installers = [
    'device.ports',
    'device.connect',
    'device.send',
    'device.monitor',
    'device.captures',
    'config.get',
    'config.set',
    'hall.enrol',
    'log.verify',
    'log.export',
    'programs.list',
    'programs.add',
    'programs.remove',
    'programs.folder',
    'programs.launch',
    'programs.set-launch',
  ]
  const programs = ['program.open', 'program.ask', 'program.close', 'program.state']

  const BRIDGE: (() => Hostile)[] = [
    () =>
      bridge('no session', 401, REFUSED, {
        headers: {
          cookie: pick([
            '',
            'guiping=',
            `guiping=${letters(32)}`,
            'guiping=program',
            'guiping=__proto__',
            'guiping=constructor',
            `other=${letters(9)}`,
          ]),
        },
      }),
    () =>
      bridge('token', 401, REFUSED, {
        headers: {
          cookie: '',
          authorization: pick([
            'Bearer x',
            `Bearer ${letters(43)}`,
            `Bearer ${target.doorToken}`,
            `Basic ${target.bridgeToken}`,
            `Bearer ${target.bridgeToken}x`,
            '',
          ]),
        },
      }),
    () =>
      bridge('token beside a good cookie', 401, REFUSED, {
        headers: { authorization: `Bearer ${letters(43)}` },
      }),
    () => bridge('origin', 403, REFUSED, { headers: { origin: pick(badOrigins()) } }),
    () => bridge('host', 403, REFUSED, { headers: { host: pick(badHosts(target.bridge)) } }),
    () =>
      bridge('site', 403, REFUSED, {
        headers: { 'sec-fetch-site': pick(['cross-site', 'same-site', letters(5)]) },
      }),
    () => bridge('type', 403, REFUSED, { headers: { 'content-type': pick(badTypes()) } }),
    () => bridge('size', 413, ['request/bad-input'], { body: large('method') }),
    () => bridge('JSON', 400, ['request/bad-input'], { body: pick(badJson()) }),
    () =>
      bridge('shape', 400, ['request/bad-input'], {
        body: pick([
          '[]',
          '"x"',
          'null',
          '7',
          '{}',
          '{"method":1}',
          '{"method":null}',
          '{"method":["state.get"]}',
          deep(4_000),
          '{"input":{}}',
        ]),
      }),
    () =>
      bridge('method', 404, REFUSED, { method: pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) }),
    () =>
      bridge('path', 404, REFUSED, {
        path: pick(['/rpc/', '/RPC', '/events', '/v1/open', '/open', `/${letters(9)}`, '/rpc/__proto__']),
      }),
    () =>
      bridge(
        'unknown command',
        200,
        ['request/unknown-method'],
        call(
          pick([
            '',
            '__proto__',
            'constructor',
            'toString',
            'hasOwnProperty',
            'state.get ',
            'STATE.GET',
            'state',
            'program',
            'program.rate',
            text(12),
            letters(500),
          ]),
          pick([{}, null, [], 7]),
        ),
      ),
    () =>
      bridge(
        'role of a page',
        200,
        ['request/role'],
        call(
          pick([...clerks, ...installers, ...programs]),
          pick([{}, null, { reason: 'left' }, { role: 'it' }]),
        ),
      ),
    () =>
      bridge('role of a program', 200, ['request/role'], {
        ...asProgram,
        ...call(pick([...installers, 'session.sign-out', 'session.lock', 'session.leave', 'delivery.now'])),
      }),
    () =>
      bridge(
        'input',
        200,
        ['request/bad-input'],
        call(
          pick(['state.get', 'setup.passwords', 'practice.pad']),
          pick([{ extra: 1 }, [], 7, 'x', { roles: ['it'] }]),
        ),
      ),
    () =>
      bridge('input of a program', 200, ['request/bad-input'], {
        ...asProgram,
        ...call(
          pick(['program.open', 'program.ask', 'program.state', 'matter.open']),
          pick([{ extra: 1 }, [], 7, 'x', { reference: letters(300) }, { role: 'it' }]),
        ),
      }),
    () =>
      bridge('input with a prototype', 400, ['request/bad-input'], {
        ...asProgram,
        body: `{"method":"program.open","input":{"__proto__":{"item":"A01"}}}`,
      }),
    () =>
      bridge('another role by a page', 400, ['request/bad-input'], {
        body: JSON.stringify({
          method: 'programs.add',
          input: { name: 'evil' },
          as: { role: 'it', password: letters(8) },
        }),
      }),
    () =>
      bridge('another role in no form', 400, ['request/bad-input'], {
        ...asProgram,
        body: JSON.stringify({
          method: 'programs.add',
          input: { name: 'evil' },
          as: pick([null, 7, 'it', {}, { role: 'it' }, { role: 'it', password: 'x', more: 1 }, ['it', 'x']]),
        }),
      }),
    () =>
      bridge('events without a session', 401, REFUSED, {
        method: 'GET',
        path: '/events',
        headers: { cookie: pick(['', `guiping=${letters(32)}`, 'guiping=program']) },
      }),
    () =>
      bridge('events by a token', 401, REFUSED, {
        method: 'GET',
        path: '/events',
        headers: { cookie: '', authorization: `Bearer ${letters(40)}` },
      }),
    () =>
      bridge('events from elsewhere', 403, REFUSED, {
        method: 'GET',
        path: '/events',
        headers: pick<Record<string, string>>([
          { origin: pick(badOrigins()) },
          { host: pick(badHosts(target.bridge)) },
        ]),
      }),
    () =>
      bridge('code of the page', 401, null, {
        method: 'GET',
        path: `/open?code=${letters(32)}`,
        headers: { cookie: '' },
      }),
    () => ({
      ...bridge('no HTTP', 400, REFUSED),
      raw: pick([
        `${text(30)}\r\n\r\n`,
        'GET /events HTTP/9.9\r\n\r\n',
        `POST /rpc HTTP/1.1\r\nHost: ${target.bridge}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`,
      ]),
    }),
  ]

  // Every kind comes up, and then whichever the numbers say.
  const kinds = [...DOOR, ...BRIDGE]
  return Array.from({ length: count }, (_, at) => (kinds[at] ?? pick(kinds))())
}
