import type { keep as zh } from '../zh/keep.ts'

export const keep: Readonly<Record<keyof typeof zh, string>> = {
  'keep.title': 'Retention and archiving',
  'keep.rule':
    'Entries that the hall has stay {{months}} months, at least {{days}} days. Nothing leaves unless somebody lets it.',
  'keep.looking': 'Looking…',
  'keep.may': '{{entries}} entries may leave, up to entry {{to}}: {{since}} to {{until}}',
  'keep.none': 'No entry is old enough to be moved out now',
  'keep.folder': 'Archive folder',
  'keep.left': 'Left up to entry {{to}}; archive',
  'keep.begin': 'Let them leave…',
  'keep.about':
    'The whole log is archived and checked first; then they leave, and the log says so. The hall keeps every entry. Only after sign-out.',
  'keep.why': 'What for',
  'keep.go': 'Archive and let leave',
  'keep.going': 'Archiving and checking…',
  'keep.check': '{{done}} of {{total}} entries of the archive checked',
  'keep.leave': '{{done}} of {{total}} entries have left',
  'keep.end': 'Stop',
  'keep.stop': 'Keep them',
  'keep.done': '{{entries}} entries have left',
}
