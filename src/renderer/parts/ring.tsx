import type { ReactNode } from 'react'

interface RingProps {
  /** 1 full … 0 empty. */
  share: number
  size: number
  label: string
  children: ReactNode
}

/** A ring that empties. It moves in steps with the page's clock, so reduced motion needs no other form. */
export const Ring = ({ share, size, label, children }: RingProps) => {
  const width = Math.max(3, size / 16)
  const radius = (size - width) / 2
  const length = 2 * Math.PI * radius
  return (
    <span className="ring" role="timer" aria-label={label} style={{ width: size, height: size }}>
      <svg width={size} height={size} aria-hidden="true" focusable="false">
        <circle className="ring-back" cx={size / 2} cy={size / 2} r={radius} strokeWidth={width} />
        <circle
          className="ring-left"
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeWidth={width}
          strokeDasharray={length}
          strokeDashoffset={length * (1 - Math.min(1, Math.max(0, share)))}
        />
      </svg>
      <span className="ring-text">{children}</span>
    </span>
  )
}
