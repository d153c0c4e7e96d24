/** A few line icons on a 16-pixel grid; always beside a word or an aria-label, so hidden from screen readers. */
const PATHS = {
  check: 'M3 8.5 6.5 12 13 4.5',
  warn: 'M8 2.5 14.5 13.5h-13Z M8 6.5v3.5 M8 12v.01',
  cross: 'M4 4l8 8 M12 4l-8 8',
  dots: 'M3.5 8h.01 M8 8h.01 M12.5 8h.01',
  cloud: 'M4.5 12.5a3 3 0 0 1-.2-6 4 4 0 0 1 7.6 1 2.5 2.5 0 0 1-.4 5Z',
  pause: 'M5.5 3.5v9 M10.5 3.5v9',
  lock: 'M4 7.5h8v6H4Z M5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  out: 'M9.5 3H3.5v10h6 M7 8h7 M11.5 5.5 14 8l-2.5 2.5',
  link: 'M6.5 3.5h-3v9h9v-3 M9 3h4v4 M13 3 7.5 8.5',
  plug: 'M5.5 2.5v3 M10.5 2.5v3 M4 5.5h8v2a4 4 0 0 1-8 0Z M8 11.5v3',
  spin: 'M8 2.5a5.5 5.5 0 1 0 5.5 5.5',
  none: 'M3.5 8h9',
  down: 'M4 6l4 4 4-4',
  star: 'M8 2.2 9.8 6l4.1.5-3 2.9.8 4.1L8 11.5l-3.7 2 .8-4.1-3-2.9L6.2 6Z',
  help: 'M5.6 6a2.4 2.4 0 1 1 3.5 2.1C8.3 8.6 8 9 8 9.8 M8 12.3v.01',
  undo: 'M5.5 3 2.5 6l3 3 M2.5 6H10a3.5 3.5 0 0 1 0 7H6',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'dots' ? 2.4 : 1.5}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
)
