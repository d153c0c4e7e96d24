import { describe, expect, it } from 'vitest'
import { bodiesOf, delivered, makeBench, until } from './bench.ts'
import { HALL_URL, TROUBLES } from './fake-hall.ts'

const bodies = (rows: { body: string }[]) => rows.map((row) => row.body)

describe('delivery', () => {
  it('compares heads first, then delivers every entry byte for byte, in order', async () => {
    const bench = await delivered(1203)
    expect(bodies(bench.hall.rows)).toEqual(bodies(bench.entries()))
    expect(bench.acked()).toBe(1203)
    expect(bench.hall.requests.map(({ method, from }) => [method, from])).toEqual([
      ['GET', null],
      ['POST', 1],
      ['POST', 501],
      ['POST', 1001],
    ])
    expect(bench.delivery.view()).toEqual({
      state: 'delivered',
      hall: HALL_URL,
      waiting: 0,
      lastContactAt: bench.clock.now(),
      trouble: null,
    })
  })
  it('zips what is larger than 1 KiB and nothing else', async () => {
    const bench = await delivered(2)
    expect(bench.hall.requests.at(-1)?.zipped).toBe(false)
    bench.write(1, 'x'.repeat(2000))
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.hall.requests.at(-1)?.zipped).toBe(true)
    expect(bench.acked()).toBe(3)
  })
  it('sends at once when told to, and of itself after a few seconds', async () => {
    const bench = await delivered(1)
    bench.write(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.acked()).toBe(2)
    bench.write(1)
    bench.clock.advance(5000)
    await until(() => bench.acked() === 3)
  })
  it('has one request under way, whoever asks', async () => {
    const bench = await delivered(1)
    bench.write(700)
    bench.delivery.deliverNow()
    const rosters = [bench.delivery.fetchRoster(), bench.delivery.fetchRoster()]
    bench.delivery.deliverNow()
    await Promise.all([...rosters, bench.delivery.idle()])
    expect(bench.acked()).toBe(701)
    expect(bench.hall.atOnce).toBe(1)
  })
  it('reports how far the hall clock is ahead at each contact', async () => {
    const bench = makeBench()
    bench.hall.ahead = 90_000
    bench.write(1)
    bench.delivery.start()
    await bench.delivery.idle()
    expect(bench.offsets).toEqual([90_000, 90_000])
  })
  it('says how many entries wait and why, as soon as that changes', async () => {
    const bench = await delivered(1)
    bench.hall.always = 'down'
    bench.write(3)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.views.map(({ state, waiting }) => [state, waiting])).toEqual([
      ['waiting', 1],
      ['delivered', 0],
      ['waiting', 3],
      ['trouble', 3],
    ])
    expect(bench.views.at(-1)?.trouble?.code).toBe('hall/unreachable')
  })
  it('sends nothing and says nothing after it was stopped', async () => {
    const bench = await delivered(1)
    bench.hall.always = 'hang'
    bench.write(1)
    bench.delivery.deliverNow()
    await until(() => bench.hall.requests.length === 3)
    const seen = bench.views.length
    await bench.delivery.stop()
    bench.delivery.deliverNow()
    bench.clock.advance(3_600_000)
    expect(bench.hall.requests).toHaveLength(3)
    expect(bench.views).toHaveLength(seen)
  })
})

describe('a hall in trouble', () => {
  it.each(TROUBLES)('(%s) costs nothing: all arrives once when it is over', async (trouble) => {
    const bench = await delivered(2)
    bench.hall.always = trouble
    bench.write(4)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.acked()).toBe(2)
    expect(bench.delivery.view().state).toBe('trouble')
    bench.hall.always = null
    bench.clock.advance(60_000)
    await until(() => bench.acked() === 6)
    expect(bodies(bench.hall.rows)).toEqual(bodies(bench.entries()))
    await bench.delivery.idle()
    expect(bench.delivery.view()).toMatchObject({ state: 'delivered', trouble: null })
  })
  it.each([
    ['down', 'hall/unreachable'],
    ['proxy-error', 'hall/internal'],
    ['signed-error', 'hall/internal'],
    ['garbage', 'hall/not-a-hall'],
    ['signed-garbage', 'hall/bad-request'],
    ['wrong-key', 'hall/wrong-key'],
    ['replay', 'hall/wrong-key'],
  ] as const)('(%s) is named as %s', async (trouble, code) => {
    const bench = await delivered(1)
    bench.hall.always = trouble
    bench.write(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.delivery.view().trouble?.code).toBe(code)
    expect(bench.incidents.map(([told]) => told)).toEqual(code === 'hall/wrong-key' ? [code] : [])
  })
  it('does not get the same entries twice when only its answer was lost', async () => {
    const bench = await delivered(1)
    bench.write(2)
    bench.hall.troubles = ['lose-reply']
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.acked()).toBe(1)
    bench.clock.advance(1000)
    await until(() => bench.acked() === 3)
    expect(bench.hall.requests.slice(-2).map(({ method }) => method)).toEqual(['POST', 'GET'])
  })
  it('that acknowledges what it was not sent is not believed', async () => {
    const bench = await delivered(2)
    bench.write(1)
    bench.hall.troubles = ['lie']
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.acked()).toBe(2)
    expect(bench.delivery.view().trouble).toEqual({ code: 'hall/fork', params: { common: 2 } })
    bench.clock.advance(1000)
    await until(() => bench.acked() === 3)
    await bench.delivery.idle()
    expect(bench.delivery.view().trouble).toBeNull()
  })
  it('that never answers is given up after ten seconds and tried again', async () => {
    const bench = await delivered(1)
    bench.write(1)
    bench.hall.troubles = ['hang']
    bench.delivery.deliverNow()
    await until(() => bench.hall.requests.length === 3)
    bench.clock.advance(9999)
    expect(bench.delivery.view().trouble).toBeNull()
    bench.clock.advance(1)
    await until(() => bench.delivery.view().trouble?.code === 'hall/unreachable')
    bench.clock.advance(1000)
    await until(() => bench.acked() === 2)
  })
  it('is tried again for ever, with growing waits of up to a minute', async () => {
    const bench = await delivered(1, () => 0.999999)
    bench.hall.always = 'down'
    bench.write(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    const waits: number[] = []
    for (let attempt = 0; attempt < 40; attempt++) {
      const before = bench.hall.requests.length
      let waited = 0
      while (bench.hall.requests.length === before) {
        bench.clock.advance(500)
        waited += 500
        await Promise.resolve()
      }
      waits.push(waited)
      await bench.delivery.idle()
    }
    expect(waits.slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
    expect(waits.at(-1)).toBe(60_000)
    bench.hall.always = null
    bench.clock.advance(60_000)
    await until(() => bench.acked() === 2)
  })
  it('is tried at once when a rating is to be delivered', async () => {
    const bench = await delivered(1, () => 0.999999)
    bench.hall.troubles = ['down']
    bench.write(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.acked()).toBe(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.acked()).toBe(2)
  })
  it('that refuses an entry is an incident, told once however often it is tried', async () => {
    const bench = await delivered(1)
    bench.hall.refusal = { code: 'hall/bad-entry', status: 422 }
    bench.write(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = bench.hall.requests.length
      bench.clock.advance(60_000)
      await until(() => bench.hall.requests.length >= before + 2)
      await bench.delivery.idle()
      expect(bench.delivery.view().trouble?.code).toBe('hall/bad-entry')
    }
    expect(bench.incidents.map(([code]) => code)).toEqual(['hall/bad-entry'])
  })
})

describe('comparing heads', () => {
  it('finds a hall that was restored from a backup, and sends again what it lost', async () => {
    const bench = await delivered(10)
    bench.hall.rows.splice(4)
    await bench.restart()
    expect(bodies(bench.hall.rows)).toEqual(bodies(bench.entries()))
    expect(bench.incidents).toEqual([])
  })
  it('finds it within ten minutes without a restart or a new entry', async () => {
    const bench = await delivered(10)
    bench.hall.rows.splice(4)
    bench.clock.advance(590_000)
    expect(bench.hall.rows).toHaveLength(4)
    bench.clock.advance(15_000)
    await until(() => bench.hall.rows.length === 10)
  })
  it('finds a PC that was rolled back to an image, and lets the hall see once what is written there from then on', async () => {
    const bench = await delivered(10)
    bench.replaceLog(bodiesOf(6), 6)
    const posts = () => bench.hall.requests.filter(({ method }) => method === 'POST').length
    const before = posts()
    await bench.restart()
    expect(bench.delivery.view()).toMatchObject({
      state: 'trouble',
      trouble: { code: 'hall/fork', params: { common: 6 } },
    })
    expect(bench.incidents).toEqual([['hall/fork', expect.stringContaining('第 6 条后不一致')]])
    expect(posts()).toBe(before)
    bench.write(3, 'other')
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    const kept = bodies(bench.entries()).slice(6)
    expect(bench.hall.forks).toEqual(kept)
    expect(bench.hall.rows).toHaveLength(10)
    bench.write(3, 'more')
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.hall.forks).toEqual(kept)
    expect(bench.incidents).toHaveLength(1)
    expect(bench.delivery.view().trouble).toEqual({ code: 'hall/fork', params: { common: 6 } })
  })
  it('lets the hall see both versions once where a rolled-back PC went on writing, then stops', async () => {
    const bench = await delivered(10)
    bench.replaceLog([...bodiesOf(6), ...bodiesOf(30, 'other').slice(6)], 6)
    await bench.restart()
    expect(bench.delivery.view().trouble).toEqual({ code: 'hall/fork', params: { common: 6 } })
    expect(bench.hall.forks).toEqual(bodiesOf(30, 'other').slice(6))
    expect(bench.acked()).toBe(6)
    const posts = bench.hall.requests.filter(({ method }) => method === 'POST').length
    for (let check = 0; check < 3; check++) {
      const before = bench.hall.requests.length
      bench.clock.advance(605_000)
      await until(() => bench.hall.requests.length > before)
      await bench.delivery.idle()
    }
    expect(bench.hall.requests.filter(({ method }) => method === 'POST')).toHaveLength(posts)
    expect(bench.incidents).toHaveLength(1)
    expect(bench.acked()).toBe(6)
  })
  it('goes on by itself once a fork is mended', async () => {
    const bench = await delivered(10)
    const whole = bodies(bench.entries())
    bench.replaceLog(whole.slice(0, 6), 6)
    await bench.restart()
    bench.replaceLog(whole, 6)
    bench.write(2)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.hall.rows).toHaveLength(12)
    expect(bench.delivery.view()).toMatchObject({ state: 'delivered', trouble: null })
  })
  it('rewinds to what the hall wants when it says that entries are missing', async () => {
    const bench = await delivered(10)
    bench.hall.rows.splice(4)
    bench.write(1)
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.hall.requests.slice(-2).map(({ from }) => from)).toEqual([11, 5])
    expect(bench.hall.rows).toHaveLength(11)
  })
})

describe('a log altered here', () => {
  it('without its hashes is found by the hall when it is sent: an incident that names the entry', async () => {
    const bench = await delivered(2)
    bench.write(3)
    bench.tamper(4, '{"text":"entry","n":40}')
    bench.delivery.deliverNow()
    await bench.delivery.idle()
    expect(bench.delivery.view().trouble).toMatchObject({ code: 'hall/bad-link', params: { seq: 5 } })
    expect(bench.incidents).toEqual([['hall/bad-link', expect.stringContaining('第 5 条')]])
    expect(bench.hall.rows).toHaveLength(2)
  })
})

describe('the window’s number', () => {
  it('is told with every comparison of heads, and a change within seconds', async () => {
    const bench = await delivered(1)
    expect(bench.hall.station).toBe('7')
    bench.station = '8 号/东&西'
    bench.clock.advance(5000)
    await bench.delivery.idle()
    expect(bench.hall.station).toBe('8 号/东&西')
    const asked = bench.hall.requests.length
    bench.clock.advance(5000)
    await bench.delivery.idle()
    expect(bench.hall.requests).toHaveLength(asked)
  })
})

describe('the roster', () => {
  it('comes signed, or not at all', async () => {
    const bench = await delivered(1)
    expect(await bench.delivery.fetchRoster()).toMatchObject({ ok: true, value: { staff: [] } })
    bench.hall.troubles = ['wrong-key', 'signed-garbage', 'down']
    for (const code of ['hall/wrong-key', 'hall/bad-request', 'hall/unreachable'])
      expect(await bench.delivery.fetchRoster()).toMatchObject({ ok: false, error: { code } })
  })
})
