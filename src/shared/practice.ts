/** The guided tasks of practice: what a newcomer does once before the first real shift. */
import { z } from 'zod'

export const TASKS = ['sign-in', 'serve', 'ask', 'unrated', 'unplug', 'hall', 'hand-over'] as const
export const taskSchema = z.enum(TASKS)
export type Task = z.infer<typeof taskSchema>

/** Tasks in which the program itself plays a trouble: it begins when the person says so. */
export const stagedTaskSchema = z.enum(['unplug', 'hall'])
export type StagedTask = z.infer<typeof stagedTaskSchema>

export const tasksViewSchema = z.object({
  /** Who practises now. */
  staff: z.object({ number: z.string(), name: z.string() }).nullable(),
  tasks: z.array(
    z.object({
      task: taskSchema,
      state: z.enum(['done', 'present', 'later']),
      /** ms UTC of when it was done first. */
      at: z.number().nullable(),
    }),
  ),
  /** The trouble that is played now. */
  playing: stagedTaskSchema.nullable(),
  /** How many tasks each staff number has done. */
  results: z.array(z.object({ number: z.string(), name: z.string(), done: z.number() })),
})
export type TasksView = z.infer<typeof tasksViewSchema>
