import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { EntryLine, Story } from '../../shared/log-view.ts'
import type { Fault } from '../../shared/result.ts'
import { formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { useStore } from '../wire/use-store.ts'
import { entryWords, hexPairs, kindWords, matterNote, pressWords, type Speech } from './words.ts'

/** What is looked at: a matter, or one entry that belongs to none. */
export type Shown = { matter: string } | { entry: EntryLine }

type StoryEntry = Story['entries'][number]

/** The bytes as they came, what they mean, and whether they say the same today. */
const Press = ({ entry, speech }: { entry: StoryEntry; speech: Speech }) => {
  const { t } = speech
  const { reread, fields } = entry
  if (entry.withheld) return <p className="soft">{t('log.withheld')}</p>
  return (
    <dl className="story-press">
      <dt>{t('log.meaning')}</dt>
      <dd>{pressWords(entry, speech)}</dd>
      <dt>{t('log.bytes')}</dt>
      <dd className="mono">{hexPairs(fields['bytes'])}</dd>
      {reread && (
        <dd className={`story-reread ${reread.verdict === 'different' ? 'bad' : 'soft'}`}>
          <Icon name={reread.verdict === 'same' ? 'check' : 'warn'} />{' '}
          {reread.verdict === 'different' &&
            t('log.reread-different', { key: reread.key ?? '–', level: reread.level ?? '–' })}
          {reread.verdict === 'no-profile' &&
            t('log.reread-no-profile', { profile: String(fields['profile']) })}
          {reread.verdict === 'same' && t('log.reread-same')}
          {reread.verdict === 'no-key' && t('log.reread-no-key')}
        </dd>
      )}
    </dl>
  )
}

const Step = ({ entry, speech }: { entry: StoryEntry; speech: Speech }) => {
  const { t, language } = speech
  const { kind, at, by, seq, raw } = entry
  return (
    <li>
      <p className="story-head">
        <strong>{raw === null ? kindWords(kind, t) : t('log.raw')}</strong>
        <span className="figure">{at === null ? '' : formatMoment(at, language)}</span>
        <span className="soft">{by ?? ''}</span>
        <small className="story-seq soft figure">{t('log.entry', { seq })}</small>
      </p>
      {kind === 'key.pressed' ? <Press entry={entry} speech={speech} /> : <p>{entryWords(entry, speech)}</p>}
      {raw === null && (
        <details>
          <summary>{t('log.fields')}</summary>
          <pre className="mono">{JSON.stringify(entry.fields, null, 1)}</pre>
        </details>
      )}
    </li>
  )
}

interface StoryPanelProps {
  shown: Shown
  speech: Speech
  onClose(): void
}

/** One matter from its opening to its end, entry by entry, down to the bytes. */
export const StoryPanel = ({ shown, speech, onClose }: StoryPanelProps) => {
  const { t } = useText()
  const store = useStore()
  const [story, setStory] = useState<Story | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const id = 'matter' in shown ? shown.matter : null
  const alone = 'entry' in shown ? shown.entry : null

  useEffect(() => {
    title.current?.focus()
    if (id === null) {
      setStory(alone && { matter: null, entries: [{ ...alone, reread: null }] })
      setFault(null)
      return
    }
    let current = true
    store.call('log.story', { matter: id }).then((result) => {
      if (!current) return
      setStory(result.ok ? result.value : null)
      setFault(result.ok ? null : result.error)
    })
    return () => {
      current = false
    }
  }, [store, id, alone])

  const matter = story?.matter ?? null
  return (
    <aside className="card story" aria-label={t('log.story')}>
      <div className="card-head">
        <h2 ref={title} tabIndex={-1}>
          {matter ? matter.item.name : t('log.story')}
        </h2>
        <Button onClick={onClose}>{t('log.story-close')}</Button>
      </div>
      <FaultLine fault={fault} />
      {matter && (
        <p>
          {[
            t(`log.outcome-${matter.outcome}`),
            matterNote(matter, speech),
            matter.reference ?? '',
            matter.staff ?? '',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      )}
      {story && !matter && <p className="soft">{t('log.story-none')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
      <ol className="story-steps" tabIndex={0}>
        {story?.entries.map((entry) => (
          <Step key={entry.n} entry={entry} speech={speech} />
        ))}
      </ol>
    </aside>
  )
}
