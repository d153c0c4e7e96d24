import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { LearnKey, LearnView } from '../../shared/learn.ts'
import { type Level, levelSchema } from '../../shared/levels.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine, type ShownFault } from '../parts/fault-line.tsx'
import { useCommand } from '../wire/use-store.ts'
import { KeyboardPad } from './keyboard-pad.tsx'
import { LearnCaptures } from './learn-captures.tsx'
import { LearnForm } from './learn-form.tsx'
import { LearnResult } from './learn-result.tsx'
import { PadKey } from './pad-view.tsx'
import type { Choices } from './use-choices.ts'
import { useLearn } from './use-learn.ts'
import type { LinkForm } from './use-link-form.ts'
import { useTyped } from './use-typed.ts'
import { keyWords, labelsOf } from './words.ts'

/** The keys that a fault is about: pressing them again may mend it. */
const levelsIn = ({ params = {} }: ShownFault): Level[] =>
  ['level', 'one', 'other'].flatMap((name) => {
    const level = levelSchema.safeParse(params[name])
    return level.success ? [level.data] : []
  })

type NameOf = (level: Level) => string

/** The pad's keys in the order of pressing: the one that is due is lit. */
const LearnPad = ({ keys, nameOf }: { keys: readonly LearnKey[]; nameOf: NameOf }) => {
  const { t } = useText()
  return (
    <section className="pad" aria-label={t('learn.pad')}>
      <ol className="pad-keys">
        {keys.map(({ level, presses, state }) => (
          <PadKey
            key={level}
            name={nameOf(level)}
            code={String(level)}
            state={
              state === 'due'
                ? t('learn.due')
                : state === 'done'
                  ? t('learn.got', { presses })
                  : t('learn.waiting')
            }
            lit={state === 'due'}
            pressed={state === 'done'}
          />
        ))}
      </ol>
    </section>
  )
}

/** What is to be done now, in one line that can be read out over the phone. */
const Now = ({ view, nameOf }: { view: LearnView; nameOf: NameOf }) => {
  const { t } = useText()
  const due = view.keys.find(({ state }) => state === 'due')
  const { times } = view
  const seconds = Math.ceil((view.leftMs ?? 0) / 1_000)
  return (
    <output className="check-summary" aria-live="polite">
      <strong>
        {due
          ? t('learn.press', { key: nameOf(due.level), presses: due.presses, times, seconds })
          : t(view.listening ? 'learn.opening' : 'learn.stopped')}
      </strong>
      <span className="mono">{t('learn.at', { port: view.port })}</span>
    </output>
  )
}

/** Ways on after a stop or a fault: the keys that it names, those that are left, or all anew. */
const Ways = ({ view, nameOf, look }: { view: LearnView; nameOf: NameOf; look: () => Promise<void> }) => {
  const { t } = useText()
  const again = useCommand('device.learn-again')
  const redo = view.fault ? levelsIn(view.fault) : []
  const rest = view.keys.some(({ state }) => state === 'waiting')
  return (
    <>
      <FaultLine fault={again.fault} />
      <div className="row">
        {redo.map((level) => (
          <Button key={level} type="primary" onClick={() => again.run({ levels: [level] }).then(look)}>
            {t('learn.redo', { key: nameOf(level) })}
          </Button>
        ))}
        {rest && (
          <Button type="primary" onClick={() => again.run({ levels: null }).then(look)}>
            {t('learn.rest')}
          </Button>
        )}
      </div>
    </>
  )
}

interface LearnCardProps extends Pick<Choices, 'look'> {
  form: LinkForm
}

/** Learns a new kind of keypad: its keys pressed as shown, the proposal looked at, named and saved. */
export const LearnCard = ({ look: lookAtChoices, form }: LearnCardProps) => {
  const { t, language } = useText()
  const { view, fault, look } = useLearn()
  const stop = useCommand('device.learn-stop')
  const [asking, setAsking] = useState<'pad' | 'captures' | null>(null)
  const typed = useTyped(view?.listening ?? false)
  const card = useRef<HTMLElement>(null)
  const listening = view?.listening ?? false
  useEffect(() => {
    if (listening) card.current?.focus()
  }, [listening])
  const labels = labelsOf(view?.keys ?? [])
  const nameOf: NameOf = (level) => keyWords({ level, reason: null }, language, labels)
  const saved = async (name: string, port: string) => {
    await Promise.all([look(), lookAtChoices()])
    form.fill({ port, profile: name, address: null, identity: null })
  }
  const choosing = listening ? null : asking
  const begun = () => {
    setAsking(null)
    void look()
  }
  return (
    <section className="card" aria-label={t('learn.title')} ref={card} tabIndex={-1}>
      <h2>{t('learn.title')}</h2>
      <p className="soft">{t('learn.text')}</p>
      <FaultLine fault={fault ?? stop.fault} />
      {view && !choosing && (
        <>
          {!view.learnt && <Now view={view} nameOf={nameOf} />}
          <LearnPad keys={view.keys} nameOf={nameOf} />
          <FaultLine fault={view.fault} />
          <KeyboardPad typed={typed} />
          {!listening && <Ways view={view} nameOf={nameOf} look={look} />}
          {view.learnt && (
            <LearnResult
              view={view}
              learnt={view.learnt}
              nameOf={nameOf}
              onSaved={(name) => saved(name, view.port)}
            />
          )}
        </>
      )}
      {choosing === 'pad' && <LearnForm port={form.port.trim()} onStart={begun} />}
      {choosing === 'captures' && <LearnCaptures onLearnt={begun} />}
      <div className="row">
        {listening && <Button onClick={() => stop.run({}).then(look)}>{t('learn.stop')}</Button>}
        {!listening && asking !== 'pad' && (
          <Button onClick={() => setAsking('pad')}>{t(view ? 'learn.again' : 'learn.title')}</Button>
        )}
        {!listening && asking !== 'captures' && (
          <Button onClick={() => setAsking('captures')}>{t('learn.from')}</Button>
        )}
      </div>
    </section>
  )
}
