import { type PointerEvent, useRef } from 'react'
import { LABELS, type LabelSet, LEVELS, type Level } from '../../shared/levels.ts'

const MOUTHS: Record<Level, string> = {
  5: 'M13 28q11 14 22 0Z',
  4: 'M14 29q10 9 20 0',
  3: 'M15 31h18',
  2: 'M14 34q10-8 20 0',
  1: 'M13 36q11-14 22 0',
}

const Face = ({ level }: { level: Level }) => (
  <svg viewBox="0 0 48 48" className={`face-drawing face-${level}`} aria-hidden="true" focusable="false">
    <circle cx="24" cy="24" r="22" />
    <path d="M16 17v3 M32 17v3" />
    <path d={MOUTHS[level]} />
  </svg>
)

/** A finger of a person: no mouse, no pen, no second finger, no event that a script made. */
const isFinger = (event: PointerEvent) =>
  event.nativeEvent.isTrusted && event.pointerType === 'touch' && event.isPrimary

interface FacesProps {
  labelSet: LabelSet
  /** false: shown, and nothing is taken. */
  open: boolean
  onTouch: (level: Level) => void
}

/** Five large faces, best first. They take touch alone: no click is heard, nothing here can have the focus. */
export const Faces = ({ labelSet, open, onTouch }: FacesProps) => {
  const down = useRef<{ pointer: number; level: Level } | null>(null)
  const press = (event: PointerEvent, level: Level) => {
    down.current = open && isFinger(event) ? { pointer: event.pointerId, level } : null
  }
  const release = (event: PointerEvent<HTMLElement>, level: Level) => {
    const began = down.current
    down.current = null
    if (!open || !isFinger(event) || began?.pointer !== event.pointerId || began.level !== level) return
    // The browser keeps sending a finger's events to where it came down: one that slid off has thought better of it.
    const under = document.elementFromPoint(event.clientX, event.clientY)
    if (event.currentTarget.contains(under)) onTouch(level)
  }
  return (
    <div className={`faces ${open ? '' : 'taken'}`}>
      {LEVELS.map((level) => (
        <div
          key={level}
          className="face"
          data-level={level}
          onPointerDown={(event) => press(event, level)}
          onPointerUp={(event) => release(event, level)}
          onPointerCancel={() => {
            down.current = null
          }}
        >
          <Face level={level} />
          <span className="face-label">{LABELS[labelSet][level].zh}</span>
          <span className="face-label-small">{LABELS[labelSet][level].en}</span>
        </div>
      ))}
    </div>
  )
}
