import type { launch as zh } from '../zh/launch.ts'

export const launch: Readonly<Record<keyof typeof zh, string>> = {
  'launch.title': 'Choosing an item opens',
  'launch.text':
    "When a clerk chooses an item in Guiping, what is listed here opens, and nothing else. Filled in: {item} the item's code, {reference} the reference, {station} the counter, {staff} the staff number.",
  'launch.none': 'Nothing yet.',
  'launch.others': 'All other items',
  'launch.no-item': 'There is no such item',
  'launch.remove': 'Remove',
  'launch.remove-of': 'Remove what {{code}} opens',
  'launch.unused': 'Also allowed, opened by no item: {{what}}',
  'launch.item': 'Item code (empty: all other items)',
  'launch.kind': 'What to open',
  'launch.program': 'Program',
  'launch.url': 'Page',
  'launch.path': 'Full path of the program',
  'launch.address': 'Address of the page',
  'launch.args': 'Arguments (one a line, or none)',
  'launch.add': 'Add',
}
