/** USB fingerprints as data (resources/usb/*.json). They identify the bridge, never the keypad behind it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/result.ts'

const usbId = z.string().regex(/^[0-9a-f]{4}$/i, 'not four hex digits')

const bridgeSchema = z.strictObject({
  vendorId: usbId,
  productId: usbId,
  chip: z.string().min(1).max(32),
  /** Whether keypads with this bridge are known; the others are bridges all the same. */
  seenOnKeypads: z.boolean(),
  /** brltty: the braille driver of Linux takes it away. code-10: clones fail with newer Windows drivers. */
  trouble: z.array(z.enum(['brltty', 'code-10'])),
  source: z.string().min(1),
})
export type Bridge = z.infer<typeof bridgeSchema>

const fileSchema = z.strictObject({ note: z.string(), bridges: z.array(bridgeSchema) })

/** USB ids come in either letter case, by system and by who wrote them down. */
const idOf = (vendorId: string, productId: string) => `${vendorId}:${productId}`.toUpperCase()

export type Bridges = ReadonlyMap<string, Bridge>

/** Reads every `*.json` of `dir`. @returns detect/bad-fingerprints with the file and the place of what is wrong. */
export const loadBridges = (dir: string): Result<Bridges> => {
  const bridges = new Map<string, Bridge>()
  let file = dir
  try {
    for (const name of readdirSync(dir).sort()) {
      if (!name.endsWith('.json')) continue
      file = join(dir, name)
      const parsed = fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        return fail('detect/bad-fingerprints', { file, why: `${issue?.path.join('.')}: ${issue?.message}` })
      }
      for (const bridge of parsed.data.bridges) bridges.set(idOf(bridge.vendorId, bridge.productId), bridge)
    }
    return ok(bridges)
  } catch (error) {
    return fail('detect/bad-fingerprints', {
      file,
      why: error instanceof Error ? error.message : String(error),
    })
  }
}

/** @returns the bridge with these ids, in whatever letter case; null where it is not listed or the port has none. */
export const findBridge = (
  bridges: Bridges,
  port: { vendorId: string | null; productId: string | null },
): Bridge | null =>
  port.vendorId && port.productId ? (bridges.get(idOf(port.vendorId, port.productId)) ?? null) : null
