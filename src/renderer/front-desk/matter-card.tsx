import { Button, Input } from 'antd'
import type { CounterView, HostView, MatterRow } from '../../shared/views.ts'
import { formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { outcomeWords } from '../i18n/reason.ts'
import { STATE_TEXT } from '../parts/announcer.tsx'
import { Field } from '../parts/field.tsx'
import { NextButton } from '../parts/next-button.tsx'
import { NoticeLine } from '../parts/notice-line.tsx'
import { PAUSE_TEXT } from '../parts/pause.ts'
import { AskRing } from './ask-ring.tsx'
import { ItemField } from './item-field.tsx'
import { MatterClock } from './matter-clock.tsx'
import { Steps } from './steps.tsx'
import { UndoButton } from './undo-button.tsx'
import type { useUnratedFor } from './unrated-for.ts'
import { UnratedMenu } from './unrated-menu.tsx'
import type { Desk } from './use-desk.ts'

interface MatterCardProps {
  host: HostView
  counter: CounterView
  last: MatterRow | null
  desk: Desk
  /** For the next matter, while none is open. */
  reference: string
  onReference: (reference: string) => void
  onNext: () => void
  onSearch: () => void
  unrated: ReturnType<typeof useUnratedFor>
}

/** What the last matter came to: rated or not, never how. */
const LastMatter = ({ row, host }: { row: MatterRow; host: HostView }) => {
  const { t, language } = useText()
  return (
    <p className="last">
      {t('matter.last')} {formatTime(row.openedAt, language)} {row.item.name} ·{' '}
      {outcomeWords(row, host, language, t)}
    </p>
  )
}

/** The matter in hand with its one big next step. */
export const MatterCard = (props: MatterCardProps) => {
  const { host, counter, last, desk, onNext, onSearch, unrated } = props
  const { t } = useText()
  const { matter } = counter
  const idle = counter.state === 'idle'
  const reason = counter.pauseReason ? t(PAUSE_TEXT[counter.pauseReason]) : ''
  return (
    <section className="card matter" aria-label={t('matter.title')}>
      <div className="matter-top">
        <h2 className={`state ${counter.state}`}>{t(STATE_TEXT[counter.state])}</h2>
        <Steps counter={counter} />
      </div>

      <div className="matter-figure">
        {counter.state === 'asked' ? (
          <>
            <AskRing counter={counter} size={128} />
            <div>
              <p className="figure-text">{t('matter.please-press')}</p>
              <MatterClock counter={counter} slim />
            </div>
          </>
        ) : matter ? (
          <MatterClock counter={counter} />
        ) : (
          <p className="figure-text">
            {counter.state === 'paused' ? t('matter.paused', { reason }) : t('matter.ready')}
          </p>
        )}
        {counter.state === 'paused' && matter && (
          <p className="figure-text">{t('matter.paused', { reason })}</p>
        )}
        {idle && last && <LastMatter row={last} host={host} />}
      </div>

      <div className="matter-fields">
        <Field label={t('matter.item')}>
          {(id) => <ItemField id={id} item={matter?.item ?? counter.nextItem} onOpen={onSearch} />}
        </Field>
        {matter?.reference && (
          <div className="field">
            <span className="field-name">{t('matter.reference')}</span>
            <span className="reference">{matter.reference}</span>
          </div>
        )}
        {/* Hidden, not left out: the last field of its kind that goes takes its style sheet with it, and the whole page is styled anew. */}
        <Field label={t('matter.reference-hint')} hidden={matter !== null}>
          {(id) => (
            <Input
              id={id}
              value={props.reference}
              maxLength={128}
              autoComplete="off"
              onChange={(event) => props.onReference(event.target.value)}
              onPressEnter={onNext}
            />
          )}
        </Field>
      </div>

      {counter.waiting.length > 0 && (
        <p className="soft">
          {t('visit.waiting', { count: counter.waiting.length })}
          {' · '}
          {counter.waiting.map(({ item }) => item.name).join(' · ')}
        </p>
      )}

      <NoticeLine notice={desk.notice} onClose={() => desk.setNotice(null)} />
      <div className="matter-steps">
        <NextButton host={host} next={counter.next} onNext={onNext} isSettled={desk.isSettled} />
        {(counter.state === 'asked' || counter.state === 'serving' || unrated.closed) && (
          <div className="matter-other">
            <UnratedMenu
              host={host}
              open={unrated.open}
              onOpen={unrated.setOpen}
              closed={unrated.closed}
              onChoose={desk.unrated}
            />
            {counter.state === 'asked' && (
              <Button onClick={() => desk.askAgain()}>{t('matter.ask-again')}</Button>
            )}
            {counter.state === 'serving' && host.visit === 'one' && (
              <Button onClick={() => desk.add()}>{t('visit.add')}</Button>
            )}
            <UndoButton desk={desk} />
          </div>
        )}
      </div>
    </section>
  )
}
