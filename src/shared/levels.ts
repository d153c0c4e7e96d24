/**
 * Levels, always this way round inside the program: 5 best … 1 worst. Keypads number their keys in every
 * possible way; a profile translates at the edge (see resources/profiles).
 */
import { z } from 'zod'

export const LEVELS = [5, 4, 3, 2, 1] as const
export const levelSchema = z.union([z.literal(5), z.literal(4), z.literal(3), z.literal(2), z.literal(1)])
export type Level = z.infer<typeof levelSchema>

/** `2010` is the wording of the older keypads; `2020` is the national 好差评 wording. */
export const labelSetSchema = z.enum(['2010', '2020'])
export type LabelSet = z.infer<typeof labelSetSchema>

type Labels = Record<Level, { zh: string; en: string }>

export const LABELS: Record<LabelSet, Labels> = {
  '2010': {
    5: { zh: '很好', en: 'Very good' },
    4: { zh: '好', en: 'Good' },
    3: { zh: '一般', en: 'Fair' },
    2: { zh: '差', en: 'Bad' },
    1: { zh: '很差', en: 'Very bad' },
  },
  '2020': {
    5: { zh: '非常满意', en: 'Very satisfied' },
    4: { zh: '满意', en: 'Satisfied' },
    3: { zh: '基本满意', en: 'Fairly satisfied' },
    2: { zh: '不满意', en: 'Dissatisfied' },
    1: { zh: '非常不满意', en: 'Very dissatisfied' },
  },
}
