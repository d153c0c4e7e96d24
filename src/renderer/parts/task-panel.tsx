import { Button } from 'antd'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { stagedTaskSchema, type Task, type TasksView } from '../../shared/practice.ts'
import type { Fault } from '../../shared/result.ts'
import type { CounterView } from '../../shared/views.ts'
import { frontView } from '../front-view.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { goTo } from '../route.ts'
import { useCommand, useSnapshot, useStore } from '../wire/use-store.ts'
import { FaultLine } from './fault-line.tsx'
import { Icon, type IconName } from './icon.tsx'
import { LeavePractice } from './practice.tsx'
import { usePoll } from './use-now.ts'
import '../theme/tasks.css'

const LOOK_MS = 1000

const STATE: Record<TasksView['tasks'][number]['state'], { icon: IconName; text: PlainKey; tone: string }> = {
  done: { icon: 'check', text: 'tasks.done', tone: 'good' },
  present: { icon: 'out', text: 'tasks.present', tone: 'now' },
  later: { icon: 'none', text: 'tasks.later', tone: 'soft' },
}
const PLAYING = { unplug: 'tasks.playing-unplug', hall: 'tasks.playing-hall' } as const
const title = (task: Task): PlainKey => `task.${task}`
/** The big button changes under the one who reads this: what is left of the ask, by the state of the counter. */
const ASK_FROM: Partial<Record<CounterView['state'], PlainKey>> = {
  serving: 'task-do.ask-serving',
  asked: 'task-do.ask-asked',
}
const whatToDo = (task: Task, state: CounterView['state']): PlainKey =>
  (task === 'ask' ? ASK_FROM[state] : undefined) ?? `task-do.${task}`

/** @returns the tasks as the program sees them, asked for every second and whenever the counter has changed. */
const useTasks = () => {
  const store = useStore()
  const { counter, delivery } = useSnapshot()
  const [view, setView] = useState<TasksView | null>(null)
  const look = useCallback(async () => {
    const result = await store.call('practice.tasks', {})
    if (result.ok) setView(result.value)
  }, [store])
  usePoll(true, LOOK_MS, look)
  useEffect(() => {
    if (counter && delivery) look()
  }, [counter, delivery, look])
  return { view, look }
}

/** Where a host has windows of its own, it shows the keypad in the page; a browser gets a tab for it. */
const openPad = (windows: boolean) => (windows ? goTo('pad') : window.open('#/pad', 'guiping-pad'))

/** The practice keypad, and the way out of practice. */
const WaysOut = ({ children }: { children?: ReactNode }) => {
  const { t } = useText()
  const snapshot = useSnapshot()
  const [fault, setFault] = useState<Fault | null>(null)
  const line = useRef<HTMLDivElement>(null)
  // The panel ends below a small screen's edge.
  useEffect(() => {
    if (fault) line.current?.scrollIntoView({ block: 'nearest' })
  }, [fault])
  return (
    <>
      <div className="row tasks-ways">
        <Button onClick={() => openPad(snapshot.host.capabilities.bar === 'window')}>
          {t('practice.open-pad')}
        </Button>
        {children}
        {/* The pages to sign in and to unlock have their own, which ends the shift first. */}
        {frontView(snapshot, false) === 'desk' && <LeavePractice onFault={setFault} />}
      </div>
      <div ref={line}>
        <FaultLine fault={fault} />
      </div>
    </>
  )
}

/** What to do now, and what comes after it. The program says what is done; nothing is ticked off by hand. */
export const TaskPanel = () => {
  const { t } = useText()
  const { view, look } = useTasks()
  const { counter } = useSnapshot()
  const play = useCommand('practice.play')
  const reset = useCommand('practice.reset')
  const [open, setOpen] = useState(true)
  if (!view) {
    return (
      <aside className="tasks" aria-label={t('tasks.title')}>
        <WaysOut />
      </aside>
    )
  }

  const present = view.tasks.find(({ state }) => state === 'present')?.task
  const done = view.tasks.filter(({ state }) => state === 'done').length
  const staged = stagedTaskSchema.safeParse(present)
  const progress = t('tasks.progress', { done, all: view.tasks.length })
  if (!open) {
    return (
      <aside className="tasks tasks-shut" aria-label={t('tasks.title')}>
        <Button onClick={() => setOpen(true)}>
          {t('tasks.show')} · {progress}
        </Button>
      </aside>
    )
  }
  const begin = async () => {
    if (staged.success) await play.run({ task: staged.data })
    await look()
  }
  const again = async () => {
    await reset.run({})
    await look()
  }
  return (
    <aside className="tasks" aria-label={t('tasks.title')}>
      <div className="card-head">
        <h2>{t('tasks.title')}</h2>
        <span className="soft figure">{progress}</span>
        <Button type="text" onClick={() => setOpen(false)}>
          {t('tasks.hide')}
        </Button>
      </div>
      <div className="tasks-now" role="status">
        {present ? (
          <>
            <strong>{t(title(present))}</strong>
            <p>{t(whatToDo(present, counter.state))}</p>
          </>
        ) : (
          <p>{t('tasks.all-done')}</p>
        )}
        {view.playing && (
          <p className="warn">
            <Icon name="warn" /> {t(PLAYING[view.playing])}
          </p>
        )}
        {staged.success && !view.playing && (
          <Button type="primary" block onClick={begin} loading={play.busy}>
            {t('tasks.play')}
          </Button>
        )}
        <FaultLine fault={play.fault ?? reset.fault} />
      </div>
      <ol className="tasks-list">
        {view.tasks.map(({ task, state }) => {
          const { icon, text, tone } = STATE[state]
          return (
            <li key={task} className={tone} aria-current={state === 'present' ? 'step' : undefined}>
              <Icon name={icon} />
              <span>{t(title(task))}</span>
              <small>{t(text)}</small>
            </li>
          )
        })}
      </ol>
      {view.results.length > 0 && (
        <>
          <h3>{t('tasks.results')}</h3>
          <ul className="tasks-results">
            {view.results.map((one) => (
              <li key={one.number}>
                {one.name} <span className="soft figure">{one.number}</span>
                <span className="figure">
                  {t('tasks.progress', { done: one.done, all: view.tasks.length })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="soft">{t('tasks.not-work')}</p>
      <WaysOut>
        <Button href="#/display" target="guiping-display">
          {t('tasks.display')}
        </Button>
        <Button onClick={again} loading={reset.busy}>
          {t('tasks.reset')}
        </Button>
      </WaysOut>
    </aside>
  )
}
