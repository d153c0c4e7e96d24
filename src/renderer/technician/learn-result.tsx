import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { LearntView, LearnView } from '../../shared/learn.ts'
import { profileNameSchema } from '../../shared/profile.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { useCommand } from '../wire/use-store.ts'
import { LearnTable } from './learn-table.tsx'

/** Names the proposal and keeps it. */
const SaveForm = ({ onSaved }: { onSaved: (name: string) => void }) => {
  const { t } = useText()
  const save = useCommand('device.learn-save')
  const [name, setName] = useState('')
  const [title, setTitle] = useState({ zh: '', en: '' })
  const [sent, setSent] = useState(false)
  const good = profileNameSchema.safeParse(name.trim()).success
  const zh = title.zh.trim()
  const en = title.en.trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (!good || zh === '' || en === '') return
    const saved = await save.run({ name: name.trim(), title: { zh, en } })
    if (saved.ok) onSaved(name.trim())
  }
  return (
    <form className="learn-form" onSubmit={submit}>
      <Field label={t('learn.name')}>
        {(id) => (
          <Input
            id={id}
            className="mono"
            value={name}
            maxLength={63}
            placeholder={t('learn.name-hint')}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={sent && !good}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {sent && !good && <p className="warn">{t('learn.name-wrong')}</p>}
      <div className="pair">
        {(['zh', 'en'] as const).map((language) => (
          <Field key={language} label={t(`learn.${language}`)} empty={sent && title[language].trim() === ''}>
            {(id) => (
              <Input
                id={id}
                value={title[language]}
                maxLength={40}
                autoComplete="off"
                onChange={(event) => setTitle((old) => ({ ...old, [language]: event.target.value }))}
              />
            )}
          </Field>
        ))}
      </div>
      <FaultLine fault={save.fault} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.busy}>
          {t('learn.save')}
        </Button>
      </div>
    </form>
  )
}

interface LearnResultProps {
  view: LearnView
  learnt: LearntView
  nameOf: (level: LearntView['rows'][number]['level']) => string
  onSaved: (name: string) => void
}

/** What was found, what is not certain, and its name: only what decodes every press comes here. */
export const LearnResult = ({ view, learnt, nameOf, onSaved }: LearnResultProps) => {
  const { t } = useText()
  const { rows, uncertain, presses, noise } = learnt
  return (
    <>
      <output className="check-summary" aria-live="polite">
        <strong>{view.saved ? t('learn.saved', { name: view.saved }) : t('learn.found', { presses })}</strong>
        {noise > 0 && <span>{t('learn.noise', { noise })}</span>}
      </output>
      <LearnTable rows={rows} nameOf={nameOf} />
      <p className="soft">{t('learn.marked')}</p>
      <h3>{t('learn.uncertain')}</h3>
      {uncertain.length === 0 && <p className="soft">{t('learn.certain')}</p>}
      <ul className="doubts">
        {uncertain.map((doubt) => (
          <li key={doubt}>{t(`learn.doubt-${doubt}`)}</li>
        ))}
      </ul>
      {!view.saved && <SaveForm onSaved={onSaved} />}
      <p className="soft">{t('learn.kept')}</p>
    </>
  )
}
