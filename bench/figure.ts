/** One figure: ours and its baseline in `unit`, and their ratio. `aim` says what the ratio or figure should be. */
export interface Figure {
  name: string
  baseline: string
  /** NaN: the baseline could not be measured here. */
  ratio: number
  ours: string
  unit: string
  aim: string
}

/** @returns figures as one table, a line each. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = figures.map(({ name, baseline, ratio, ours, unit, aim }) => [
    Number.isNaN(ratio) ? '-' : ratio.toFixed(2),
    `${ours} ${unit}`,
    aim,
    name,
    baseline,
  ])
  const all = [['ratio', 'ours', 'aim', 'what', 'baseline'], ...rows]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  return all.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}

/** The middle one of `values`; 0 of none. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
