import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PALETTES, type PaletteName, paletteName, variables } from '../../src/renderer/theme/tokens.ts'

/** Relative luminance of #rrggbb, WCAG 2. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

it('every text colour reads at 4.5:1 on paper, card and what is marked, at 7:1 in high contrast', () => {
  for (const [name, palette] of Object.entries(PALETTES) as [PaletteName, (typeof PALETTES)['light']][]) {
    const least = name.startsWith('contrast') ? 7 : 4.5
    for (const ink of ['ink', 'soft', 'accent', 'good', 'warn', 'bad'] as const) {
      for (const ground of ['paper', 'card', 'accentPale'] as const) {
        expect(contrast(palette[ink], palette[ground]), `${name} ${ink} on ${ground}`).toBeGreaterThan(least)
      }
    }
    expect(contrast(palette.onAccent, palette.accent), `${name} button`).toBeGreaterThan(least)
  }
})

it('the style sheets name no colour, font or size that is not there', () => {
  const there = Object.keys(variables(PALETTES.light))
  const theme = join(import.meta.dirname, '..', '..', 'src', 'renderer', 'theme')
  const sheets = globSync('*.css', { cwd: theme })
  expect(sheets.length).toBeGreaterThan(10)
  for (const sheet of sheets)
    for (const [, name] of readFileSync(join(theme, sheet), 'utf8').matchAll(/var\(--([\w-]+)/g))
      expect(there, sheet).toContain(name)
})

it('the two preferences choose the palette', () => {
  expect([paletteName(false, false), paletteName(true, false)]).toEqual(['light', 'dark'])
  expect([paletteName(false, true), paletteName(true, true)]).toEqual(['contrast-light', 'contrast-dark'])
})
