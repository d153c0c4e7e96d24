/** The check and the wire in words of the page's language. */

import type { CheckEvidence, CheckKey, CheckStepView } from '../../shared/check.ts'
import type { Output } from '../../shared/commands.ts'
import type { Language } from '../../shared/errors.ts'
import { LABELS, type LabelSet, LEVELS } from '../../shared/levels.ts'
import type { Heard } from '../../shared/monitor.ts'
import type { PlainKey, Speak, TextKey } from '../i18n/zh-CN.ts'

/** @returns what was seen, e.g. `收到 18 字节`. */
export const evidenceWords = ({ code, params }: CheckEvidence, t: Speak): string => {
  // Which blanks a text has is only known per code: test/renderer checks that the steps fill each.
  const say = t as (key: TextKey, values: Record<string, string | number>) => string
  return say(`check.seen-${code}`, params ?? {})
}

export const stateWords = (state: CheckStepView['state'], t: Speak): string => t(`check.state-${state}`)

/** The words on a pad: five keys carry the older set; all pads known with fewer say 满意. */
export const labelsOf = (keys: readonly Pick<CheckKey, 'level'>[]): LabelSet =>
  keys.length === 0 || new Set(keys.map(({ level }) => level)).size === LEVELS.length ? '2010' : '2020'

/** @returns a key as it is labelled on the pad: its cause where it has one, else its level. */
export const keyWords = (
  { level, reason }: Pick<CheckKey, 'level' | 'reason'>,
  language: Language,
  labels: LabelSet,
): string => reason ?? LABELS[labels][level][language === 'zh-CN' ? 'zh' : 'en']

const ANSWERS: Record<'stuck' | 'ambiguous', PlainKey> = {
  stuck: 'device.heard-stuck',
  ambiguous: 'device.heard-ambiguous',
}

/** @returns what the program made of bytes, or what became of the link. */
export const heardWords = (heard: Heard, t: Speak, language: Language, labels: LabelSet): string => {
  switch (heard.type) {
    case 'key': {
      const { key, level, cause, flag } = heard
      const meaning =
        level === null ? t('device.heard-unlisted') : keyWords({ level, reason: cause }, language, labels)
      const words = t('device.heard-key', { key, meaning })
      return flag ? `${words} · ${t(ANSWERS[flag])}` : words
    }
    case 'dropped':
      return t('device.heard-dropped', { key: heard.key, why: t(`device.dropped-${heard.why}`) })
    case 'skip':
      return t('device.heard-skip', { why: t(`device.skip-${heard.why}`), bytes: heard.count })
    case 'answer':
      return heard.what === 'ack'
        ? t('device.heard-ack')
        : t(`device.heard-${heard.what}`, { text: heard.text })
    case 'link':
      return t(`device.link-${heard.state}`)
  }
}

/** @returns a port with its USB name, what USB proposes, and what holds it. */
export const portWords = (
  { port, name, vendorId, productId, heldBy, proposal }: Output<'device.ports'>[number],
  t: Speak,
): string => {
  const { chip, reason, apart } = proposal
  return [
    port,
    name,
    vendorId && `${vendorId}:${productId ?? '?'}`,
    chip && t('find.chip', { chip }),
    reason === 'remembered' && t('find.remembered'),
    reason === 'bridge-on-keypads' && t('find.likely'),
    apart === 'press' && vendorId && t('find.apart-press'),
    heldBy && t('device.held-by', { program: heldBy }),
  ]
    .filter(Boolean)
    .join(' · ')
}
