/** The guided tasks. Answered in practice only. */
import { z } from 'zod'
import { stagedTaskSchema, tasksViewSchema } from '../practice.ts'
import { ANYONE, contract, done, nothing } from './contract.ts'

export const practiceCommands = {
  'practice.tasks': contract(ANYONE, nothing, tasksViewSchema),
  /** Pulls the emulated keypad's cable, or stops the practice hall; both come back once a matter was served. */
  'practice.play': contract(ANYONE, z.strictObject({ task: stagedTaskSchema }), done),
  /** Forgets what whoever is signed in has done, or everybody's results while nobody is. */
  'practice.reset': contract(ANYONE, nothing, done),
} as const
