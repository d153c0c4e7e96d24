import type { CounterView } from '../../shared/views.ts'
import { leftNow } from '../counter-time.ts'
import { secondsLeft } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { Ring } from '../parts/ring.tsx'
import { useNow } from '../parts/use-now.ts'
import { useSelected, useUnreachable } from '../wire/use-store.ts'

/** The rating window as a ring that empties, with the seconds left. Nothing about the answer. */
export const AskRing = ({ counter, size }: { counter: CounterView; size: number }) => {
  const { t } = useText()
  const unreachable = useUnreachable()
  const counterAt = useSelected((state) => state.counterAt)
  const now = useNow(counter.ask !== null && !unreachable)
  const left = leftNow(counter, counterAt, Math.max(now, counterAt))
  if (!counter.ask || left === null) return null
  const seconds = unreachable ? '?' : secondsLeft(left)
  const share = unreachable ? 0 : left / counter.ask.windowMs
  return (
    <Ring share={share} size={size} label={t('matter.seconds-left', { seconds })}>
      <span className="ring-seconds" style={{ fontSize: Math.max(14, size * 0.34) }}>
        {seconds}
      </span>
    </Ring>
  )
}
