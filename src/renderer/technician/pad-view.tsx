import type { CheckKey } from '../../shared/check.ts'
import type { MonitorEvent } from '../../shared/monitor.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { keyWords, labelsOf } from './words.ts'

interface PadKeyProps {
  name: string
  code: string
  /** What became of it, in words. */
  state: string
  lit: boolean
  pressed: boolean
}

/** One key of a drawn pad. */
export const PadKey = ({ name, code, state, lit, pressed }: PadKeyProps) => (
  <li className={`pad-key ${lit ? 'lit' : ''} ${pressed ? 'pressed' : ''}`}>
    <span className="pad-key-name">{name}</span>
    <span className="pad-key-code mono">{code}</span>
    <span className="pad-key-state">
      {pressed && <Icon name="check" />} {state}
    </span>
  </li>
)

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
                <PadKey
                  // A new press of the same key begins its light anew.
                  key={key === lit ? `${key.key} ${newest?.number}` : key.key}
                  name={keyWords(key, language, labels)}
                  code={key.key}
                  state={
                    key.presses > 0 ? t('pad-view.presses', { times: key.presses }) : t('pad-view.not-yet')
                  }
                  lit={key === lit}
                  pressed={key.presses > 0}
                />
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
