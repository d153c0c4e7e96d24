/** What technicians do with the keypad: choose, check, watch. */
import { keysOf } from '../../device/check/facts.ts'
import { listPorts } from '../../device/port/list.ts'
import { isAddressed } from '../../device/profiles/address.ts'
import type { Config } from '../../shared/config.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'
import { holderOf } from '../port-holders.ts'
import type { Runs } from './table.ts'

type Done = Result<Record<string, never>>
const done = (result: Result<void>): Done => (result.ok ? ok({}) : result)

/** Raw keys and bytes of the day are levels: nobody sees them while a shift is open. */
const offDuty = <T>(parts: Parts, run: () => T): T | Result<never> =>
  parts.counter.state().shift ? fail('pad/shift-open') : run()

const saveKeypad = async (parts: Parts, keypad: Config['keypad']): Promise<Done> => {
  parts.check.forget()
  const used = await parts.keypad.use(keypad)
  return used.ok ? done(parts.storeKeypad(parts.keypad.used())) : used
}

export const deviceRuns = {
  'device.ports': async () => {
    const ports = await listPorts()
    return ok(await Promise.all(ports.map(async (info) => ({ ...info, heldBy: await holderOf(info.port) }))))
  },
  'device.profiles': (parts) => {
    const read = parts.reloadProfiles()
    return ok({
      fault: read.ok ? null : read.error,
      profiles: [...parts.profiles.values()]
        .sort((a, b) => a.name.localeCompare(b.name))
        .map((profile) => ({
          name: profile.name,
          ...profile.title,
          addressed: isAddressed(profile),
          keys: keysOf(profile),
        })),
    })
  },
  'device.connect': (parts, keypad) => saveKeypad(parts, keypad),
  'device.disconnect': (parts) => saveKeypad(parts, null),
  'device.send': async (parts, { command }) => {
    const sent = await parts.keypad.send(command)
    parts.check.told(command, sent)
    return done(sent)
  },
  'device.monitor': (parts) => offDuty(parts, () => ok(parts.wire.view())),

  'device.check-start': async (parts, choice) =>
    offDuty(parts, async () => done(await parts.check.start(choice))),
  'device.check': (parts) => offDuty(parts, () => ok(parts.check.view())),
  'device.check-confirm': (parts, { step, ok: seen }) =>
    offDuty(parts, () => done(parts.check.confirm(step, seen))),
  'device.check-spoken': (parts) =>
    offDuty(parts, () => {
      parts.check.spoken()
      return ok({})
    }),
  'device.check-save': (parts) => offDuty(parts, () => done(parts.check.save())),
  'device.check-stop': async (parts) => done(await parts.check.stop()),

  'device.captures': async (parts) => offDuty(parts, async () => ok(await parts.captures.view())),
  'device.capture-start': async (parts, { name }) =>
    offDuty(parts, async () => done(await parts.captures.start(name))),
  'device.capture-stop': async (parts) => done(await parts.captures.stop()),
  'device.replay': async (parts, { name, profile }) =>
    offDuty(parts, () => parts.captures.replay(name, profile)),
} satisfies Partial<Runs>
