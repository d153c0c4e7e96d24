import type { LearnCell, LearntView } from '../../shared/learn.ts'
import { useText } from '../i18n/i18n.ts'

/** Columns of equal role beside each other are one group with one name above it. */
const groupsOf = (cells: readonly LearnCell[]) => {
  const groups: { role: LearnCell['role']; from: number; size: number }[] = []
  for (const [at, { role }] of cells.entries()) {
    const last = groups.at(-1)
    if (last?.role === role) last.size += 1
    else groups.push({ role, from: at, size: 1 })
  }
  return groups
}

interface LearnTableProps extends Pick<LearntView, 'rows'> {
  nameOf: (level: LearntView['rows'][number]['level']) => string
}

/** The bytes of each key in columns: what each column is above, the ones that differ marked. */
export const LearnTable = ({ rows, nameOf }: LearnTableProps) => {
  const { t } = useText()
  const longest = rows.reduce(
    (long, row) => (row.cells.length > long.cells.length ? row : long),
    rows[0] ?? { cells: [] },
  )
  // One key may send several frames, where an address or a counter changes.
  const numbered = rows.map((row, place) => ({ ...row, place }))
  return (
    // The region is focusable so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="learn-bytes" aria-label={t('learn.columns')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('learn.level')}</th>
            {groupsOf(longest.cells).map(({ role, from, size }) => (
              <th key={from} scope="colgroup" colSpan={size} className={`role-${role}`}>
                {t(`learn.role-${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered.map(({ level, cells, place }) => (
            <tr key={place}>
              <th scope="row">{nameOf(level)}</th>
              {cells.map(({ hex, differs }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place in the frame
                <td key={at}>{differs ? <mark>{hex.toUpperCase()}</mark> : hex.toUpperCase()}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
