import { Button } from 'antd'
import { useId, useRef } from 'react'
import type { ListKind, ListsResult } from '../../shared/commands/lists.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { useLists } from './use-lists.ts'

const KINDS = [
  { kind: 'staff', text: 'lists.staff' },
  { kind: 'items', text: 'lists.items' },
  { kind: 'reasons', text: 'lists.reasons' },
  { kind: 'policy', text: 'lists.policy' },
] as const satisfies readonly { kind: ListKind; text: PlainKey }[]

/** What is wrong with the file, by sheet, row and column. */
const Problems = ({ result }: { result: ListsResult }) => {
  const { t } = useText()
  return (
    <div className="lists-problems" role="alert">
      <p className="warn">
        <Icon name="warn" /> {t('lists.wrong', { count: result.wrong })}
      </p>
      <section className="lists-table" aria-label={t('lists.problems')}>
        <table>
          <thead>
            <tr>
              <th>{t('lists.sheet')}</th>
              <th>{t('lists.line')}</th>
              <th>{t('lists.column')}</th>
              <th>{t('lists.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {result.problems.map(({ sheet, line, column, reason }) => (
              <tr key={`${sheet} ${line} ${column} ${reason}`}>
                <td>{sheet}</td>
                <td>{line}</td>
                <td>{column}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** What the file changes; whoever is removed is named, because that cannot be seen in the file. */
const Changes = ({ changes }: { changes: NonNullable<ListsResult['changes']> }) => {
  const { t } = useText()
  return (
    <section className="lists-table" aria-label={t('lists.changes')}>
      <table>
        <thead>
          <tr>
            <th>{t('lists.list')}</th>
            <th>{t('lists.added')}</th>
            <th>{t('lists.changed')}</th>
            <th>{t('lists.removed')}</th>
            <th>{t('lists.same')}</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map(({ kind, text }) => {
            const list = changes[kind]
            if (!list) return null
            const { count, names } = list.removed
            return (
              <tr key={kind}>
                <th scope="row">{t(text)}</th>
                <td>{list.added}</td>
                <td>{list.changed}</td>
                <td className={count > 0 ? 'warn' : ''}>
                  {count > 0 ? `${count}:${names.join(' ')}${count > names.length ? ' …' : ''}` : 0}
                </td>
                <td>{list.same}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** Staff, items, reasons and policy from a spreadsheet, at a counter without a hall. */
export const ListsCard = () => {
  const { t } = useText()
  const lists = useLists()
  const { present, preview } = lists
  const title = useId()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{t('lists.title')}</h2>
      {present && (
        <p className="soft">
          {t('lists.present', { staff: present.staff, items: present.items, reasons: present.reasons })}
        </p>
      )}
      {present?.hall ? (
        <p>{t('lists.from-hall', { hall: present.hall })}</p>
      ) : (
        <>
          <p className="soft">{t('lists.about')}</p>
          <FaultLine fault={lists.fault} />
          {lists.chosen && preview && <p className="mono path">{lists.chosen.name}</p>}
          {preview && preview.wrong > 0 && <Problems result={preview} />}
          {preview?.changes && <Changes changes={preview.changes} />}
          {lists.imported && <output className="said">{t('lists.imported')}</output>}
          <input
            ref={picker}
            type="file"
            hidden
            aria-label={t('lists.choose')}
            accept=".csv,.xlsx"
            onChange={(event) => {
              const file = event.target.files?.[0]
              // The same file again, corrected, is a new choice.
              event.target.value = ''
              if (file) lists.choose(file)
            }}
          />
          <div className="row">
            {preview?.changes && !lists.imported && (
              <Button type="primary" loading={lists.busy} onClick={lists.bring}>
                {t('lists.import')}
              </Button>
            )}
            <Button loading={lists.busy} onClick={() => picker.current?.click()}>
              {t('lists.choose')}
            </Button>
            <Button onClick={lists.template}>{t('lists.template')}</Button>
          </div>
        </>
      )}
    </section>
  )
}
