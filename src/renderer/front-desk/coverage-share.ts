import type { TodayView } from '../../shared/views.ts'

export type Coverage = TodayView['coverage']

/** @returns rated ÷ closed matters, or null while none is closed: no matter is no failure. */
export const coverageShare = ({ rated, unrated }: Pick<Coverage, 'rated' | 'unrated'>): number | null =>
  rated + unrated === 0 ? null : rated / (rated + unrated)
