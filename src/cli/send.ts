/** Sends a command to the running program through its door (door.json). */
import { z } from 'zod'
import { readDoor } from '../main/door.ts'
import { isErrorCode } from '../shared/errors.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { dataDir } from './auth.ts'
import { EXIT, printJson, stop } from './io.ts'

const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
])
type Answer = z.infer<typeof replySchema>

/** Whose password goes with a command that changes settings. */
export interface As {
  role: string
  password: string
}

/** @returns the program's answer, or host/not-running. */
export const request = async (
  data: string | undefined,
  method: string,
  input: unknown,
  as?: As,
): Promise<Result<Answer>> => {
  const door = readDoor(dataDir(data))
  if (!door.ok) return door
  try {
    const response = await fetch(`${door.value.url}/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${door.value.token}` },
      body: JSON.stringify({ method, input, as }),
    })
    const reply = replySchema.safeParse(await response.json())
    return reply.success ? ok(reply.data) : fail('host/not-running')
  } catch {
    // door.json is left over from a program that was killed.
    return fail('host/not-running')
  }
}

/** Sends one command to the running program and shows its answer; a refusal is a "no" (exit status 1). */
export const send = async (
  data: string | undefined,
  method: string,
  input: unknown,
  show: (value: unknown) => void = printJson,
  as?: As,
): Promise<void> => {
  const reply = await request(data, method, input, as)
  if (!reply.ok) return stop(reply.error)
  if (reply.value.ok) return show(reply.value.value)
  const { code, message } = reply.value.error
  process.stderr.write(`${message}\n`)
  process.exitCode = COULD_NOT.has(code) || !isErrorCode(code) ? EXIT.couldNot : EXIT.no
}

/** A wrong password or a role that may not: the command was not carried out, which is no answer of the counter. */
const COULD_NOT = new Set([
  'session/wrong-technician-password',
  'session/wrong-it-password',
  'session/wait',
  'request/role',
])
