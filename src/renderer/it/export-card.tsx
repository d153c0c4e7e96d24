import { Button } from 'antd'
import { useState } from 'react'
import type { Input, Output } from '../../shared/commands.ts'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useCommand } from '../wire/use-store.ts'

/** Takes the log out as a file on this PC and says where it is. */
export const ExportCard = () => {
  const { t, language } = useText()
  const take = useCommand('log.export')
  const [made, setMade] = useState<Output<'log.export'> | null>(null)
  const [copied, setCopied] = useState(false)
  const run = async (format: Input<'log.export'>['format']) => {
    setMade(null)
    setCopied(false)
    const result = await take.run({ format })
    if (result.ok) setMade(result.value)
  }
  const copy = async (path: string) => {
    try {
      await navigator.clipboard.writeText(path)
      setCopied(true)
    } catch {
      // The browser may refuse the clipboard; the path stays on the page to be selected by hand.
      setCopied(false)
    }
  }
  return (
    <section className="card" aria-label={t('it.export')}>
      <h2>{t('it.export')}</h2>
      <p className="soft">{t('it.export-text')}</p>
      <FaultLine fault={take.fault} />
      {made && (
        <output className="made">
          <p>{t('it.exported', { entries: formatCount(made.entries, language) })}</p>
          <p className="mono path">{made.file}</p>
          <Button onClick={() => copy(made.file)}>{copied ? t('it.copied') : t('it.copy')}</Button>
        </output>
      )}
      <div className="row">
        <Button onClick={() => run('csv')}>{t('it.export-csv')}</Button>
        <Button onClick={() => run('jsonl')}>{t('it.export-jsonl')}</Button>
      </div>
    </section>
  )
}
