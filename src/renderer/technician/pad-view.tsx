import type { CheckKey } from '../../shared/check.ts'
import type { MonitorEvent } from '../../shared/commands.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { keyWords } from './words.ts'

/** @returns the newest key press on the wire; null before the first. */
const newestKey = (events: readonly MonitorEvent[]) => {
  const event = events.findLast(({ heard }) => heard?.type === 'key')
  return event?.heard?.type === 'key' ? { key: event.heard.key, number: event.number } : null
}

/** The pad as it stands on the counter. A key lights up when it is pressed; one that was pressed keeps its mark. */
export const PadView = ({ keys, events }: { keys: readonly CheckKey[]; events: readonly MonitorEvent[] }) => {
  const { t, language } = useText()
  const newest = newestKey(events)
  const lit = keys.find(({ key }) => key === newest?.key)
  return (
    <section className="card" aria-label={t('pad-view.title')}>
      <h2>{t('pad-view.title')}</h2>
      {keys.length === 0 && <p className="empty">{t('pad-view.none')}</p>}
      <ol className="pad-keys">
        {keys.map((key) => (
          <li
            // A new press of the same key begins its light anew.
            key={key === lit ? `${key.key} ${newest?.number}` : key.key}
            className={`pad-key ${key === lit ? 'lit' : ''} ${key.presses > 0 ? 'pressed' : ''}`}
          >
            <span className="pad-key-name">{keyWords(key, language)}</span>
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
      <output className="unseen" aria-live="polite">
        {lit && t('pad-view.said', { meaning: keyWords(lit, language) })}
      </output>
    </section>
  )
}
