import type { palette as zh } from '../zh/palette.ts'

export const palette: Readonly<Record<keyof typeof zh, string>> = {
  'palette.title': 'Commands',
  'palette.open': 'Commands (Ctrl+K)',
  'palette.hint': 'Type a few letters, Enter does it',
  'palette.none': 'No such command',
  'palette.next': 'Next step: {{step}}',
  'palette.unrated': 'Not rated: {{reason}}',
  'palette.pause': 'Pause: {{reason}}',
  'palette.search': 'Find an item',
  'palette.only-missing': "Show only today's unrated matters",
  'palette.page': 'Open page: {{page}}',
  'palette.desk': 'Front desk',
  'finder.favourite': 'Favourite item: {{name}}',
  'finder.foot': '↑ ↓ choose · Enter takes it · Ctrl+D favourite · Esc closes',
  'finder.more': 'Only the first {{count}} are shown; type more',
  'finder.recent': 'Recent',
}
