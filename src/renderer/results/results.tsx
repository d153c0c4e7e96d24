import { useEffect, useState } from 'react'
import type { OwnResults } from '../../shared/commands/work.ts'
import { LABELS, LEVELS } from '../../shared/levels.ts'
import type { Fault } from '../../shared/result.ts'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Shell } from '../parts/shell.tsx'
import { useStore } from '../wire/use-store.ts'

/** The clerk's own results: sums of finished days, as the program gives them out, and nothing that it does not. */
export const Results = () => {
  const { t, language } = useText()
  const store = useStore()
  const [results, setResults] = useState<OwnResults | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  useEffect(() => {
    store.call('own.results', {}).then((result) => {
      if (result.ok) setResults(result.value)
      else setFault(result.error)
    })
  }, [store])
  const count = (value: number) => formatCount(value, language)
  return (
    <Shell title={t('results.title')}>
      <FaultLine fault={fault} />
      {results && (
        <section className="card results" aria-label={t('results.title')}>
          <p>
            {results.sums.length === 0
              ? t('results.none', { least: results.least })
              : t('results.lead', { least: results.least })}
          </p>
          {results.sums.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th>{t('results.days')}</th>
                  <th className="number">{t('results.ratings')}</th>
                  {LEVELS.map((level) => (
                    <th key={level} className="number">
                      {LABELS[results.labelSet][level][language === 'zh-CN' ? 'zh' : 'en']}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {results.sums.map(({ from, to, ratings, counts }) => (
                  <tr key={from}>
                    <td className="figure">{from === to ? from : t('results.range', { from, to })}</td>
                    <td className="number figure">{count(ratings)}</td>
                    {LEVELS.map((level, index) => (
                      <td key={level} className="number figure">
                        {count(counts[index] ?? 0)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
    </Shell>
  )
}
