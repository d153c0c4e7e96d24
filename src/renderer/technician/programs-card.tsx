import { Button, Input } from 'antd'
import { type FormEvent, useCallback, useState } from 'react'
import type { ProgramsView } from '../../shared/programs.ts'
import { formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useStore } from '../wire/use-store.ts'

const POLL_MS = 3_000
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/

const usePrograms = () => {
  const store = useStore()
  const [view, setView] = useState<ProgramsView | null>(null)
  const look = useCallback(async () => {
    const result = await store.call('programs.list', {})
    if (result.ok) setView(result.value)
  }, [store])
  usePoll(true, POLL_MS, look)
  return { view, look }
}

/** The token of a program that was just let in: here and nowhere again. */
const Token = ({ name, token, onDone }: { name: string; token: string; onDone: () => void }) => {
  const { t } = useText()
  return (
    <div className="token" role="status">
      <p>
        <Icon name="check" /> {t('programs.token', { name })}
      </p>
      <output className="mono" aria-label={t('programs.token', { name })}>
        {token}
      </output>
      <div className="row">
        <Button onClick={() => navigator.clipboard?.writeText(token)}>{t('programs.copy')}</Button>
        <Button type="primary" onClick={onDone}>
          {t('programs.written')}
        </Button>
      </div>
    </div>
  )
}

/** The watched folder; empty: none. */
const Folder = ({ folder, onSaved }: { folder: ProgramsView['folder']; onSaved: () => void }) => {
  const { t } = useText()
  const save = useCommand('programs.folder')
  const [path, setPath] = useState(folder.path ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await save.run({ path: path.trim() || null })).ok) onSaved()
  }
  return (
    <form className="report-form plain" onSubmit={submit}>
      <Field label={t('programs.folder')}>
        {(id) => (
          <Input
            id={id}
            className="mono"
            value={path}
            maxLength={260}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setPath(event.target.value)}
          />
        )}
      </Field>
      <Button htmlType="submit" loading={save.busy} disabled={path.trim() === (folder.path ?? '')}>
        {t('programs.save')}
      </Button>
      <FaultLine fault={save.fault ?? folder.trouble} />
    </form>
  )
}

/** Lets the tax software in, and takes its token back. */
export const ProgramsCard = () => {
  const { t, language } = useText()
  const { view, look } = usePrograms()
  const add = useCommand('programs.add')
  const remove = useCommand('programs.remove')
  const [name, setName] = useState('')
  const [made, setMade] = useState<{ name: string; token: string } | null>(null)
  if (!view) return null

  const wrong = name !== '' && !NAME.test(name)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name === '' || wrong) return
    const added = await add.run({ name })
    if (added.ok) {
      setMade(added.value)
      setName('')
    }
    await look()
  }
  return (
    <section className="card" aria-label={t('programs.title')}>
      <div className="card-head">
        <h2>{t('programs.title')}</h2>
        <span className="door-state">
          <Icon name={view.door.url ? 'check' : 'none'} />{' '}
          {view.door.url ? t('programs.open', { url: view.door.url }) : t('programs.closed')}
        </span>
      </div>
      <p className="soft">{t('programs.text')}</p>
      <FaultLine fault={view.door.trouble} />
      {view.programs.length > 0 && (
        <ul className="files">
          {view.programs.map((program) => (
            <li key={program.name}>
              <span className="mono">{program.name}</span>
              <span className="soft figure">
                {program.seenAt === null
                  ? t('programs.unseen')
                  : t('programs.seen', { time: formatMoment(program.seenAt, language) })}
              </span>
              <Button
                aria-label={t('programs.remove-of', { name: program.name })}
                onClick={() => remove.run({ name: program.name }).then(look)}
              >
                {t('programs.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made ? (
        <Token {...made} onDone={() => setMade(null)} />
      ) : (
        <form className="report-form plain" onSubmit={submit}>
          <Field label={t('programs.name')}>
            {(id) => (
              <Input
                id={id}
                className="mono"
                value={name}
                maxLength={32}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setName(event.target.value.trim().toLowerCase())}
              />
            )}
          </Field>
          <Button htmlType="submit" loading={add.busy}>
            {t('programs.add')}
          </Button>
        </form>
      )}
      {wrong && <p className="warn">{t('programs.bad-name')}</p>}
      <FaultLine fault={add.fault ?? remove.fault} />
      <Folder key={view.folder.path} folder={view.folder} onSaved={look} />
    </section>
  )
}
