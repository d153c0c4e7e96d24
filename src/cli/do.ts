/** `guiping do` and `guiping matter`: one use of a key, for shortcuts, scripts and the tax software. */
import { Argument, Command } from 'commander'
import { z } from 'zod'
import { readDoor } from '../main/door.ts'
import { isErrorCode } from '../shared/errors.ts'
import { dataDir } from './auth.ts'
import { EXIT, printJson, stop } from './io.ts'

const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
])

/** Sends one command to the running program and prints its answer; a refusal is a "no" (exit status 1). */
const send = async (data: string | undefined, method: string, input: unknown): Promise<void> => {
  const door = readDoor(dataDir(data))
  if (!door.ok) return stop(door.error)
  let answer: unknown
  try {
    const response = await fetch(`${door.value.url}/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${door.value.token}` },
      body: JSON.stringify({ method, input }),
    })
    answer = await response.json()
  } catch {
    // door.json is left over from a program that was killed.
    return stop({ code: 'host/not-running' })
  }
  const reply = replySchema.safeParse(answer)
  if (!reply.success) return stop({ code: 'host/not-running' })
  if (reply.data.ok) return printJson(reply.data.value)
  process.stderr.write(`${reply.data.error.message}\n`)
  process.exitCode = isErrorCode(reply.data.error.code) ? EXIT.no : EXIT.couldNot
}

const ACTIONS = ['next', 'unrated', 'pause', 'resume', 'show', 'state'] as const
type Action = (typeof ACTIONS)[number]

const DO: Record<Action, (reason: string | undefined) => [method: string, input: object]> = {
  next: () => ['counter.next', {}],
  unrated: (reason) => ['counter.unrated', { reason: reason ?? 'other' }],
  pause: (reason) => ['counter.pause', { reason: reason ?? 'meeting' }],
  resume: () => ['counter.resume', {}],
  show: () => ['window.show', {}],
  state: () => ['counter.state', {}],
}

export const doCommand = (): Command =>
  new Command('do')
    .description('one key of the running program: for shortcuts and scripts')
    .addArgument(new Argument('<action>').choices(ACTIONS))
    .argument('[reason]', 'for unrated and pause')
    .option('--data <dir>', 'data folder')
    .action((action: Action, reason: string | undefined, options: { data?: string }) =>
      send(options.data, ...DO[action](reason)),
    )

export const matterCommand = (): Command => {
  const matter = new Command('matter').description('matters of the running program: for the tax software')
  matter
    .command('open')
    .option('--item <code>', 'item code')
    .option('--reference <text>', 'the tax software’s own number of the matter')
    .option('--data <dir>', 'data folder')
    .action(({ data, ...input }: { data?: string; item?: string; reference?: string }) =>
      send(data, 'matter.open', input),
    )
  matter
    .command('ask')
    .option('--data <dir>', 'data folder')
    .action(({ data }: { data?: string }) => send(data, 'matter.ask', {}))
  matter
    .command('close')
    .argument('<reason>', 'why it ends without a rating')
    .option('--data <dir>', 'data folder')
    .action((reason: string, { data }: { data?: string }) => send(data, 'counter.unrated', { reason }))
  matter
    .command('state')
    .option('--data <dir>', 'data folder')
    .action(({ data }: { data?: string }) => send(data, 'counter.state', {}))
  return matter
}
