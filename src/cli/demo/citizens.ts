/** The citizens of the demo: what each does at the keypad, as a table. */
import type { Emulator } from '../../device/emulator/emulator.ts'
import type { Level } from '../../shared/levels.ts'

/** What the demo's counter offers a citizen's script. */
export interface Scene {
  pad: Emulator
  level: Level
  /** Resolves once the keypad has been told `command` again. */
  told(command: 'ask' | 'thanks'): Promise<void>
  /** The clerk asks for the rating. */
  ask(): Promise<void>
  /** Resolves once the matter in hand has ended. */
  closed(): Promise<void>
  /** Resolves once the log holds `count` more presses than when the matter began. */
  logged(count: number): Promise<void>
}

export interface Citizen {
  name: string
  /** How the matter must end; null where either is right. */
  outcome: 'rated' | 'unrated' | null
  act(scene: Scene): Promise<void>
}

const presses: Citizen = {
  name: 'presses',
  outcome: 'rated',
  act: async ({ pad, level, told, ask, closed }) => {
    const asked = told('ask')
    await ask()
    await asked
    pad.press(level)
    await closed()
  },
}

const silent: Citizen = {
  name: 'does not press',
  outcome: 'unrated',
  act: async ({ ask, closed }) => {
    await ask()
    await closed()
  },
}

const twice: Citizen = {
  name: 'presses twice',
  outcome: 'rated',
  act: async (scene) => {
    const thanked = scene.told('thanks')
    await presses.act(scene)
    await thanked
    scene.pad.press(1)
    await scene.logged(2)
  },
}

const early: Citizen = {
  name: 'presses before being asked',
  outcome: 'rated',
  act: async (scene) => {
    scene.pad.press(1)
    await scene.logged(1)
    await presses.act(scene)
  },
}

/** The cable goes while half a frame is on the wire; the half is never a rating, the keypad is asked again after. */
const unplugged: Citizen = {
  name: 'presses as the cable goes',
  outcome: null,
  act: async ({ pad, level, told, ask, closed }) => {
    const asked = told('ask')
    await ask()
    await asked
    pad.sendPartial(level, 5)
    const ended = closed()
    const again = told('ask').then(() => true)
    await pad.unplug()
    await pad.replug()
    if (await Promise.race([again, ended.then(() => false)])) pad.press(level)
    await ended
  },
}

/** In this order at each counter, again and again. */
export const CITIZENS: readonly Citizen[] = [
  presses,
  silent,
  presses,
  twice,
  early,
  unplugged,
  presses,
  presses,
  presses,
  presses,
]

/** Levels given in turn, so that every level occurs. */
export const LEVELS_GIVEN: readonly Level[] = [5, 4, 5, 3, 2, 5, 1, 4, 5, 3]
