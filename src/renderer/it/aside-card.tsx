import { Button, Input, Progress } from 'antd'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { AsideTaken, AsideView, CopyView } from '../../shared/keep.ts'
import { formatCount, formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { MadeFile } from '../log/made-file.tsx'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useStore } from '../wire/use-store.ts'
import '../theme/aside.css'

/** The copies, and the two commands that go back to one: they want the program closed, so no page can do it. */
const Copies = ({ dir, copies }: Pick<AsideView, 'dir' | 'copies'>) => {
  const { t, language } = useText()
  const command = `guiping log restore --data "${dir}" --as it`
  const { newest } = copies
  return (
    <>
      <dl>
        <dt>{t('aside.folder')}</dt>
        <dd className="mono path">{copies.folder}</dd>
        <dt>{t('aside.newest')}</dt>
        <dd>
          {newest
            ? t('aside.copy', {
                time: formatMoment(newest.at, language),
                seq: formatCount(newest.seq, language),
              })
            : t('aside.no-copy')}
        </dd>
      </dl>
      <p className="soft">{t('aside.restore')}</p>
      <code className="mono aside-command">{command}</code>
      <p className="soft">{t('aside.restore-yes')}</p>
      <code className="mono aside-command">{`${command} --yes --why ${t('aside.restore-why')}`}</code>
    </>
  )
}

const POLL_MS = 500

/** How far the copying is, and its end. */
const Going = () => {
  const { t } = useText()
  const store = useStore()
  const stop = useCommand('log.aside-stop')
  const [{ done, total }, setView] = useState<CopyView>({ done: 0, total: 0 })
  const look = useCallback(async () => {
    const result = await store.call('log.aside-state', {})
    if (result.ok) setView(result.value)
  }, [store])
  usePoll(true, POLL_MS, look)
  return (
    <div className="export-going">
      <output>{t('aside.copying')}</output>
      <Progress
        percent={total === 0 ? 0 : Math.floor((100 * done) / total)}
        aria-label={t('aside.copying')}
      />
      <Button onClick={() => stop.run({})}>{t('aside.stop')}</Button>
    </div>
  )
}

/** Asks what for, and copies: the log says so. */
const TakeForm = ({ onTaken }: { onTaken: (taken: AsideTaken) => void }) => {
  const { t } = useText()
  const copy = useCommand('log.aside-copy')
  const [why, setWhy] = useState<string>(t('aside.usual'))
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (why.trim() === '') return
    const made = await copy.run({ why })
    if (made.ok) onTaken(made.value)
  }
  return (
    <form className="fields" onSubmit={submit}>
      <Field label={t('aside.why')} empty={tried && why.trim() === ''}>
        {(id) => (
          <Input id={id} value={why} maxLength={200} onChange={(event) => setWhy(event.target.value)} />
        )}
      </Field>
      <FaultLine fault={copy.fault} />
      {copy.busy ? (
        <Going />
      ) : (
        <div className="row">
          <Button htmlType="submit">{t('aside.take')}</Button>
        </div>
      )}
    </form>
  )
}

/** What lies beside the log: copies of it and how to go back to one, and logs that were moved aside. */
export const AsideCard = () => {
  const { t, language } = useText()
  const { run, fault } = useCommand('log.aside')
  const [view, setView] = useState<AsideView | null>(null)
  const [taken, setTaken] = useState<AsideTaken | null>(null)
  useEffect(() => {
    run({}).then((seen) => {
      if (seen.ok) setView(seen.value)
    })
  }, [run])
  return (
    <section className="card" aria-label={t('aside.title')}>
      <h2>{t('aside.title')}</h2>
      <FaultLine fault={fault} />
      {view && <Copies dir={view.dir} copies={view.copies} />}
      {view && view.logs.length > 0 && (
        <>
          <h3 className="offer-part">{t('aside.logs')}</h3>
          <p className="soft">{t('aside.about')}</p>
          <ul className="offer-pulls">
            {view.logs.map(({ name, at, bytes, copy }) => (
              <li key={name}>
                {t(copy ? 'aside.restored' : 'aside.log', {
                  time: formatMoment(at, language),
                  mb: formatCount(Math.ceil(bytes / 1e6), language),
                })}
              </li>
            ))}
          </ul>
          <p className="mono path">{view.folder}</p>
          {taken && <MadeFile words={t('aside.taken', { count: taken.taken.length })} file={taken.folder} />}
          <TakeForm onTaken={setTaken} />
        </>
      )}
    </section>
  )
}
