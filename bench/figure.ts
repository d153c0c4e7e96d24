/** One figure: ours and its baseline in `unit`, and their ratio. `aim` says what the ratio or figure should be. */
export interface Figure {
  name: string
  baseline: string
  ratio: number
  ours: string
  unit: string
  aim: string
}
