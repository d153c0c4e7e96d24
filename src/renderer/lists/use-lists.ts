import { useEffect, useState } from 'react'
import type { ListsResult } from '../../shared/commands/lists.ts'
import type { Output } from '../../shared/commands.ts'
import type { Fault } from '../../shared/result.ts'
import { useStore } from '../wire/use-store.ts'

/** Bytes of a part: with base64 and JSON around it well under the size of a request. */
const PART = 30_000

const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

export interface Chosen {
  upload: string
  name: string
}

/** Hands a file to the person as a download. */
const save = (name: string, data: string) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes]))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** What the card of lists does: upload and preview a file, import it, take the template out. */
export const useLists = () => {
  const store = useStore()
  const [present, setPresent] = useState<Output<'lists.get'> | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<ListsResult | null>(null)
  const [imported, setImported] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const hall = store.getState().snapshot?.delivery.hall ?? null

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when a hall comes or an import is done
  useEffect(() => {
    store.call('lists.get', {}).then((result) => result.ok && setPresent(result.value))
  }, [store, hall, imported])

  /** Runs one thing at a time; a refusal is shown until the next. */
  const doing = async (work: () => Promise<Fault | null>) => {
    setBusy(true)
    setFault(null)
    setFault(await work())
    setBusy(false)
  }

  const send = async (file: File, upload: string): Promise<Fault | null> => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    for (let part = 0; part === 0 || part * PART < bytes.length; part += 1) {
      const data = base64(bytes.subarray(part * PART, (part + 1) * PART))
      const sent = await store.call('lists.upload', { upload, part, data })
      if (!sent.ok) return sent.error
    }
    return null
  }

  return {
    present,
    chosen,
    preview,
    imported,
    busy,
    fault,
    choose: (file: File) =>
      doing(async () => {
        setPreview(null)
        setImported(false)
        const next = { upload: crypto.randomUUID(), name: file.name.slice(0, 255) }
        setChosen(next)
        const refused = await send(file, next.upload)
        if (refused) return refused
        const result = await store.call('lists.preview', next)
        if (!result.ok) return result.error
        setPreview(result.value)
        return null
      }),
    bring: () =>
      doing(async () => {
        if (!chosen) return null
        const result = await store.call('lists.import', chosen)
        if (!result.ok) return result.error
        setPreview(result.value)
        setImported(result.value.changes !== null)
        return null
      }),
    template: () =>
      doing(async () => {
        const made = await store.call('lists.template', {})
        if (!made.ok) return made.error
        save(made.value.name, made.value.data)
        return null
      }),
  }
}
