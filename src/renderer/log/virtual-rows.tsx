import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

export interface Column<Row> {
  key: string
  head: string
  /** Width as CSS has it; left out: a share of what is left. */
  width?: string
  className?: string
  cell(row: Row): ReactNode
}

interface VirtualRowsProps<Row> {
  label: string
  /** The first one's cell becomes the button that opens the row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf(row: Row): string
  /** The row whose story is shown. */
  open: string | null
  onOpen(row: Row): void
  /** The end of the rows came near. */
  onEnd(): void
  none: ReactNode
}

const ROW = 40
/** Rows drawn beyond what is seen. */
const SPARE = 8
const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** The rows that are not drawn. */
const Space = ({ rows }: { rows: number }) =>
  rows > 0 ? (
    <tr className="rows-space">
      <td style={{ height: rows * ROW }} />
    </tr>
  ) : null

/** A table of any length: only what is seen is drawn. Arrows go from row to row, Enter opens one. */
export const VirtualRows = <Row,>(props: VirtualRowsProps<Row>) => {
  const { label, columns, rows, keyOf, open, onOpen, onEnd, none } = props
  const box = useRef<HTMLElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 400 })
  const [at, setAt] = useState(0)
  /** Set by the keys: the row's button is to have the focus when it is drawn. */
  const wanted = useRef(false)
  const place = Math.min(at, Math.max(0, rows.length - 1))

  const look = () => {
    const { scrollTop = 0, clientHeight = 400 } = box.current ?? {}
    setSeen({ top: scrollTop, height: clientHeight })
  }
  useEffect(() => {
    if (seen.top + 2 * seen.height > rows.length * ROW) onEnd()
  }, [seen, rows, onEnd])
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      setSeen({ top: element.scrollTop, height: element.clientHeight }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const within = box.current?.contains(document.activeElement) ?? false
  // Before the next key: the row that had the focus may be drawn no more, by a key or by newer rows above it.
  useLayoutEffect(() => {
    const lost = within && !box.current?.contains(document.activeElement)
    if (!wanted.current && !lost) return
    const button = box.current?.querySelector<HTMLElement>('button[tabindex="0"]')
    if (!button) return
    wanted.current = false
    button.focus({ preventScroll: true })
  })

  const choose = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    wanted.current = true
    setAt(next)
    const element = box.current
    if (!element) return
    // The headings stand over the first row.
    const [top, end] = [next * ROW, (next + 2) * ROW]
    if (top < element.scrollTop) element.scrollTop = top
    else if (end > element.scrollTop + element.clientHeight) element.scrollTop = end - element.clientHeight
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined || event.ctrlKey || event.altKey) return
    event.preventDefault()
    choose(place + step)
  }

  const first = Math.max(0, Math.min(Math.floor(seen.top / ROW) - SPARE, rows.length - 1))
  const last = Math.min(rows.length, Math.ceil((seen.top + seen.height) / ROW) + SPARE)
  const drawn = rows.slice(first, last)
  return (
    <section ref={box} className="rows" aria-label={label} onScroll={look} onKeyDown={onKeyDown}>
      <table aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ key, head }) => (
              <th key={key}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space rows={first} />
          {drawn.map((row, index) => {
            const key = keyOf(row)
            const own = first + index
            return (
              <tr key={key} aria-rowindex={own + 2} className={key === open ? 'open' : ''}>
                {columns.map(({ key: column, className, cell }, order) => (
                  <td key={column} className={className}>
                    {order === 0 ? (
                      <button
                        type="button"
                        tabIndex={own === place ? 0 : -1}
                        onFocus={() => setAt(own)}
                        onClick={() => onOpen(row)}
                      >
                        {cell(row)}
                      </button>
                    ) : (
                      cell(row)
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
          <Space rows={rows.length - last} />
        </tbody>
      </table>
      {rows.length === 0 && <p className="empty">{none}</p>}
    </section>
  )
}
