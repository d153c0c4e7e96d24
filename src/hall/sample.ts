/** Sample staff and items for practice and first looks. Their passwords stand in clear in the sample file, and only there. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { firstIssue } from '../shared/entries.ts'
import { DEFAULT_POLICY, itemSchema, type Roster, staffNumberSchema } from '../shared/people.ts'
import { fail, ok, type Result } from '../shared/result.ts'

const personSchema = z.strictObject({
  number: staffNumberSchema,
  name: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  /** Of that password; made once, because scrypt is slow on purpose. */
  verifier: z.string(),
})
export type SamplePerson = Pick<z.infer<typeof personSchema>, 'number' | 'name' | 'password'>

const readSample = async <T>(path: string, schema: z.ZodType<T>): Promise<Result<T>> => {
  try {
    const checked = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return checked.success
      ? ok(checked.data)
      : fail('cli/file', { file: path, why: firstIssue(checked.error) })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'JSON'
    return fail('cli/file', { file: path, why })
  }
}

/**
 * @param dir folder with staff.json and items.json (resources/sample).
 * @returns the roster and the people with their passwords to show.
 * cli/file for a file that is missing or not such a list.
 */
export const sampleRoster = async (
  dir: string,
): Promise<Result<{ roster: Roster; people: SamplePerson[] }>> => {
  const people = await readSample(join(dir, 'staff.json'), z.array(personSchema))
  if (!people.ok) return people
  const items = await readSample(join(dir, 'items.json'), z.array(itemSchema))
  if (!items.ok) return items
  const staff = people.value.map(({ number, name, verifier }) => ({ number, name, verifier, first: false }))
  const shown = people.value.map(({ number, name, password }) => ({ number, name, password }))
  return ok({ roster: { staff, items: items.value, policy: DEFAULT_POLICY }, people: shown })
}
