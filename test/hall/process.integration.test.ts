import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Hall } from '../../src/hall/hall.ts'
import { sampleRoster } from '../../src/hall/sample.ts'
import { checkPassword } from '../../src/keys/password.ts'
import { makeKeyPair } from '../../src/keys/request.ts'
import { addRating, freshDir, later, makeLog, openHall, push, send } from './kit.ts'

const PROGRAM = fileURLToPath(new URL('./run-hall.ts', import.meta.url))
const run = promisify(execFile)

/** Runs a command to its end. @returns its exit status and what it said. */
const command = async (...words: string[]): Promise<{ status: number; out: string; err: string }> => {
  try {
    const { stdout, stderr } = await run(process.execPath, [PROGRAM, ...words])
    return { status: 0, out: stdout, err: stderr }
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'code' in error && 'stderr' in error)) throw error
    return { status: Number(error.code), out: String(error.stdout), err: String(error.stderr) }
  }
}

interface Served {
  child: ChildProcess
  first: { url: string; adminPassword: string | null; code: string }
  ended: Promise<number | null>
}

const serve = async (data: string, ...more: string[]): Promise<Served> => {
  const child = spawn(
    process.execPath,
    [PROGRAM, 'serve', '--data', data, '--port', '0', '--json', ...more],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  later(() => {
    child.kill('SIGKILL')
  })
  const lines = createInterface({ input: child.stdout })
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    lines.once('close', () => reject(new Error('ended without a word')))
  })
  return { child, first: JSON.parse(line), ended }
}

/** What `serve` says to people before it waits, and its end. */
const served = async (
  data: string,
  ...more: string[]
): Promise<{ said: string; end: () => Promise<void> }> => {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--data', data, '--port', '0', ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  later(() => {
    child.kill('SIGKILL')
  })
  let said = ''
  for await (const part of child.stdout) {
    said += String(part)
    if (said.includes('Ctrl+C')) break
  }
  const end = () => {
    child.kill('SIGINT')
    return ended
  }
  return { said, end }
}

/** Enrols at a hall of which only the URL and a code are known. */
const enrolAt = async (url: string, code: string) => {
  const keys = makeKeyPair()
  const body = Buffer.from(JSON.stringify({ code, station: '7', publicKey: keys.publicKey }))
  const answer = await send({ url, publicKey: '' } as Hall, null, { method: 'POST', path: '/v1/enrol', body })
  expect(answer.status).toBe(200)
  const hall = { url, publicKey: String(answer.body['hallKey']) } as Hall
  return { hall, counter: { id: String(answer.body['counter']), keys } }
}

describe('a hall that is killed', () => {
  it('in the middle of its work has lost nothing that it acknowledged, three times over', async () => {
    const data = freshDir()
    const log = makeLog()
    for (let n = 0; n < 4000; n++) addRating(log, 4)
    let { child, first, ended } = await serve(data)
    let { hall, counter } = await enrolAt(first.url, first.code)
    let acked = 0
    for (let round = 0; round < 3; round++) {
      // Keep appends in flight and kill at the third answer: some are stored and not answered, none the other way.
      let answers = 0
      for (;;) {
        const answer = await push(hall, counter, log, { from: acked + 1, to: acked + 7 }).catch(() => null)
        if (!answer) break
        expect(answer.status).toBe(200)
        acked = Number(answer.body['acked'])
        answers++
        if (answers === 3) child.kill('SIGKILL')
      }
      await ended
      ;({ child, first, ended } = await serve(data))
      hall = { ...hall, url: first.url }
      const head = await send(hall, counter, { path: `/v1/logs/${log.id}/head?seq=${acked}` })
      expect(head).toMatchObject({ status: 200, signed: true })
      expect(head.body['at']).toBe(log.hashes[acked])
      acked = Number(head.body['acked'])
      expect(head.body['head']).toBe(log.hashes[acked])
    }
    expect(acked).toBeGreaterThanOrEqual(63)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const verified = await command('verify', '--data', data, '--json')
    expect(verified.status).toBe(0)
    expect(JSON.parse(verified.out)).toMatchObject({
      ok: true,
      logs: [{ entries: acked, head: log.hashes[acked] }],
    })
  })
})

describe('guiping hall', () => {
  it('serve prints where it is, a password once and a code; enrol gives another beside it; SIGINT ends it', async () => {
    const data = freshDir()
    const { child, first, ended } = await serve(data, '--sample')
    expect(first.adminPassword).toMatch(/^[a-z0-9-]{14}$/)
    expect((await command('enrol', '--data', data)).out).toMatch(/^登记码 [a-z0-9]{4}-[a-z0-9]{4}（/)
    const { out, status } = await command('enrol', '--data', data, '--json')
    expect(status).toBe(0)
    const { hall, counter } = await enrolAt(first.url, JSON.parse(out).code)
    await enrolAt(first.url, first.code)
    const roster = await send(hall, counter, { path: '/v1/roster' })
    expect(roster.body['staff']).toHaveLength(6)
    // A PC that takes another's place: the code is for that counter alone.
    const replacing = await command('enrol', '--data', data, '--replaces', counter.id, '--json')
    const placed = await enrolAt(first.url, JSON.parse(replacing.out).code)
    expect(placed.counter.id).toBe(counter.id)
    expect(await send(hall, counter, { path: '/v1/roster' })).toMatchObject({ status: 401 })
    expect(await command('enrol', '--data', data, '--replaces', 'nobody')).toMatchObject({
      ...{ status: 3, out: '', err: expect.stringContaining('hall/no-counter') },
    })
    const second = await command('serve', '--data', data, '--port', '0')
    expect(second).toMatchObject({ status: 3, out: '' })
    expect(second.err).toContain('(data/in-use)')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  it('serve without a list of staff says how to import one', async () => {
    const data = freshDir()
    const { said } = await served(data)
    expect(said).toContain(`guiping hall import --data ${data} --staff staff.csv`)
    expect(said).not.toMatch(/sample-/)
  })

  it('serve names a sample clerk when it puts the samples in, whose password is right; the command for another code works as printed', async () => {
    const data = freshDir()
    const { said, end } = await served(data, '--sample')
    const [, number, password] = /工号 (\d+)，密码 (\S+)/.exec(said) ?? []
    const sample = await sampleRoster('resources/sample')
    const staff = sample.ok ? sample.value.roster.staff : []
    const clerk = staff.find((person) => person.number === number)
    expect(await checkPassword(password ?? '', clerk?.verifier ?? null)).toBe(true)
    const [, next = ''] = /^ {2}guiping hall (enrol .*)$/m.exec(said) ?? []
    expect((await command(...next.split(' '))).out).toMatch(/^登记码 /)
    await end()
    expect((await served(data, '--sample')).said).not.toContain('密码')
  })

  it('says in one sentence what it cannot do', async () => {
    const data = freshDir()
    const cases: [words: string[], status: number, code: string][] = [
      [['serve', '--data', data, '--host', '0.0.0.0'], 3, 'hall/insecure'],
      [['serve', '--data', data, '--tls-cert', 'x'], 2, 'cli/missing'],
      [['serve', '--data', data, '--tls-cert', 'x', '--tls-key', 'y'], 3, 'cli/file'],
      [['enrol', '--data', data], 3, 'data/no-log'],
      [['verify', '--data', join(data, 'none')], 3, 'data/no-log'],
    ]
    const answers = await Promise.all(cases.map(([words]) => command(...words)))
    for (const [index, [words, status, code]] of cases.entries()) {
      expect(answers[index]?.status, words.join(' ')).toBe(status)
      expect(answers[index]?.err, words.join(' ')).toContain(`(${code})`)
    }
  })

  it('verify says no with status 1, and password gives a new one', async () => {
    const { hall, data } = await openHall()
    const { counter } = await enrolAt(hall.url, hall.makeCode())
    const log = makeLog()
    addRating(log, 2)
    await push(hall, counter, log)
    const reset = await command('password', '--data', data, '--json')
    const form = new URLSearchParams({ password: JSON.parse(reset.out).adminPassword })
    const login = await fetch(`${hall.url}/login`, { method: 'POST', body: form, redirect: 'manual' })
    expect(login.status).toBe(303)
    const db = new Sqlite(join(data, 'hall.db'))
    db.exec("DROP TRIGGER entry_stays; UPDATE entry SET body = body || ' ' WHERE seq = 2")
    db.close()
    const verified = await command('verify', '--data', data)
    expect(verified.status).toBe(1)
    expect(verified.out).toContain('从第 2 条起不完整')
    writeFileSync(join(data, 'hall.db'), 'x')
    expect((await command('verify', '--data', data)).err).toContain('(data/not-a-log)')
  })
})
