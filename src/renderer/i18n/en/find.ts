import type { find as zh } from '../zh/find.ts'

export const find: Readonly<Record<keyof typeof zh, string>> = {
  'find.title': 'Recognise the keypad',
  'find.none':
    'Choose a port, then Recognise. Pads that can say who they are are asked first, then you press a key; only on the port you chose.',
  'find.start': 'Recognise',
  'find.no-port': 'Choose the port first.',
  'find.which': 'Several alike: choose by a key',
  'find.stop': 'Stop',
  'find.looking': 'Looking…',
  'find.press-which': 'Press any key of the keypad you mean. {{seconds}} s left',
  'find.press': 'Press any key of the keypad now. {{seconds}} s left',
  'find.found': 'It is {{profile}}, filled in under Keypad link. Next: start the check.',
  'find.press-another':
    'These profiles fit so far: {{profiles}}. Press the other keys, one by one. {{seconds}} s left',
  'find.tie-keys':
    'These profiles have all the keys that were pressed. Choose the one with your keys and answer:',
  'find.in-field':
    'A field has the focus: a pad that types as a keyboard would type into it and go unnoticed here.',
  'find.leave-field': 'Leave the field',
  'find.tie': 'These profiles send the same and are answered differently. Choose one by its manual:',
  'find.use': 'Use {{profile}}',
  'find.not-found': 'Not recognised. See what to do below.',
  'find.step-usb': 'USB',
  'find.step-open': 'Open the port',
  'find.step-ask': 'Ask {{profile}}',
  'find.step-listen': 'Listen to a key',
  'find.state-ok': 'Good',
  'find.state-none': 'None',
  'find.state-failed': 'Failed',
  'find.to-hotkeys': 'To the hotkeys',
  'find.chip': '{{chip}} chip',
  'find.remembered': 'the keypad used last',
  'find.likely': 'a chip seen on keypads',
  'find.apart-press': 'one of several alike: only a key tells them apart',
}
