import type { it as zh } from '../zh/it.ts'

export const it: Readonly<Record<keyof typeof zh, string>> = {
  'it.title': 'Log and delivery',
  'it.whole': 'Is this log whole?',
  'it.check': 'Check',
  'it.checking': 'Checking…',
  'it.checked': '{{done}} of {{total}} entries checked',
  'it.check-stop': 'Stop',
  'it.ok': 'Whole',
  'it.not-ok': 'Not whole',
  'it.entries': '{{entries}} entries',
  'it.first-bad': 'Does not fit from entry {{seq}} on',
  'it.pruned': 'Entries up to {{seq}} have left after their time',
  'it.log': 'Log id',
  'it.head': 'Last hash',
  'it.copy': 'Copy path',
  'it.copied': 'Copied',
  'it.delivery': 'Delivery to the hall',
  'it.hall': 'Hall server',
  'it.waiting': 'Waiting',
  'it.last-contact': 'Last contact',
  'it.never': 'Never',
}
