import { Input } from 'antd'
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useText } from '../i18n/i18n.ts'
import { Icon } from './icon.tsx'

export interface FinderRow {
  id: string
  text: string
  /** On the right, smaller: a key, a code. */
  note?: ReactNode
  /** A star of its own beside the row. */
  star?: boolean
}

interface FinderProps {
  title: string
  placeholder: string
  text: string
  onText: (text: string) => void
  rows: readonly FinderRow[]
  /** The text that `rows` answer; null before the first answer. An Enter that is ahead of its answer waits for it. */
  answered: string | null
  none: string
  /** A line beneath the rows. */
  foot?: ReactNode
  /** @param pointed by pointer, which may have meant what stood there before. */
  onChoose: (id: string, pointed: boolean) => void
  onStar?: (id: string) => void
  onClose: () => void
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/**
 * A line to type in and rows to choose from, over the page. The first row is chosen at once, so that Enter does it; a
 * row that goes by itself leaves nothing chosen, so that Enter never does what was not read.
 */
export const Finder = (props: FinderProps) => {
  const { title, placeholder, text, onText, rows, answered, none, foot, onChoose, onStar, onClose } = props
  const { t } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [picked, setPicked] = useState<{ for: string | null; id: string | null }>({ for: null, id: null })
  const [hasty, setHasty] = useState(false)
  if (picked.for !== answered) setPicked({ for: answered, id: rows[0]?.id ?? null })
  const at = rows.findIndex((row) => row.id === picked.id)

  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  })
  const first = rows[0]?.id
  useEffect(() => {
    if (!hasty || answered !== text) return
    setHasty(false)
    if (first !== undefined) onChoose(first, false)
  }, [hasty, answered, text, first, onChoose])

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, altKey, metaKey, nativeEvent } = event
    // The hotkeys of the counter stay what they are; everything else is this window's.
    if (altKey || metaKey || (ctrlKey && key.toLowerCase() !== 'd')) return
    event.stopPropagation()
    if (nativeEvent.isComposing) return
    const step = STEPS[key]
    if (ctrlKey) {
      if (picked.id !== null) onStar?.(picked.id)
    } else if (step) {
      const to = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step
      setPicked({ for: answered, id: rows[Math.max(0, Math.min(rows.length - 1, to))]?.id ?? null })
    } else if (key === 'Enter') {
      if (answered !== text) setHasty(true)
      else if (at >= 0 && picked.id !== null) onChoose(picked.id, false)
    } else if (key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <dialog
      className="finder"
      aria-label={title}
      ref={dialog}
      onKeyDown={onKeyDown}
      onCancel={onClose}
      onClick={({ target }) => target === dialog.current && onClose()}
    >
      <div className="finder-box">
        <Input
          role="combobox"
          aria-label={title}
          aria-expanded="true"
          aria-haspopup="grid"
          aria-controls={`${id}-rows`}
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoFocus
          size="large"
          placeholder={placeholder}
          maxLength={64}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
        {rows.length === 0 && answered === text && <p className="empty">{none}</p>}
        {/* biome-ignore lint/a11y/useSemanticElements: rows of choices that the line above moves through, no table. */}
        <div
          className="finder-rows"
          role="grid"
          id={`${id}-rows`}
          aria-label={title}
          hidden={rows.length === 0}
        >
          {rows.map((row, index) => (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the line.
            <div
              role="row"
              key={row.id}
              id={`${id}-${index}`}
              aria-selected={index === at}
              className="finder-row"
            >
              {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the line's. */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: as above. */}
              <div
                role="gridcell"
                className="finder-cell"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(row.id, true)}
              >
                <span className="finder-text">{row.text}</span>
                {row.note && <span className="finder-note">{row.note}</span>}
              </div>
              {row.star !== undefined && (
                // biome-ignore lint/a11y/useSemanticElements: as above.
                // biome-ignore lint/a11y/useFocusableInteractive: as above.
                <div role="gridcell">
                  <button
                    type="button"
                    className={`finder-star ${row.star ? 'on' : ''}`}
                    tabIndex={-1}
                    aria-pressed={row.star}
                    aria-label={t('finder.favourite', { name: row.text })}
                    title={t('finder.favourite', { name: row.text })}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => onStar?.(row.id)}
                  >
                    <Icon name="star" />
                  </button>
                </div>
              )}
            </div>
          ))}
        </div>
        {foot && <p className="finder-foot">{foot}</p>}
      </div>
    </dialog>
  )
}
