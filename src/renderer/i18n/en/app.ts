import type { app as zh } from '../zh/app.ts'

export const app: Readonly<Record<keyof typeof zh, string>> = {
  'app.name': 'Guiping',
  'app.loading': 'Connecting to the Guiping program…',
  'app.changing': 'The program is getting ready, just a moment…',
  'app.reconnecting': 'Reconnecting. What you see is from before the break.',
  'app.unknown': 'unknown',
  'app.back': 'Back',
  'app.close-notice': 'Got it',
  'app.unknown-trouble':
    'The program reports something that this page does not know. Update Guiping or tell a technician.',
  'app.broken': 'The page has failed. Reload it; ratings are recorded all the same.',
  'app.reload': 'Reload',

  'practice.tag': 'Practice',
  'practice.hint': 'This is practice. Nothing here counts.',
  'practice.leave': 'Leave practice',
  'practice.open-pad': 'Practice keypad',

  'role.station': 'Window {{station}}',
  'role.technician': 'Technician',
  'role.it': 'Hall IT',
  'role.password': 'Password',
  'role.enter': 'Enter',
  'role.leave': 'Leave this role',
  'role.technician-why': "Setting up keypad and hall needs the technician's password.",
  'role.it-why': 'Seeing and exporting the log needs the IT password.',

  'sign-in.title': 'Sign in',
  'sign-in.day-code':
    'The last shift is sealed. Log code: {{code}}. You may note it down: it shows later that the log is still the same.',
  'sign-in.number': 'Staff number',
  'sign-in.password': 'Password',
  'sign-in.do': 'Sign in',
  'sign-in.as': 'Sign in as {{name}}',
  'sign-in.practice': 'Practice staff, one click signs in:',
  'sign-in.setup': 'Set up this counter',

  'unlock.title': 'The counter is locked',
  'unlock.who': 'The shift of {{name}} · {{number}} is open',
  'unlock.do': 'Unlock',
  'unlock.note': 'An open rating goes on.',
  'unlock.practice': 'This is practice, one click unlocks:',
  'unlock.practice-do': 'Unlock ({{name}})',
  'unlock.other': 'Sign in as someone else',
  'unlock.other-text':
    'Signing in ends the shift of {{name}} as a handover; a matter still open closes as not rated (signed out).',

  'field.empty': 'Fill in first: {{field}}.',

  'setup.title': 'Welcome to Guiping',
  'setup.lead': 'First start: choose one to begin. All of it can be changed later.',
  'setup.pad': 'Connect a keypad',
  'setup.pad-text':
    "Choose port and profile and see at once whether it works. Needs the technician's password.",
  'setup.hall': 'Connect a hall',
  'setup.hall-text': 'Enter the hall server and a one-time code; staff and items are fetched by themselves.',
  'setup.try': 'Try it',
  'setup.try-text': 'With an emulated keypad, sample staff and items, apart from real data. One click.',
  'setup.try-do': 'Start practice',
  'setup.starting': 'Starting practice…',
  'setup.sign-in': 'Set up already, sign in',
  'setup.passwords': 'Passwords made by the first start',
  'setup.passwords-text': 'Write them down and keep them safe. They are not shown again after that.',
  'setup.written-down': 'Written down',
}
