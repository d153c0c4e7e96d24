import type { hotkeys as zh } from '../zh/hotkeys.ts'

export const hotkeys: Readonly<Record<keyof typeof zh, string>> = {
  'hotkeys.paused': 'Hotkeys are suspended for the card terminal until {{time}}.',
  'hotkeys.resume': 'Resume now',

  'hotkeys.title': 'Hotkeys',
  'hotkeys.text':
    'Press "Record", then the key. The site profile stands over the defaults, this PC over both; the later wins. Saved only when all is right.',
  'hotkeys.no-key': 'none',
  'hotkeys.record': 'Record',
  'hotkeys.record-of': 'Record: {{name}}',
  'hotkeys.record-cancel': 'Stop',
  'hotkeys.press': 'Press the key, Esc cancels',
  'hotkeys.off': 'Turn off',
  'hotkeys.off-of': 'Turn off: {{name}}',
  'hotkeys.reset': 'Not set here',
  'hotkeys.reset-of': 'Not set here: {{name}}',
  'hotkeys.save': 'Save hotkeys',
  'hotkeys.saved': 'Saved and in force.',
  'hotkeys.unsaved': 'Not saved yet',
  'hotkeys.discard': 'Discard changes',

  'hotkeys.pos': 'Card terminal',
  'hotkeys.pos-none': 'Not known: all function keys are its own',
  'hotkeys.layout': 'Keyboard',
  'hotkeys.layout-none': 'Chinese or US',
  'hotkeys.pause-reason': 'The pause key means',
  'hotkeys.taken': 'Keys left to other programs',
  'hotkeys.taken-drop': 'Take back',
  'hotkeys.taken-drop-of': 'Take back {{keys}}',
  'hotkeys.ask': 'Ask why a key does nothing',

  'hotkeys.clash': 'Clash test',
  'hotkeys.clash-how':
    'Go to the card software and the tax software and press every key that they use; then come back and press those keys on this page too. What reaches Guiping is listed here and left to them at once. During the test the hotkeys do nothing.',
  'hotkeys.clash-none': 'No key has come yet.',
  'hotkeys.clash-ours': 'was "{{action}}", now left to them',
  'hotkeys.clash-theirs': 'not used by Guiping, noted as theirs',
  'hotkeys.clash-save': 'Save and leave them these keys',
  'hotkeys.clash-drop': 'Do not save',

  'hotkeys.prove': 'Try each key',
  'hotkeys.prove-end': 'End the try',
  'hotkeys.prove-left':
    'Press each hotkey once; {{left}} have not come yet. One that never comes needs another key.',
  'hotkeys.prove-all': 'Every hotkey has come.',
  'hotkeys.came': 'came',
  'hotkeys.press-it': 'press it now',
}
