import type { DeliveryView, PadView } from '../../shared/views.ts'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { useUnreachable } from '../wire/use-store.ts'
import { Icon, type IconName } from './icon.tsx'

type Tone = 'good' | 'warn' | 'bad' | 'soft'
type Look<Key> = { tone: Tone; icon: IconName; text: Key }

const PAD: Record<PadView['state'], Look<PlainKey>> = {
  none: { tone: 'soft', icon: 'none', text: 'pad.none' },
  connecting: { tone: 'warn', icon: 'spin', text: 'pad.connecting' },
  online: { tone: 'good', icon: 'check', text: 'pad.online' },
  lost: { tone: 'bad', icon: 'cross', text: 'pad.lost' },
  blocked: { tone: 'bad', icon: 'warn', text: 'pad.blocked' },
}
/** An open port alone proves no pad. */
const UNHEARD: Look<PlainKey> = { tone: 'good', icon: 'plug', text: 'pad.connected' }
const UNKNOWN: Look<PlainKey> = { tone: 'soft', icon: 'none', text: 'pad.unknown' }

/** The keypad's light: an icon and a word; `slim` keeps the word for hover and screen readers. */
export const PadLight = ({ pad, slim = false }: { pad: PadView; slim?: boolean }) => {
  const { t } = useText()
  const unreachable = useUnreachable()
  const unheard = pad.state === 'online' && !pad.heard
  const { tone, icon, text } = unreachable ? UNKNOWN : unheard ? UNHEARD : PAD[pad.state]
  const words = t(text === 'pad.connected' ? 'pad.not-heard' : text)
  const title = pad.port ? `${words} · ${pad.port}` : words
  return (
    <span className={`light ${tone}`} title={title} role="img" aria-label={words}>
      <Icon name={icon} />
      {!slim && <span>{t(text)}</span>}
    </span>
  )
}

const DELIVERY: Record<DeliveryView['state'], Look<`delivery.${DeliveryView['state']}`>> = {
  none: { tone: 'soft', icon: 'none', text: 'delivery.none' },
  delivered: { tone: 'good', icon: 'cloud', text: 'delivery.delivered' },
  waiting: { tone: 'warn', icon: 'cloud', text: 'delivery.waiting' },
  trouble: { tone: 'bad', icon: 'warn', text: 'delivery.trouble' },
}

/** The delivery light with the number of entries that wait; `slim` shows icon and number alone. */
export const DeliveryLight = ({ delivery, slim = false }: { delivery: DeliveryView; slim?: boolean }) => {
  const { t, language } = useText()
  const unreachable = useUnreachable()
  const { tone, icon, text } = DELIVERY[delivery.state]
  const waiting = unreachable ? '?' : formatCount(delivery.waiting, language)
  const words = unreachable ? t('delivery.unknown') : t(text, { waiting })
  return (
    <span className={`light ${unreachable ? 'soft' : tone}`} title={words} role="img" aria-label={words}>
      <Icon name={unreachable ? 'none' : icon} />
      <span>{slim ? waiting : words}</span>
    </span>
  )
}
