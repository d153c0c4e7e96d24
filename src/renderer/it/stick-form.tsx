import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { Going, useExport } from '../log/export-card.tsx'
import { MadeFile } from '../log/made-file.tsx'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { useCommand } from '../wire/use-store.ts'

/** The whole log as one file, for a stick. */
export const StickForm = () => {
  const { t, language } = useText()
  const start = useCommand('log.export')
  const stop = useCommand('log.export-stop')
  const { view, going, look } = useExport()
  const [why, setWhy] = useState<string>(t('offer.stick-usual'))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await start.run({ format: 'glog', why, map: null, fill: { department: '', region: '' } })
    await look()
  }
  const made = view?.state === 'done' && view.file?.endsWith('.glog') ? view : null
  return (
    <form className="fields" onSubmit={submit}>
      <h3 className="offer-part">{t('offer.stick')}</h3>
      <p className="soft">{t('offer.stick-about')}</p>
      <Field label={t('offer.stick-why')} empty={why.trim() === ''}>
        {(id) => (
          <Input id={id} value={why} maxLength={200} onChange={(event) => setWhy(event.target.value)} />
        )}
      </Field>
      <FaultLine fault={start.fault ?? stop.fault ?? (view?.state === 'failed' ? view.fault : null)} />
      {made && (
        <MadeFile
          words={t('offer.stick-done', { entries: formatCount(made.entries, language) })}
          file={made.file ?? ''}
        />
      )}
      {view && going ? (
        <Going view={view} onStop={() => stop.run({}).then(look)} />
      ) : (
        <div className="row">
          <Button htmlType="submit" loading={start.busy} disabled={why.trim() === ''}>
            {t('offer.stick-make')}
          </Button>
        </div>
      )}
    </form>
  )
}
