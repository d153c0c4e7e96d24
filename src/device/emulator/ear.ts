/** The pad's side of the wire: what the PC says to it, as command names. */
import type { Profile } from '../../shared/profile.ts'
import { hear } from '../framing/hear.ts'
import { voiceOf } from '../framing/speech.ts'
import { parseTemplate, type Template } from '../framing/template.ts'

/**
 * Bytes in, the commands they complete out: `ask`, `thanks`, …, `probe`, `heartbeat`, `ack` for the answer to a
 * rating. A text or a number that was said stands behind: `stars 5`, `show 七号`. The line protocol's unknown lines
 * come as they are.
 */
export interface Ear {
  push(bytes: Uint8Array): string[]
}

/** Bytes held for a command that is not whole; noise longer than this is forgotten. */
const MAX_HELD = 512
const LINE_END = Buffer.from('\r\n')

interface Word {
  name: string
  template: Template
}

const wordsOf = (profile: Profile): Word[] =>
  [
    ...Object.entries(profile.commands),
    ['probe', profile.probe?.send] as const,
    ['heartbeat', profile.heartbeat?.send] as const,
    ['ack', profile.codec === 'framed' ? profile.acknowledge : null] as const,
  ].flatMap(([name, text]) => {
    const template = typeof text === 'string' ? parseTemplate(text) : ''
    return typeof template === 'string' ? [] : [{ name, template }]
  })

export const createEar = (profile: Profile): Ear => {
  const voice = voiceOf(profile)
  const words = wordsOf(profile)
  let held: Buffer = Buffer.alloc(0)

  /** The first command at the start of what is held; `more`: one may still become whole; null: none. */
  const next = (): { size: number; heard: string } | 'more' | null => {
    let more = false
    for (const { name, template } of words) {
      const found = hear(template, voice, held)
      if (found === 'more') more = true
      else if (found) return { size: found.size, heard: found.said === '' ? name : `${name} ${found.said}` }
    }
    return more ? 'more' : null
  }
  /** An unknown line of the line protocol, or one byte of anything else. */
  const drop = (): { size: number; heard: string | null } | 'more' => {
    if (profile.codec !== 'line') return { size: 1, heard: null }
    const end = held.indexOf(LINE_END)
    if (end < 0) return held.length > MAX_HELD ? { size: held.length, heard: null } : 'more'
    return { size: end + LINE_END.length, heard: end === 0 ? null : held.subarray(0, end).toString('utf8') }
  }
  return {
    push: (bytes) => {
      const heard: string[] = []
      held = Buffer.concat([held, bytes])
      while (held.length > 0) {
        const found = next() ?? drop()
        if (found === 'more') break
        if (found.heard !== null) heard.push(found.heard)
        held = held.subarray(found.size)
      }
      return heard
    },
  }
}
