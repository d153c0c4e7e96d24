/** Imports lists at a counter without a hall: upload, preview, all or nothing. */
import type { Changes } from '../../hall/import/changes.ts'
import { type ImportResult, importLists, previewImport } from '../../hall/import/import.ts'
import { KIND_NAMES, type Sorted, sortSheets } from '../../hall/import/kinds.ts'
import { type Problem, reasonWords } from '../../hall/import/problems.ts'
import { readTables } from '../../hall/import/read-file.ts'
import { templateWorkbook } from '../../hall/import/template.ts'
import type { ListsResult } from '../../shared/commands/lists.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { counterLists, ownLists } from '../data/lists.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from './table.ts'

const TOLD = { problems: 200, names: 20 }

const shown = (parts: Parts, problems: readonly Problem[]): ListsResult => ({
  problems: problems.slice(0, TOLD.problems).map(({ sheet, line, column, reason }) => ({
    sheet: sheet ?? '',
    line,
    column: column ?? '',
    reason: reasonWords(reason, parts.settings.config().language),
  })),
  wrong: problems.length,
  changes: null,
})

const counted = (changes: Changes | null) =>
  changes && {
    added: changes.added.length,
    changed: changes.changed.length,
    same: changes.same,
    removed: { count: changes.removed.length, names: changes.removed.slice(0, TOLD.names) },
  }

/** Problems of the file are the answer; anything else is a refusal. */
const answered = (parts: Parts, result: ImportResult): Result<ListsResult> => {
  if (!result.ok) return result.problems.length > 0 ? ok(shown(parts, result.problems)) : result
  const { staff, items, reasons, policy } = result.value
  const changes = {
    staff: counted(staff),
    items: counted(items),
    reasons: counted(reasons),
    policy: counted(policy),
  }
  return ok({ problems: [], wrong: 0, changes })
}

interface Named {
  upload: string
  name: string
}

/** The sheets of the uploaded file; a file with nothing in it is refused. */
const sheetsOf = (
  parts: Parts,
  session: string,
  { upload, name }: Named,
): Result<{ sorted: Sorted; problems: Problem[] }> => {
  const own = ownLists(parts.settings)
  if (!own.ok) return own
  const bytes = parts.uploads.bytes(session, upload)
  if (!bytes.ok) return bytes
  const tables = readTables(name, bytes.value)
  if (!tables.ok) return tables
  const sorted = sortSheets(tables.value)
  const none = sorted.problems.length === 0 && Object.keys(sorted.sorted).length === 0
  return none ? fail('hall/import-empty', { file: name }) : ok(sorted)
}

export const listsRuns = {
  'lists.upload': (parts, { upload, part, data }, session) => {
    const own = ownLists(parts.settings)
    if (!own.ok) return own
    const added = parts.uploads.add(session, upload, part, Buffer.from(data, 'base64'))
    return added.ok ? ok({}) : added
  },
  'lists.preview': (parts, input, session) => {
    const sheets = sheetsOf(parts, session, input)
    if (!sheets.ok) return sheets
    const { sorted, problems } = sheets.value
    if (problems.length > 0) return ok(shown(parts, problems))
    return answered(parts, previewImport(parts.settings.roster(), sorted))
  },
  'lists.import': async (parts, input, session) => {
    const sheets = sheetsOf(parts, session, input)
    if (!sheets.ok) return sheets
    const { sorted, problems } = sheets.value
    if (problems.length > 0) return ok(shown(parts, problems))
    // The page asks for this after its preview, which names who goes.
    const imported = await importLists(counterLists(parts.settings), sorted, { remove: true })
    if (!imported.ok) return answered(parts, imported)
    // The file has first passwords in it.
    parts.uploads.drop()
    const role = parts.sessions.roles(session).includes('it') ? 'it' : 'technician'
    const what = KIND_NAMES.filter((kind) => imported.value[kind] !== null)
    const recorded = parts.counter.record({ kind: 'config.changed', ...parts.byRole(), role, what })
    parts.hub.changed('host', 'counter', 'today')
    return recorded.ok ? answered(parts, imported) : { ok: false, error: recorded.error }
  },
  'lists.template': async (parts) => {
    const bytes = await templateWorkbook(parts.settings.roster())
    return ok({ name: 'guiping-lists.xlsx', data: bytes.toString('base64') })
  },
  'lists.get': (parts) => {
    const { staff, items, policy } = parts.settings.roster()
    const hall = parts.settings.enrolment()?.url ?? null
    return ok({ hall, staff: staff.length, items: items.length, reasons: policy.unratedReasons.length })
  },
} satisfies Partial<Runs>
