import { Input } from 'antd'
import { memo } from 'react'
import { formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { outcomeWords } from '../i18n/reason.ts'
import { STATE_TEXT } from '../parts/announcer.tsx'
import { Field } from '../parts/field.tsx'
import { NextButton } from '../parts/next-button.tsx'
import { NoticeLine } from '../parts/notice-line.tsx'
import { PAUSE_TEXT } from '../parts/pause.ts'
import { snapshotOf, useSection, useSelected } from '../wire/use-store.ts'
import { AskRing } from './ask-ring.tsx'
import { ItemField } from './item-field.tsx'
import { MatterClock } from './matter-clock.tsx'
import { OtherSteps } from './other-steps.tsx'
import { Steps } from './steps.tsx'
import type { useUnratedFor } from './unrated-for.ts'
import type { Desk, Notice } from './use-desk.ts'

/** What the last matter came to: rated or not, never how. */
const LastMatter = () => {
  const { t, language } = useText()
  const host = useSection('host')
  const row = useSelected((page) => snapshotOf(page).today?.matters.find(({ outcome }) => outcome !== 'open'))
  if (!row) return null
  return (
    <p className="last">
      {t('matter.last')} {formatTime(row.openedAt, language)} {row.item.name} ·{' '}
      {outcomeWords(row, host, language, t)}
    </p>
  )
}

/** The clock of the matter in hand, the ring of an open ask, or what is the matter instead. */
const MatterFigure = () => {
  const { t } = useText()
  const counter = useSection('counter')
  const padOnline = useSelected((page) => snapshotOf(page).pad.state === 'online')
  const { state, matter, pauseReason } = counter
  const paused = state === 'paused' && (
    <p className="figure-text">
      {t('matter.paused', { reason: pauseReason ? t(PAUSE_TEXT[pauseReason]) : '' })}
    </p>
  )
  if (state === 'asked')
    return (
      <div className="matter-figure">
        <AskRing counter={counter} size={128} />
        <div>
          <p className="figure-text">{t(padOnline ? 'matter.please-press' : 'matter.pad-away')}</p>
          <MatterClock counter={counter} slim />
        </div>
      </div>
    )
  return (
    <div className="matter-figure">
      {matter ? (
        <MatterClock counter={counter} />
      ) : (
        paused || <p className="figure-text">{t('matter.ready')}</p>
      )}
      {matter && paused}
      {state === 'idle' && <LastMatter />}
    </div>
  )
}

interface ReferenceProps {
  reference: string
  onReference: (reference: string) => void
  onNext: () => void
}

/** The reference of the matter in hand, or the field for the next one's. */
const Reference = memo(({ reference, onReference, onNext }: ReferenceProps) => {
  const { t } = useText()
  const open = useSelected((page) => snapshotOf(page).counter.matter !== null)
  const given = useSelected((page) => snapshotOf(page).counter.matter?.reference)
  return (
    <>
      {given && (
        <div className="field">
          <span className="field-name">{t('matter.reference')}</span>
          <span className="reference">{given}</span>
        </div>
      )}
      {/* Hidden, not left out: the last field of its kind that goes takes its style sheet with it, and the whole page is styled anew. */}
      <Field label={t('matter.reference-hint')} hidden={open}>
        {(id) => (
          <Input
            id={id}
            value={reference}
            maxLength={128}
            autoComplete="off"
            onChange={(event) => onReference(event.target.value)}
            onPressEnter={onNext}
          />
        )}
      </Field>
    </>
  )
})

/** Which matters of this citizen wait for their rating. */
const Waiting = () => {
  const { t } = useText()
  const { waiting } = useSection('counter')
  if (waiting.length === 0) return null
  return (
    <p className="soft">
      {t('visit.waiting', { count: waiting.length })}
      {' · '}
      {waiting.map(({ item }) => item.name).join(' · ')}
    </p>
  )
}

const State = () => {
  const { t } = useText()
  const state = useSelected((page) => snapshotOf(page).counter.state)
  return <h2 className={`state ${state}`}>{t(STATE_TEXT[state])}</h2>
}

const Next = ({ desk, onNext }: { desk: Desk; onNext: () => void }) => {
  const host = useSection('host')
  const next = useSelected((page) => snapshotOf(page).counter.next)
  return <NextButton host={host} next={next} onNext={onNext} isSettled={desk.isSettled} />
}

interface MatterCardProps extends ReferenceProps {
  desk: Desk
  notice: Notice
  onSearch: () => void
  unrated: ReturnType<typeof useUnratedFor>
}

/** The matter in hand with its one big next step. Each part looks at what it shows alone. */
export const MatterCard = memo((props: MatterCardProps) => {
  const { desk, notice, onNext, onSearch, unrated } = props
  const { t } = useText()
  return (
    <section className={`card matter ${unrated.open ? 'choosing' : ''}`} aria-label={t('matter.title')}>
      <div className="matter-top">
        <State />
        <Steps />
      </div>
      <MatterFigure />
      <div className="matter-fields">
        <ItemField onOpen={onSearch} />
        <Reference reference={props.reference} onReference={props.onReference} onNext={onNext} />
      </div>
      <Waiting />
      <NoticeLine notice={notice} onClose={() => desk.setNotice(null)} />
      <div className="matter-steps">
        <Next desk={desk} onNext={onNext} />
        <OtherSteps desk={desk} unrated={unrated} />
      </div>
    </section>
  )
})
