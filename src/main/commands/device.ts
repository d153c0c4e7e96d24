/** What technicians do with the keypad: choose, check, watch. */
import { keysOf } from '../../device/check/facts.ts'
import { proposePorts } from '../../device/detect/propose.ts'
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

/** Detection and learning take the port from the link: not in the middle of a check. */
const atTheBench = async (parts: Parts, start: () => Result<void>): Promise<Done> => {
  if (parts.counter.state().shift) return fail('pad/shift-open')
  const check = parts.check.view()
  if (check && check.steps.at(-1)?.state !== 'ok') return fail('bench/checking')
  if (check) await parts.check.stop()
  return done(start())
}

const saveKeypad = async (parts: Parts, keypad: Config['keypad']): Promise<Done> => {
  await parts.loan.end(null)
  parts.check.forget()
  const used = await parts.keypad.use(keypad)
  return used.ok ? done(parts.storeKeypad(parts.keypad.used())) : used
}

export const deviceRuns = {
  'device.ports': async (parts) => {
    const ports = await listPorts()
    const { bridges } = parts
    const known = parts.settings.config().keypad?.identity ?? null
    const proposed = proposePorts(ports, bridges.ok ? bridges.value : new Map(), known)
    const rows = proposed.flatMap(({ port, reason, chip, apart }) => {
      const info = ports.find((one) => one.port === port)
      return info ? [{ ...info, proposal: { reason, chip, apart } }] : []
    })
    return ok(await Promise.all(rows.map(async (info) => ({ ...info, heldBy: await holderOf(info.port) }))))
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

  'device.detect-start': (parts, { ports }) => atTheBench(parts, () => parts.detection.start(ports)),
  'device.detect': (parts) => offDuty(parts, () => ok(parts.detection.view())),
  'device.detect-stop': async (parts) => {
    await parts.detection.stop()
    return ok({})
  },
  'device.learn-start': (parts, from) => atTheBench(parts, () => parts.learning.start(from)),
  'device.learn-captures': (parts, { captures }) =>
    offDuty(parts, async () => done(await parts.learning.fromCaptures(captures))),
  'device.learn-again': (parts, { levels }) => atTheBench(parts, () => parts.learning.again(levels)),
  'device.learn': (parts) => offDuty(parts, () => ok(parts.learning.view())),
  'device.learn-stop': async (parts) => {
    await parts.learning.stop()
    return ok({})
  },
  'device.learn-save': async (parts, { name, title }) =>
    offDuty(parts, async () => done(await parts.learning.save(name, title))),

  'device.check-start': async (parts, choice) =>
    offDuty(parts, async () => {
      await parts.loan.end(null)
      return done(await parts.check.start(choice))
    }),
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
