import type { CheckKey } from '../../shared/check.ts'
import type { MonitorEvent } from '../../shared/monitor.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { keyWords, labelsOf } from './words.ts'

interface PadViewProps {
  keys: readonly CheckKey[]
  events: readonly MonitorEvent[]
  /** Presses before this (ms UTC) are of another check. */
  since: number
}

/** @returns the newest key press since `since`; null before the first. */
const newestKey = ({ events, since }: PadViewProps) => {
  const event = events.findLast(({ heard, at }) => heard?.type === 'key' && at >= since)
  return event?.heard?.type === 'key' ? { key: event.heard.key, number: event.number } : null
}

/** The pad as it stands on the counter: levels above, causes below. The last key pressed is lit, pressed ones are marked. */
export const PadView = (props: PadViewProps) => {
  const { keys } = props
  const { t, language } = useText()
  const labels = labelsOf(keys)
  const newest = newestKey(props)
  const lit = keys.find(({ key }) => key === newest?.key)
  const rows = {
    levels: keys.filter(({ reason }) => reason === null),
    causes: keys.filter(({ reason }) => reason !== null),
  }
  return (
    <section className="card" aria-label={t('pad-view.title')}>
      <h2>{t('pad-view.title')}</h2>
      {keys.length === 0 && <p className="empty">{t('pad-view.none')}</p>}
      {keys.length > 0 && (
        <div className="pad">
          {Object.entries(rows).map(([name, row]) => (
            <ol key={name} className="pad-keys">
              {row.map((key) => (
                <li
                  // A new press of the same key begins its light anew.
                  key={key === lit ? `${key.key} ${newest?.number}` : key.key}
                  className={`pad-key ${key === lit ? 'lit' : ''} ${key.presses > 0 ? 'pressed' : ''}`}
                >
                  <span className="pad-key-name">{keyWords(key, language, labels)}</span>
                  <span className="pad-key-code mono">{key.key}</span>
                  <span className="pad-key-state">
                    {key.presses > 0 ? (
                      <>
                        <Icon name="check" /> {t('pad-view.presses', { times: key.presses })}
                      </>
                    ) : (
                      t('pad-view.not-yet')
                    )}
                  </span>
                </li>
              ))}
            </ol>
          ))}
        </div>
      )}
      <output className="unseen" aria-live="polite">
        {lit && t('pad-view.said', { meaning: keyWords(lit, language, labels) })}
      </output>
    </section>
  )
}
