import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useCommand } from '../wire/use-store.ts'
import { MadeFile } from './made-file.tsx'

/** A file for whoever helps from afar. */
export const DiagnoseCard = () => {
  const { t } = useText()
  const make = useCommand('diagnose.make')
  const [file, setFile] = useState<string | null>(null)
  const run = async () => {
    setFile(null)
    const made = await make.run({})
    if (made.ok) setFile(made.value.file)
  }
  return (
    <section className="card" aria-label={t('log.diagnose')}>
      <h2>{t('log.diagnose')}</h2>
      <p className="soft">{t('log.diagnose-about')}</p>
      <FaultLine fault={make.fault} />
      {file !== null && <MadeFile words={t('log.diagnose-made')} file={file} />}
      <div className="row">
        <Button loading={make.busy} onClick={run}>
          {make.busy ? t('log.diagnose-making') : t('log.diagnose-make')}
        </Button>
      </div>
    </section>
  )
}
