/** Hotkeys: what a key does, and what technicians do about it. */
import { z } from 'zod'
import { actionSchema } from '../hotkeys/actions.ts'
import { layerSchema } from '../hotkeys/layer.ts'
import { decisionSchema, hotkeysViewSchema, keyTestSchema } from '../hotkeys/view.ts'
import { whySchema } from '../hotkeys/why.ts'
import { contract, done, TECHNICIAN, WORK } from './contract.ts'
import { didSchema } from './work.ts'

const keys = z.string().max(64)
const layer = z.strictObject({ layer: layerSchema })

export const hotkeyCommands = {
  /**
   * Does what the action's key does. `here`: the page that asks shows the answer itself; otherwise the clerk's pages
   * are told, because the clerk is in another program.
   */
  'hotkeys.act': contract(
    WORK,
    z.strictObject({ action: actionSchema, here: z.boolean().default(false) }),
    didSchema.nullable(),
  ),
  /** No hotkey fires while the card terminal works; ends by itself. */
  'hotkeys.pause': contract(['clerk', 'program', 'technician'], z.strictObject({ on: z.boolean() }), done),

  /** `fresh`: read the files anew. */
  'hotkeys.get': contract(
    TECHNICIAN,
    z.strictObject({ fresh: z.boolean().default(false) }),
    hotkeysViewSchema,
  ),
  /** What this PC's settings would come to, without saving them. */
  'hotkeys.preview': contract(TECHNICIAN, layer, z.array(decisionSchema)),
  /** All or nothing: one key that may not be or that another program has, and nothing changes. */
  'hotkeys.save': contract(TECHNICIAN, layer, done),
  /** Why a key does what it does, or nothing. */
  'hotkeys.explain': contract(['clerk', 'technician', 'it'], z.strictObject({ keys }), whySchema),

  /** Only while no shift is open. A test ends after its time, with its page, or when a shift opens. */
  'hotkeys.test-start': contract(TECHNICIAN, z.strictObject({ test: keyTestSchema }), done),
  /** A key that came to the page during a test. */
  'hotkeys.test-key': contract(TECHNICIAN, z.strictObject({ keys }), done),
  /** `save`: the keys that the clash test found are left to the other programs from now on. */
  'hotkeys.test-end': contract(TECHNICIAN, z.strictObject({ save: z.boolean() }), done),
} as const
