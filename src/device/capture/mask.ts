/**
 * What a capture never holds: the names and telephone numbers in the text messages of zx tablets (follow-ups,
 * sign-in, speech). Field facts: zx messages are `S<number>`, fields between `||`, and an `E` (beango/zxclient
 * WorkForm.cs and the reads in its logs).
 *
 * Decided: masked, not dropped. Every byte that is not known to be harmless becomes `x`, so lengths, reads and
 * times stay as they were and a capture still shows what the tablet did. A list of what may stay is safer than a
 * list of what must go: a field is free text as soon as it is not one of SAFE. The mask stays on for the rest of
 * the stream once the separator has shown; before that, bytes that could be the beginning of a text are held back
 * until they are known to be none. A recording that begins in the middle of a message and never shows a separator
 * is the one case it cannot know; with the profile zx it is on from the first byte.
 */
export interface Mask {
  /** Takes the next bytes of the stream and masks them in place, and bytes of earlier pushes that were held. */
  push(bytes: Uint8Array): void
  /** How many of the last bytes may still be masked by what follows. */
  held(): number
  /** The stream has ended: nothing is held any more. */
  end(): void
}

const PIPE = 0x7c
const MASKED = 0x78
/** A run of text that is longer is decided without its end: masked in zx, left alone before. */
const MAX_HELD = 256

/** Whole fields that say nothing of a person. Four digits and more could be a telephone number. */
const SAFE: readonly RegExp[] = [
  /^\d{0,3}$/,
  /^-1$/,
  /^NULL$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:%20| )\d{1,2}:\d{1,2}:\d{1,2}$/,
  // A device address; one of digits alone could be a telephone number.
  /^(?=.*[A-F])[0-9A-F]{12}$/i,
]
/** Between messages: the end of one, whole ones without fields, the answer to a command, the beginning of one. */
const BETWEEN = /^E?(?:SE|S\d{1,3}E|RecvCmdOK|[\r\n])*(?:S\d{1,3})?$/
/** The same, where nothing has begun yet: it needs no next byte to be known. */
const ENDED = /^(?=.)E?(?:SE|S\d{1,3}E|RecvCmdOK|[\r\n])*$/
const RATING = /S02$/
/** The card of a rating stands first; it may be a staff number. */
const CARD = /^\d{4,6}$/

const isHarmless = (field: string, before: string): boolean =>
  BETWEEN.test(field) || SAFE.some((safe) => safe.test(field)) || (RATING.test(before) && CARD.test(field))

/** Control characters and FF stand in no text of zx: they end a run that looked like one. */
const endsText = (byte: number) => byte < 0x20 || byte === 0xff

/** @returns a mask for one direction of a line; `on` from the first byte where the profile is zx. */
export const createMask = (on: boolean): Mask => {
  /** The bytes of the field (or, while off, of the run of text) that is not decided yet: where each one is kept. */
  let run: { bytes: Uint8Array; at: number }[] = []
  let before = ''
  let pipes = 0
  let tooLong = false

  const textOf = () => run.map(({ bytes, at }) => String.fromCharCode(bytes[at] ?? 0)).join('')
  const cover = () => {
    for (const { bytes, at } of run) bytes[at] = MASKED
    run = []
  }
  const decide = () => {
    const text = textOf()
    if (tooLong || !isHarmless(text, before)) cover()
    before = text
    run = []
    tooLong = false
  }
  /** Everything since the last control character is read again as zx. */
  const turnOn = () => {
    const seen = run
    run = []
    on = true
    for (const { bytes, at } of seen) take(bytes, at)
  }
  const takeOff = (bytes: Uint8Array, at: number) => {
    const byte = bytes[at] ?? 0
    run.push({ bytes, at })
    pipes = byte === PIPE ? pipes + 1 : 0
    if (pipes === 2) {
      pipes = 0
      turnOn()
    } else if (endsText(byte) || run.length > MAX_HELD) run = []
  }
  const takeOn = (bytes: Uint8Array, at: number) => {
    if (bytes[at] === PIPE) {
      pipes += 1
      if (pipes === 1) return decide()
      pipes = pipes === 2 ? 0 : pipes
      return
    }
    pipes = 0
    run.push({ bytes, at })
    if (run.length <= MAX_HELD) return
    tooLong = true
    cover()
  }
  const take = (bytes: Uint8Array, at: number) => (on ? takeOn(bytes, at) : takeOff(bytes, at))

  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length; at += 1) take(bytes, at)
      // `||E` ends most reads: that is written at once.
      if (on && !tooLong && ENDED.test(textOf())) decide()
    },
    held: () => run.length,
    end: () => {
      if (on) decide()
      run = []
    },
  }
}
