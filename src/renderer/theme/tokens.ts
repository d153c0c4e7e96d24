/** Every colour and size of the pages. Light, dark and high contrast come from the same names. */

export interface Palette {
  paper: string
  card: string
  line: string
  ink: string
  /** Secondary text: at least 4.5:1 on paper and card. */
  soft: string
  accent: string
  onAccent: string
  accentPale: string
  good: string
  warn: string
  bad: string
  hatch: string
}

export type PaletteName = 'light' | 'dark' | 'contrast-light' | 'contrast-dark'

export const PALETTES: Record<PaletteName, Palette> = {
  light: {
    paper: '#f6f3ec',
    card: '#fffdf8',
    line: '#dcd6c8',
    ink: '#1f2328',
    soft: '#5d5f5b',
    accent: '#1c4587',
    onAccent: '#ffffff',
    accentPale: '#e4ebf6',
    good: '#256c3a',
    warn: '#8f5a00',
    bad: '#a8261c',
    hatch: '#d9a441',
  },
  dark: {
    paper: '#1a1c1f',
    card: '#222529',
    line: '#3c4046',
    ink: '#ece8df',
    soft: '#b0aea6',
    accent: '#8ab0ee',
    onAccent: '#10203a',
    accentPale: '#2a3648',
    good: '#7cc593',
    warn: '#e6b25a',
    bad: '#f2938a',
    hatch: '#a87e2f',
  },
  'contrast-light': {
    paper: '#ffffff',
    card: '#ffffff',
    line: '#000000',
    ink: '#000000',
    soft: '#222222',
    accent: '#00246b',
    onAccent: '#ffffff',
    accentPale: '#dfe8fb',
    good: '#00501c',
    warn: '#5c3800',
    bad: '#86000a',
    hatch: '#5c3800',
  },
  'contrast-dark': {
    paper: '#000000',
    card: '#000000',
    line: '#ffffff',
    ink: '#ffffff',
    soft: '#dddddd',
    accent: '#aecbff',
    onAccent: '#000000',
    accentPale: '#16233b',
    good: '#9af0b4',
    warn: '#ffd27d',
    bad: '#ffb3ac',
    hatch: '#ffd27d',
  },
}

export const FONT =
  '"Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif'
export const MONO = '"Cascadia Mono", Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace'
export const RADIUS = 6
export const FONT_SIZE = 15

/** @returns colours, fonts and sizes as the style sheets name them: `--NAME`. */
export const variables = (palette: Palette): Record<string, string> => ({
  ...palette,
  font: FONT,
  mono: MONO,
  radius: `${RADIUS}px`,
  size: `${FONT_SIZE}px`,
})

/** @returns which palette the two system preferences ask for. */
export const paletteName = (dark: boolean, contrast: boolean): PaletteName =>
  contrast ? (dark ? 'contrast-dark' : 'contrast-light') : dark ? 'dark' : 'light'
