/** A technician at a real program with emulated pads, for the tests of detection and learning. */
import { expect, onTestFinished } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import type { App } from '../../src/main/app.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { Input, Method, Output } from '../../src/shared/commands.ts'
import { must, profileNamed } from '../device/help.ts'
import { type Settings, testApp } from '../harness/test-app.ts'

export const padOn = async (
  profile: string,
  on: { tcp: number } | { pty: string } = { tcp: 0 },
): Promise<Emulator> => {
  const pad = must(await startEmulator({ profile: profileNamed(profile), on, clock: systemClock }))
  onTestFinished(() => pad.stop())
  return pad
}

export interface Bench {
  app: App
  session: string
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>
}

/** The program with a technician's session; `call` fails the test when a command is refused. */
export const bench = async (settings: Settings = {}): Promise<Bench> => {
  const app = await testApp(settings)
  const session = app.openSession()
  app.parts.sessions.grant(session, 'technician', null)
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const reply = await app.request(session, method, input)
    expect(reply, method).toMatchObject({ ok: true })
    return (reply as { value: Output<M> }).value
  }
  return { app, session, call }
}

export const online = (app: App, port: string) =>
  expect.poll(() => app.parts.keypad.view(), { timeout: 5_000 }).toMatchObject({ state: 'online', port })
