import type { DisplayView } from '../../shared/display.ts'
import { useText } from '../i18n/i18n.ts'

const STAR = 'M12 2.5l2.9 6.1 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6L2.5 9.5l6.6-.9Z'

const Stars = ({ stars }: { stars: number }) => {
  const { t } = useText()
  return (
    <div className="display-stars" role="img" aria-label={t('display.stars', { stars })}>
      {[1, 2, 3, 4, 5].map((place) => (
        <svg key={place} viewBox="0 0 24 24" className={place <= stars ? 'full' : ''} aria-hidden="true">
          <path d={STAR} />
        </svg>
      ))}
    </div>
  )
}

/** Who serves here, so that one knows whom one rates. */
export const Clerk = ({ clerk }: { clerk: NonNullable<DisplayView['clerk']> }) => {
  const { t } = useText()
  return (
    <aside className="display-clerk">
      {clerk.photo ? (
        <img className="display-photo" src={clerk.photo} alt="" draggable={false} />
      ) : (
        <div className="display-photo display-initial" aria-hidden="true">
          {[...clerk.name][0]}
        </div>
      )}
      <div className="display-name">{clerk.name}</div>
      <div className="display-number">{t('display.number', { number: clerk.number })}</div>
      {clerk.stars !== null && <Stars stars={clerk.stars} />}
    </aside>
  )
}
