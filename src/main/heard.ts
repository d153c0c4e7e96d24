/** What pages are told of a key, a refusal or an answer: the same for the live wire and for a capture. */
import type { FrameEvent } from '../device/framing/framer.ts'
import type { Heard } from '../shared/monitor.ts'

/** @returns the event as pages see it. */
export const heardOf = (event: FrameEvent): Heard => {
  switch (event.type) {
    case 'key': {
      const { key, level, reason = null } = event
      return { type: 'key', key, level, cause: reason, flag: null }
    }
    case 'skip':
      return { type: 'skip', why: event.why, count: event.count }
    case 'ack':
      return { type: 'answer', what: 'ack', text: '' }
    case 'identity':
    case 'status':
      return { type: 'answer', what: event.type, text: event.text }
  }
}
