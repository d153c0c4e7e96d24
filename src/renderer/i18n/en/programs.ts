/** The tax software's card on the technician's page. */
export const programs = {
  'programs.title': 'Tax software',
  'programs.text':
    'With its token a program opens matters, asks for ratings and reads the state. It sees no result and cannot rate.',
  'programs.open': 'Door open: {{url}}',
  'programs.closed': 'Door closed',
  'programs.name': 'Name of the program (a–z, 0–9, hyphens)',
  'programs.bad-name': 'Use small letters, digits and hyphens; begin with a letter or digit.',
  'programs.add': 'Let in and make a token',
  'programs.token': 'The token of {{name}}, shown this once:',
  'programs.copy': 'Copy',
  'programs.written': 'Handed over',
  'programs.seen': 'Last request {{time}}',
  'programs.unseen': 'No request yet',
  'programs.remove': 'Take back',
  'programs.remove-of': 'Take back the token of {{name}}',
  'programs.folder': 'Watched folder (for old programs; empty: off)',
  'programs.save': 'Save folder',
} as const
